"""The ports in one process, straight onto the simulated model: no sockets, no SDKs.

They pass the same contract tests as the adapters for Azure, and ask the tenant
for the same operations, so that what a story counts is what Graph would count.
"""

from simulator.twins.autopilot import TwinAutopilot
from simulator.twins.directory import TwinDirectory
from simulator.twins.outbox import TwinOutbox

__all__ = ["TwinAutopilot", "TwinDirectory", "TwinOutbox"]
