"""Calls over httpx: what is sent along, what is not kept, and what is told of a failure."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from shared.calling.endpoints import HttpEndpoints
from shared.domain.calls import MOST_BYTES, Answered, Call
from shared.domain.errors import Unavailable
from simulator.endpoints_server import EndpointsServer
from simulator.twins import TwinEndpoints


class Web:
    """One site on this machine, and a client that asks it."""

    def __init__(
        self, twin: TwinEndpoints, endpoints: HttpEndpoints, server: EndpointsServer
    ) -> None:
        self.twin = twin
        self.endpoints = endpoints
        self.url = server.moved("https://hr.example/people")
        self.answer = Answered(status=200)
        self.asked: list[Call] = []

    async def site(self, call: Call) -> Answered:
        self.asked.append(call)
        return self.answer

    async def asks(self, query: str = "", **headers: str) -> Answered:
        call = Call(method="GET", url=self.url + query, headers=headers)
        return await self.endpoints.call(call)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    twin, endpoints = TwinEndpoints(), HttpEndpoints()
    async with EndpointsServer(twin) as server:
        made = Web(twin, endpoints, server)
        twin.stands("hr.example", made.site)
        yield made
        await endpoints.close()


async def test_answers_are_asked_for_unpacked(web: Web) -> None:
    await web.asks()

    (asked,) = web.asked
    assert (asked.headers["accept-encoding"], asked.headers["user-agent"]) == (
        "identity",
        "groundcrew",
    )


async def test_cookies_are_not_sent_back(web: Web) -> None:
    web.answer = Answered(status=200, headers={"set-cookie": "session=1"})
    await web.asks()
    await web.asks()

    assert ["cookie" in asked.headers for asked in web.asked] == [False, False]


def packed(body: bytes, encoding: str = "gzip") -> Answered:
    return Answered(
        status=200, headers={"content-encoding": encoding}, body=gzip.compress(body, mtime=0)
    )


async def test_what_is_packed_all_the_same_is_unpacked(web: Web) -> None:
    web.answer = packed(b"{}")

    assert (await web.asks()).body == b"{}"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (packed(bytes(MOST_BYTES + 1)), "AnswerTooLong"),
        (packed(gzip.compress(b"{}"), "gzip, gzip"), "AnswerEncoded"),
        (packed(b"{}", "br"), "AnswerEncoded"),
        (
            Answered(status=200, headers={"content-encoding": "gzip"}, body=b"no gzip"),
            "AnswerTorn",
        ),
    ],
)
async def test_an_answer_that_unpacks_badly_is_none(web: Web, answer: Answered, why: str) -> None:
    web.answer = answer

    with pytest.raises(Unavailable, match=why):
        await web.asks()


async def test_a_bomb_is_unpacked_no_further_than_the_limit(web: Web) -> None:
    web.answer = packed(bytes(16 * MOST_BYTES))
    tracemalloc.start()

    with pytest.raises(Unavailable, match="AnswerTooLong"):
        await web.asks()

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * MOST_BYTES


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://127.0.0.1:1/?key=hush", "127.0.0.1 gave no answer (ConnectError)."),
        ("http://u:hush@127.0.0.1:1/hush", "127.0.0.1 gave no answer (ConnectError)."),
        ("http://[::1/hush", "A malformed address gave no answer (InvalidURL)."),
        ("hush", "An address without a host gave no answer (UnsupportedProtocol)."),
    ],
)
async def test_who_gave_no_answer_is_named_by_the_host_alone(url: str, sentence: str) -> None:
    endpoints = HttpEndpoints()

    with pytest.raises(Unavailable) as raised:
        await endpoints.call(Call(method="GET", url=url))

    assert str(raised.value) == sentence
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    await endpoints.close()


@pytest.mark.parametrize("value", ["Bearer Ä", "Bearer\nhush"])
async def test_a_header_that_cannot_be_sent_is_no_answer_and_is_not_shown(
    web: Web, value: str
) -> None:
    with pytest.raises(Unavailable) as raised:
        await web.asks(Authorization=value)

    assert "hush" not in str(raised.value)
    assert web.asked == []


async def test_closing_what_was_never_used_is_no_error() -> None:
    await HttpEndpoints().close()


async def test_an_answer_that_takes_too_long_is_none(web: Web) -> None:
    async def dawdles(_: Call) -> Answered:
        await asyncio.sleep(5)
        return Answered(status=200)

    web.twin.stands("hr.example", dawdles)
    hasty = HttpEndpoints(whole=0.2)

    with pytest.raises(Unavailable, match="TimeoutError"):
        await hasty.call(Call(method="GET", url=web.url))

    await hasty.close()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
async def test_no_proxy_is_asked_for_this_machine(
    web: Web, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")

    assert (await web.asks()).status == 200


async def test_a_proxy_is_asked_for_anybody_else(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", web.url.removesuffix("/hr.example/people"))
    monkeypatch.setenv("NO_PROXY", "")

    with pytest.raises(Unavailable, match=r"somewhere\.example gave no answer \(RemoteProtocol"):
        await web.endpoints.call(Call(method="GET", url="http://somewhere.example/"))
