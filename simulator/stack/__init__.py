"""Everything that the app stands on in Azure, simulated on this machine, with the app on top.

The tenant, the identity endpoint and the queues live in this process; the
Functions host with the unchanged app is a child of it.
"""

from simulator.stack.host_process import HostDied
from simulator.stack.plan import Neighbour, StackPlan
from simulator.stack.stack import Stack, StateTaken

__all__ = ["HostDied", "Neighbour", "Stack", "StackPlan", "StateTaken"]
