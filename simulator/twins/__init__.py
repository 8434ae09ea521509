"""The ports in one process, straight onto the simulated model: no sockets, no SDKs.

They pass the same contract tests as the adapters for Azure, and ask the tenant
for the same operations, so that what a story counts is what Graph would count.
"""

from typing import Protocol

from shared.ports import Clock, Rows
from shared.runtime.budget import Budget
from shared.runtime.services import Ports
from simulator.queues import Queues
from simulator.tenant import Tenant
from simulator.twins.autopilot import TwinAutopilot
from simulator.twins.directory import TwinDirectory
from simulator.twins.monitoring import TwinMonitoring
from simulator.twins.outbox import TwinOutbox
from simulator.twins.preparation import TwinDevicePreparation
from simulator.twins.requests import Requests

__all__ = [
    "Requests",
    "TwinAutopilot",
    "TwinDevicePreparation",
    "TwinDirectory",
    "TwinMonitoring",
    "TwinOutbox",
    "ports_on",
]


class Watching(Protocol):
    """Wraps a port in one that does the same and a little more."""

    def __call__[T](self, port: T) -> T:
        """Give back the wrapped port."""
        ...


def ports_on(tenant: Tenant, queues: Queues, rows: Rows, clock: Clock, watch: Watching) -> Ports:
    """Plug twins into every port, each wrapped by *watch*."""
    requests = Requests(tenant, Budget(clock))
    return Ports(
        autopilot=watch(TwinAutopilot(requests)),
        directory=watch(TwinDirectory(requests)),
        preparation=watch(TwinDevicePreparation(requests)),
        monitoring=watch(TwinMonitoring(requests)),
        outbox=watch(TwinOutbox(queues)),
        rows=watch(rows),
        clock=clock,
    )
