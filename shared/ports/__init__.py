"""What the handlers need from the outside world, in their own words.

Each port has one adapter for Azure and one twin in the simulator.  Both pass
the same contract tests.
"""

from shared.ports.autopilot import Autopilot, DevicePreparation
from shared.ports.clock import Clock
from shared.ports.directory import Directory, LifecycleWorkflows
from shared.ports.endpoints import Endpoints
from shared.ports.failed import Failed
from shared.ports.monitoring import Monitoring
from shared.ports.store import Outbox, Rows
from shared.ports.tenant import TenantObjects

__all__ = [
    "Autopilot",
    "Clock",
    "DevicePreparation",
    "Directory",
    "Endpoints",
    "Failed",
    "LifecycleWorkflows",
    "Monitoring",
    "Outbox",
    "Rows",
    "TenantObjects",
]
