"""The product's ports, played by the simulated tenant and queues in this very process.

They answer as the adapters do, without a socket in between, so that stories
can jump through days.  They must not import an adapter.
"""

from simulator.twins.autopilot import TwinAutopilot
from simulator.twins.directory import TwinDirectory
from simulator.twins.outbox import TwinOutbox

__all__ = ["TwinAutopilot", "TwinDirectory", "TwinOutbox"]
