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
from shared.config import Settings
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
