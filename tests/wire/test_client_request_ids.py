"""What Graph is told of a request so that Microsoft's support finds it, and what Graph tells us."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from shared.graph.autopilot import GraphAutopilot
from shared.graph.client import GraphClient
from shared.graph.requests import Requests
from shared.runtime.budget import Budget
from shared.runtime.work import Work, work
from simulator.graph_http import GraphServer
from tests.contract.tenants import StandingToken
from tests.tenancy import an_instant_tenant


@dataclass(slots=True)
class Overheard(httpx.AsyncBaseTransport):
    """Carries requests, and keeps what went there and what came back."""

    sockets: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)
    exchanges: list[tuple[httpx.Request, httpx.Response]] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.sockets.handle_async_request(request)
        self.exchanges.append((request, response))
        return response

    async def aclose(self) -> None:
        await self.sockets.aclose()


@dataclass(frozen=True, slots=True)
class Line:
    """The adapter on a line that is overheard."""

    autopilot: GraphAutopilot
    heard: Overheard

    async def asks(self, message: str, *serials: str) -> Work:
        with work(message) as at_hand:
            await self.autopilot.identities(serials)
        return at_hand

    @property
    def names(self) -> list[str]:
        return [request.headers["client-request-id"] for request, _ in self.heard.exchanges]


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    tenant, clock = an_instant_tenant()
    heard = Overheard()
    async with GraphServer(tenant) as server:
        client = GraphClient.connect(server.base_url, StandingToken(), heard)
        yield Line(GraphAutopilot(Requests(client, Budget(clock))), heard)
        await client.aclose()


async def test_the_id_that_is_kept_is_the_one_in_graphs_own_header(line: Line) -> None:
    at_hand = await line.asks("message-1", "SN-1")

    ((_, response),) = line.heard.exchanges
    assert at_hand.told_of("SN-1") == response.headers["request-id"]


async def test_requests_are_named_after_their_message_the_same_each_time(line: Line) -> None:
    await line.asks("message-1", "SN-1")
    await line.asks("message-1", "SN-1")
    await line.asks("message-2", "SN-1")

    first, again, other = line.names
    assert first == again != other


async def test_each_request_of_a_message_has_a_name_of_its_own(line: Line) -> None:
    with work("message-1"):
        await line.autopilot.identities(["SN-1"])
        await line.autopilot.identities(["SN-2"])

    assert len(set(line.names)) == 2


async def test_graph_repeats_the_name(line: Line) -> None:
    await line.asks("message-1", "SN-1", "SN-2")

    ((request, response),) = line.heard.exchanges
    assert response.headers["client-request-id"] == request.headers["client-request-id"]
