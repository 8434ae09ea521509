"""A local Azure Functions host: it runs an unchanged function app in the real Python worker.

It does what the host does around the worker (HTTP, queue and timer triggers,
keys, host.json) and nothing that the app could not also count on in Azure.
"""

from simulator.host.errors import HostError
from simulator.host.functions_host import FunctionsHost
from simulator.host.keys import Keys

__all__ = ["FunctionsHost", "HostError", "Keys"]
