"""Settings into services: the one place that knows every adapter.

Every adapter brings its SDK along, so they are imported when the services are
first asked for, and reading this module costs nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shared import config, flightplan
from shared.config import GraphSettings, Settings
from shared.domain.sign_in import Bearer, Prompt, SignIn, scopes_of
from shared.ports import TenantObjects
from shared.runtime.budget import Budget
from shared.runtime.services import Ports, Services, assemble

# A loop holds its tasks weakly.
_parked: set[asyncio.Task[None]] = set()


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """The services of a process, and what to close before it ends, in this order."""

    services: Services
    closing: Sequence[Callable[[], Awaitable[None]]]

    async def close(self) -> None:
        """Let go of every connection."""
        for close in self.closing:
            await close()


@cache
def services() -> Services:
    """Build the services of this process from its environment, once; needs a running loop."""
    app = build(config.from_environment())
    # The worker has no shutdown hook: when it ends in order it cancels the tasks of its loop.
    loop = asyncio.get_running_loop()
    _parked.add(loop.create_task(_close_in_the_end(app)))
    loop.run_in_executor(None, _preload)
    return app.services


def _preload() -> None:
    from shared.graph.preload import preload  # noqa: PLC0415  brings an SDK

    preload()


async def _close_in_the_end(app: App) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        await app.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """How to sign in, and for which *permissions* a person is asked to consent.

    *prompt* shows a device code; it is called in another thread.
    """

    how: SignIn
    prompt: Prompt
    permissions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantConnection:
    """The objects of a tenant's set-up, and who asks for them; needs neither queue nor store."""

    objects: TenantObjects
    bearer: Bearer
    closing: Sequence[Callable[[], Awaitable[None]]]

    async def close(self) -> None:
        """Let go of every connection."""
        for close in self.closing:
            await close()


async def open_tenant(settings: GraphSettings, asks: Asks) -> TenantConnection:
    """Sign in, and build what a tenant's set-up is read and written with.

    Raises ``Misconfigured``, or ``Refused`` with what the identity platform said.
    """
    from shared.credentials import bearer_of, sign_in  # noqa: PLC0415  brings an SDK
    from shared.graph.client import GraphClient  # noqa: PLC0415  brings an SDK
    from shared.graph.objects import GraphTenantObjects  # noqa: PLC0415  brings an SDK
    from shared.graph.requests import Requests  # noqa: PLC0415  brings an SDK

    scopes = scopes_of(settings.graph_base_url, asks.how, asks.permissions)
    credential = sign_in(settings, asks.how, asks.prompt)
    try:
        bearer = await bearer_of(credential, scopes)
    except BaseException:
        await credential.close()
        raise
    graph = GraphClient.connect(settings.graph_base_url, credential, scopes=scopes)
    return TenantConnection(
        objects=GraphTenantObjects(Requests(graph, Budget(settings.clock))),
        bearer=bearer,
        closing=(graph.aclose, credential.close),
    )


def build(settings: Settings) -> App:
    """Build every adapter; connections are made when first used."""
    from shared.calling.endpoints import HttpEndpoints  # noqa: PLC0415  brings an SDK
    from shared.credentials import credential_for  # noqa: PLC0415  brings an SDK
    from shared.graph.autopilot import GraphAutopilot  # noqa: PLC0415  brings an SDK
    from shared.graph.client import GraphClient  # noqa: PLC0415  brings an SDK
    from shared.graph.directory import GraphDirectory  # noqa: PLC0415  brings an SDK
    from shared.graph.lifecycle import GraphLifecycleWorkflows  # noqa: PLC0415  brings an SDK
    from shared.graph.monitoring import GraphMonitoring  # noqa: PLC0415  brings an SDK
    from shared.graph.preparation import GraphDevicePreparation  # noqa: PLC0415  brings an SDK
    from shared.graph.requests import Requests  # noqa: PLC0415  brings an SDK
    from shared.messaging.service_bus import ServiceBusOutbox  # noqa: PLC0415  brings an SDK
    from shared.storage.opening import open_rows  # noqa: PLC0415  brings an SDK

    plan = flightplan.load(Path(settings.flight_plan))
    credential = credential_for(settings)
    graph = GraphClient.connect(settings.graph_base_url, credential)
    requests = Requests(graph, Budget(settings.clock, settings.max_instances))
    endpoints = HttpEndpoints()
    rows = open_rows(settings.state_url, credential)
    outbox = (
        ServiceBusOutbox.from_connection_string(settings.service_bus)
        if settings.service_bus
        else ServiceBusOutbox.from_namespace(settings.service_bus_namespace, credential)
    )
    ports = Ports(
        autopilot=GraphAutopilot(requests),
        directory=GraphDirectory(requests),
        preparation=GraphDevicePreparation(requests),
        monitoring=GraphMonitoring(requests, graph.downloads),
        workflows=GraphLifecycleWorkflows(requests),
        endpoints=endpoints,
        outbox=outbox,
        rows=rows,
        clock=settings.clock,
        secrets=settings.secrets,
    )
    closing = (outbox.close, rows.close, endpoints.close, graph.aclose, credential.close)
    app = assemble(ports, plan, settings.max_instances)
    return App(services=app, closing=closing)
