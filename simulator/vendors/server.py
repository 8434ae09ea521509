"""The simulated HR systems as a neighbour of a stack."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from shared.ports import Clock
from simulator.endpoints_server import EndpointsServer
from simulator.twins.endpoints import TwinEndpoints

# The setting that says where the server is; %VENDORS% in a stack's flight plan becomes its value.
SETTING = "VENDORS"

type Arrange = Callable[[TwinEndpoints, Clock], None]


@asynccontextmanager
async def vendors_beside(arrange: Arrange, clock: Clock) -> AsyncIterator[Mapping[str, str]]:
    """Serve the sites that *arrange* puts up, as a neighbour of a stack; gives its setting."""
    endpoints = TwinEndpoints()
    arrange(endpoints, clock)
    async with EndpointsServer(endpoints) as server:
        yield {SETTING: server.base_url}
