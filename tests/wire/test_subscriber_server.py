"""A subscriber behind a socket believes what is signed, and is in moods as in process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from shared.clock import WallClock
from shared.domain.news import News, NewsType
from shared.domain.subscribers import NewsFormat
from shared.runtime.events_out import Posting, call_of
from simulator.endpoints_server import served
from simulator.subscribers import Mood, SubscriberSite
from tests.hearing import OTHER_SECRET, SECRET

CLOCK = WallClock()


@dataclass(frozen=True, slots=True)
class Subscribed:
    site: SubscriberSite
    url: str


@asynccontextmanager
async def a_server() -> AsyncIterator[Subscribed]:
    site = SubscriberSite(CLOCK, SECRET)
    async with served("itsm.example", site) as server:
        yield Subscribed(site, server.moved("https://itsm.example/events"))


async def posted(server: Subscribed, secret: str = SECRET) -> tuple[int, Mapping[str, str]]:
    posting = Posting(url=server.url, source="/", secrets=(secret,), now=CLOCK.now())
    news = News(type=NewsType.DEVICE_READY, subject="SN-1", at=CLOCK.now())
    call = call_of(news, NewsFormat.CLOUD_EVENT, posting)
    async with (
        ClientSession() as session,
        session.post(call.url, data=call.body, headers=call.headers) as answer,
    ):
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}


async def test_what_is_signed_is_accepted() -> None:
    async with a_server() as server:
        status, _ = await posted(server)

        assert status == 202
        assert server.site.types == ["device.ready"]


async def test_what_is_signed_with_another_secret_is_refused() -> None:
    async with a_server() as server:
        status, _ = await posted(server, OTHER_SECRET)

        assert status == 401
        assert server.site.heard == []


async def test_who_is_busy_says_for_how_long() -> None:
    async with a_server() as server:
        server.site.falls_into(Mood(status=429, retry_after=30))

        status, headers = await posted(server)

        assert (status, headers["retry-after"]) == (429, "30")
