"""The ports of a tenant: the twins in one process, and the adapters over HTTP."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self

from azure.core.credentials import AccessToken

from shared.domain.autopilot import ImportOrder
from shared.domain.errors import GroundcrewError
from shared.domain.outcomes import Told
from shared.graph.autopilot import GraphAutopilot
from shared.graph.client import GraphClient
from shared.graph.directory import GraphDirectory
from shared.graph.lifecycle import GraphLifecycleWorkflows
from shared.graph.monitoring import GraphMonitoring
from shared.graph.objects import GraphTenantObjects
from shared.graph.preparation import GraphDevicePreparation
from shared.graph.requests import Requests
from shared.ports import (
    Autopilot,
    DevicePreparation,
    Directory,
    LifecycleWorkflows,
    Monitoring,
    TenantObjects,
)
from shared.runtime.budget import Budget
from simulator.clock import JumpingClock
from simulator.graph_http import GraphServer
from simulator.hardware import hardware_hash
from simulator.identity import IdentityServer
from simulator.tenant import Latencies, Moods, Operation, Rule, Tenant
from simulator.tenant.caller import Caller
from simulator.tenant.script import Fault
from simulator.twins import Requests as TwinRequests
from simulator.twins import (
    TwinAutopilot,
    TwinDevicePreparation,
    TwinDirectory,
    TwinLifecycleWorkflows,
    TwinMonitoring,
    TwinTenantObjects,
)
from tests.tenancy import a_tenant

FAR_AWAY = 4_102_444_800  # the year 2100
FACES = ("twin", "graph")
NOBODY = "00000000-0000-4000-8000-00000000dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A simulated tenant and the ports that look at it."""

    tenant: Tenant
    clock: JumpingClock
    autopilot: Autopilot
    directory: Directory
    preparation: DevicePreparation
    monitoring: Monitoring
    workflows: LifecycleWorkflows
    objects: TenantObjects

    @property
    def requests(self) -> int:
        return self.tenant.counts.requests

    @property
    def round_trips(self) -> int:
        return self.tenant.counts.round_trips

    def goes_wrong(
        self,
        fault: Fault,
        operation: Operation | None = None,
        *,
        times: int = 1,
        about: str | None = None,
    ) -> None:
        rule = Rule(fault=fault, operation=operation, times=times, about=about)
        self.tenant.script.add(rule)


class StandingToken:
    """A credential that hands out one token of the simulated identity endpoint."""

    def __init__(self, caller: Caller | None = None) -> None:
        self._token = token_of(caller) if caller else IdentityServer().issue()
        self.scopes: list[str] = []

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        self.scopes.extend(scopes)
        return AccessToken(self._token, FAR_AWAY)

    async def close(self) -> None: ...

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...


def token_of(caller: Caller) -> str:
    """Write the token of a person with these scopes, or of an app with these roles."""
    identities = IdentityServer()
    if caller.is_person:
        return identities.issue_for(caller.person, *(caller.scopes or ()))
    identities.withdraw()
    identities.grant(*(caller.roles or ()))
    return identities.issue()


@asynccontextmanager
async def a_world(
    face: str,
    latencies: Latencies | None = None,
    moods: Moods | None = None,
    caller: Caller | None = None,
) -> AsyncIterator[World]:
    """Look at a tenant that does everything at once, unless *latencies* says otherwise.

    Without a *caller* the app does that Groundcrew is; a twin asks no questions then.
    """
    tenant, clock = a_tenant(latencies or Latencies.instant(), moods)
    if face == "twin":
        asking = TwinRequests(tenant, Budget(clock))
        with tenant.gate.calling(caller or Caller()):
            yield World(
                tenant=tenant,
                clock=clock,
                autopilot=TwinAutopilot(asking),
                directory=TwinDirectory(asking),
                preparation=TwinDevicePreparation(asking),
                monitoring=TwinMonitoring(asking),
                workflows=TwinLifecycleWorkflows(asking),
                objects=TwinTenantObjects(asking),
            )
        return
    async with GraphServer(tenant) as server:
        client = GraphClient.connect(server.base_url, StandingToken(caller))
        requests = Requests(client, Budget(clock))
        yield World(
            tenant=tenant,
            clock=clock,
            autopilot=GraphAutopilot(requests),
            directory=GraphDirectory(requests),
            preparation=GraphDevicePreparation(requests),
            monitoring=GraphMonitoring(requests, client.downloads),
            workflows=GraphLifecycleWorkflows(requests),
            objects=GraphTenantObjects(requests),
        )
        await client.aclose()


def an_order(serial: str, **other: str) -> ImportOrder:
    hashed = hardware_hash(serial, "Contoso", "Contoso 13")
    return ImportOrder(
        serial=serial,
        hardware_hash=other.get("hardware_hash", hashed),
        import_id=other.get("import_id", "6d5a4f4e-0b0c-4b0e-9f39-3a1f2c7d8e90"),
        group_tag=other.get("group_tag", ""),
    )


def found[T](told: Told[T], key: str) -> T:
    """Take what was found of one thing; whatever stood in its way fails the test."""
    each = told[key]
    if isinstance(each, GroundcrewError):
        raise each
    return each


def the_error(told: Mapping[str, object], key: str) -> GroundcrewError:
    """Take what stood in one thing's way."""
    each = told[key]
    assert isinstance(each, GroundcrewError)
    return each
