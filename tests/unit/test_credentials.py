"""Credentials that wait for a person, and tokens from elsewhere."""

import asyncio
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError

from shared.config import read_graph
from shared.credentials import BesideTheLoop, GivenToken, bearer_of, sign_in
from shared.domain.errors import Misconfigured, Refused
from shared.domain.sign_in import SignIn, Way
from simulator.clock import JumpingClock
from simulator.identity import IdentityServer
from tests.tenancy import START

GIVEN = AccessToken("a token", 4_102_444_800)


class Person:
    """Signs in when *signed* is set, and counts how often that was asked."""

    def __init__(self) -> None:
        self.signed = Event()
        self.begun = Event()
        self.asked = 0

    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        self.asked += 1
        self.begun.set()
        assert self.signed.wait(10)
        return GIVEN

    def close(self) -> None: ...


class Nobody(Person):
    """Declines."""

    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:  # noqa: ANN401  the SDK's
        raise ClientAuthenticationError("AADSTS65004: The user declined.")


async def test_the_loop_goes_on_while_a_person_signs_in() -> None:
    person = Person()

    asking = asyncio.create_task(BesideTheLoop(person).get_token("x"))
    while not person.begun.is_set():  # noqa: ASYNC110  the thread rings no bell
        await asyncio.sleep(0)
    person.signed.set()

    assert await asking == GIVEN


async def test_whoever_stops_does_not_wait_for_the_person() -> None:
    person = Person()

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(BesideTheLoop(person).get_token("x"), 0.05)

    assert not person.signed.is_set()
    person.signed.set()  # lets the thread end


async def test_one_person_signs_in_at_a_time() -> None:
    person = Person()
    credential = BesideTheLoop(person)

    asking = [asyncio.create_task(credential.get_token("x")) for _ in range(3)]
    await asyncio.sleep(0.05)
    begun = person.asked
    person.signed.set()
    await asyncio.gather(*asking)

    assert (begun, person.asked) == (1, 3)


async def test_who_declines_is_told_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        await bearer_of(BesideTheLoop(Nobody()), ("x",))

    assert refused.value.reason.code == "sign-in-failed"


async def test_a_token_from_elsewhere_is_given_as_it_is() -> None:
    token = IdentityServer().issue()

    given = sign_in(read_graph({"GRAPH_TOKEN": token}), SignIn(way=Way.TOKEN), _nobody_is_asked)

    assert (await given.get_token("x")).token == token


def test_without_a_token_the_setting_is_named() -> None:
    with pytest.raises(Misconfigured, match="GRAPH_TOKEN is missing"):
        GivenToken("")


def test_a_token_that_has_run_out_is_not_sent() -> None:
    old = IdentityServer(clock=JumpingClock(START - timedelta(days=9999))).issue()

    with pytest.raises(Misconfigured, match="has run out"):
        GivenToken(old)


def test_settings_never_show_the_token() -> None:
    assert "secret" not in repr(read_graph({"GRAPH_TOKEN": "secret"}))


def _nobody_is_asked(*_: object) -> None:
    raise AssertionError
