"""How often an issuer's keys are read, and which of them hold."""

import asyncio
from datetime import timedelta

import pytest

from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.runtime.published_keys import PublishedKeys
from simulator.clock import JumpingClock
from simulator.entra_tokens import HOST, PATH, EntraTokens
from simulator.twins import TwinEndpoints
from tests.receiving import NOW

URL = f"https://{HOST}{PATH}"
MINUTES = timedelta(minutes=1)


class Issuer:
    """An issuer, whoever reads its keys, and their clock."""

    def __init__(self) -> None:
        self.clock = JumpingClock(NOW)
        self.entra = EntraTokens(self.clock)
        self.endpoints = TwinEndpoints()
        self.endpoints.stands(HOST, self.entra.site)
        self.keys = PublishedKeys(self.endpoints, self.clock)

    async def slowly(self, call: Call) -> Answered:
        await asyncio.sleep(0)
        return await self.entra.site(call)

    async def knows(self, key_id: str) -> bool:
        return await self.keys.find(URL, key_id) is not None


async def test_the_keys_are_read_once_a_day() -> None:
    issuer = Issuer()

    for _ in range(24):
        assert await issuer.knows("key-1")
        issuer.clock.advance(59 * MINUTES)

    assert issuer.entra.reads == 1
    issuer.clock.advance(24 * MINUTES)
    assert await issuer.knows("key-1")
    assert issuer.entra.reads == 2


async def test_a_new_key_is_found_at_once_when_the_last_look_is_five_minutes_old() -> None:
    issuer = Issuer()
    await issuer.knows("key-1")
    new = issuer.entra.rotate()

    issuer.clock.advance(5 * MINUTES)

    assert await issuer.knows(new)
    assert await issuer.knows("key-1")


async def test_a_withdrawn_key_holds_for_a_day_at_most() -> None:
    issuer = Issuer()
    await issuer.knows("key-1")
    issuer.entra.rotate()
    issuer.entra.withdraw("key-1")

    issuer.clock.advance(timedelta(hours=24))

    assert not await issuer.knows("key-1")


async def test_forged_keys_make_no_storm() -> None:
    issuer = Issuer()

    for number in range(600):
        assert not await issuer.knows(f"forged-{number}")
        issuer.clock.advance(timedelta(seconds=1))

    assert issuer.entra.reads == 2


async def test_forged_keys_at_once_make_one_look() -> None:
    issuer = Issuer()
    issuer.endpoints.stands(HOST, issuer.slowly)

    found = await asyncio.gather(*(issuer.knows(f"forged-{number}") for number in range(200)))

    assert not any(found)
    assert issuer.entra.reads == 1


async def test_an_issuer_that_does_not_answer_is_asked_twice_a_minute() -> None:
    issuer = Issuer()
    issuer.entra.is_down = True

    for _ in range(120):
        with pytest.raises(Unavailable):
            await issuer.knows("key-1")
        issuer.clock.advance(timedelta(seconds=1))

    assert issuer.entra.reads == 4
    issuer.entra.is_down = False
    assert await issuer.knows("key-1")


@pytest.mark.parametrize(
    "answered",
    [
        Answered(status=404, body=b'{"keys": []}'),
        Answered(status=200, body=b"<html>"),
        Answered(status=200, body=b"\xff"),
        Answered(status=200, body=b"[]"),
        Answered(status=200, body=b'{"keys": {}}'),
        Answered(status=200, body=b"[" * 100_000),
    ],
    ids=["absent", "html", "no text", "list", "no list", "deep"],
)
async def test_a_document_that_cannot_be_read_is_no_document(answered: Answered) -> None:
    async def site(_: Call) -> Answered:
        return answered

    issuer = Issuer()
    issuer.endpoints.stands(HOST, site)

    with pytest.raises(Unavailable, match="cannot be read"):
        await issuer.knows("key-1")


async def test_what_is_no_key_for_signatures_is_left_out() -> None:
    async def site(_: Call) -> Answered:
        keys = (
            b'{"kid": "curve", "kty": "EC"}, {"kid": "for-encryption", "kty": "RSA", "use": "enc"},'
            b'{"kty": "RSA"}, 7, {"kid": 7, "kty": "RSA"}, {"kid": "good", "kty": "RSA"}'
        )
        return Answered(status=200, body=b'{"keys": [' + keys + b"]}")

    issuer = Issuer()
    issuer.endpoints.stands(HOST, site)

    known = [name for name in ("curve", "for-encryption", "good") if await issuer.knows(name)]
    assert known == ["good"]
