"""What every ``Endpoints`` must do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from shared.calling.endpoints import HttpEndpoints
from shared.domain.calls import MOST_BYTES, Answered, Call
from shared.domain.errors import Unavailable
from shared.ports import Endpoints
from simulator.endpoints_server import EndpointsServer
from simulator.twins import TwinEndpoints

HOST = "hr.example"


@dataclass(slots=True)
class Site:
    """Keeps what it is asked, and answers what it is told to."""

    answer: Answered = field(default_factory=lambda: Answered(status=200))
    asked: list[Call] = field(default_factory=list[Call])

    async def __call__(self, call: Call) -> Answered:
        self.asked.append(call)
        return self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Internet:
    endpoints: Endpoints
    site: Site
    root: str

    async def asks(self, path: str = "/", method: str = "GET", body: bytes = b"") -> Answered:
        headers = {"X-Asked": "by us"}
        call = Call(method=method, url=self.root + path, headers=headers, body=body)
        return await self.endpoints.call(call)


@asynccontextmanager
async def an_internet(face: str) -> AsyncIterator[Internet]:
    site, twin = Site(), TwinEndpoints()
    twin.stands(HOST, site)
    if face == "twin":
        yield Internet(endpoints=twin, site=site, root=f"https://{HOST}")
        return
    async with EndpointsServer(twin) as server:
        endpoints = HttpEndpoints()
        yield Internet(endpoints=endpoints, site=site, root=server.moved(f"https://{HOST}"))
        await endpoints.close()


@pytest.fixture(params=["twin", "httpx"])
async def internet(request: pytest.FixtureRequest) -> AsyncIterator[Internet]:
    async with an_internet(request.param) as found:
        yield found


async def test_a_call_arrives_as_it_was_made(internet: Internet) -> None:
    await internet.asks("/people/E%2F1?fields=a,b", method="PUT", body=b'{"a": 1}')

    (asked,) = internet.site.asked
    assert (asked.method, asked.url) == ("PUT", f"https://{HOST}/people/E%2F1?fields=a,b")
    assert {name.lower(): value for name, value in asked.headers.items()}["x-asked"] == "by us"
    assert asked.body == b'{"a": 1}'


async def test_an_answer_comes_back_as_it_was_given(internet: Internet) -> None:
    internet.site.answer = Answered(status=418, headers={"retry-after": "7"}, body=b"\x00tea")

    answered = await internet.asks()

    assert (answered.status, answered.body) == (418, b"\x00tea")
    assert answered.headers["retry-after"] == "7"


@pytest.mark.parametrize("status", [204, 301, 400, 401, 404, 429, 500, 503])
async def test_any_status_is_an_answer(internet: Internet, status: int) -> None:
    internet.site.answer = Answered(status=status)

    assert (await internet.asks()).status == status


async def test_no_redirect_is_followed(internet: Internet) -> None:
    internet.site.answer = Answered(status=307, headers={"location": f"{internet.root}/elsewhere"})

    answered = await internet.asks()

    assert (answered.status, len(internet.site.asked)) == (307, 1)


async def test_an_answer_may_be_as_long_as_the_limit(internet: Internet) -> None:
    internet.site.answer = Answered(status=200, body=bytes(MOST_BYTES))

    assert len((await internet.asks()).body) == MOST_BYTES


async def test_an_answer_over_the_limit_is_none(internet: Internet) -> None:
    internet.site.answer = Answered(status=200, body=bytes(MOST_BYTES + 1))

    with pytest.raises(Unavailable):
        await internet.asks()


async def test_where_nobody_stands_nobody_answers(internet: Internet) -> None:
    elsewhere = internet.root.replace(HOST, "nobody.example")

    with pytest.raises(Unavailable):
        await internet.endpoints.call(Call(method="GET", url=elsewhere))
