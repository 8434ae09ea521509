"""The ports in one process, straight onto the simulated model: no sockets, no SDKs.

They pass the same contract tests as the adapters for Azure, and ask the tenant
for the same operations, so that what a story counts is what Graph would count.
"""

from dataclasses import dataclass
from typing import Protocol

from shared.ports import Clock, Rows
from shared.runtime.budget import Budget
from shared.runtime.secrets import Secrets
from shared.runtime.services import Ports
from simulator.queues import Queues
from simulator.tenant import Tenant
from simulator.twins.autopilot import TwinAutopilot
from simulator.twins.directory import TwinDirectory
from simulator.twins.endpoints import TwinEndpoints
from simulator.twins.lifecycle import TwinLifecycleWorkflows
from simulator.twins.monitoring import TwinMonitoring
from simulator.twins.objects import TwinTenantObjects
from simulator.twins.outbox import TwinOutbox
from simulator.twins.preparation import TwinDevicePreparation
from simulator.twins.requests import Requests

__all__ = [
    "Requests",
    "Surroundings",
    "TwinAutopilot",
    "TwinDevicePreparation",
    "TwinDirectory",
    "TwinEndpoints",
    "TwinLifecycleWorkflows",
    "TwinMonitoring",
    "TwinOutbox",
    "TwinTenantObjects",
    "ports_on",
]


class Watching(Protocol):
    """Wraps a port in one that does the same and a little more."""

    def __call__[T](self, port: T) -> T:
        """Give back the wrapped port."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the twins stand on."""

    tenant: Tenant
    queues: Queues
    rows: Rows
    clock: Clock
    endpoints: TwinEndpoints
    secrets: Secrets


def ports_on(around: Surroundings, watch: Watching) -> Ports:
    """Plug twins into every port, each wrapped by *watch*."""
    requests = Requests(around.tenant, Budget(around.clock))
    return Ports(
        autopilot=watch(TwinAutopilot(requests)),
        directory=watch(TwinDirectory(requests)),
        preparation=watch(TwinDevicePreparation(requests)),
        monitoring=watch(TwinMonitoring(requests)),
        workflows=watch(TwinLifecycleWorkflows(requests)),
        endpoints=watch(around.endpoints),
        outbox=watch(TwinOutbox(around.queues)),
        rows=watch(around.rows),
        clock=around.clock,
        secrets=around.secrets,
    )
