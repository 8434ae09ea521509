"""What every port of the tenant must make of trouble."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Refused, Throttled, Unavailable
from simulator.tenant import LostAnswer, Outage, Refusal, Throttle
from tests.contract.tenants import FACES, World, a_world, an_order


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as found:
        yield found


@pytest.mark.parametrize("asked", [0, 20, 2.128, None])
async def test_a_throttled_request_says_how_long_to_wait_and_is_not_repeated(
    world: World, asked: float | None
) -> None:
    world.goes_wrong(Throttle(retry_after=asked))

    with pytest.raises(Throttled) as raised:
        await world.directory.user("robin@contoso.example")

    assert raised.value.after == (None if asked is None else timedelta(seconds=asked))
    assert world.requests == 1


async def test_an_outage_is_not_waited_out(world: World) -> None:
    world.goes_wrong(Outage(retry_after=120))

    with pytest.raises(Unavailable) as raised:
        await world.autopilot.identity("5CG1")

    assert raised.value.after == timedelta(minutes=2)
    assert world.requests == 1


@pytest.mark.parametrize("hangs_up", [True, False])
async def test_an_import_whose_answer_is_lost_is_unavailable_and_has_happened(
    world: World, *, hangs_up: bool
) -> None:
    world.goes_wrong(LostAnswer(hangs_up=hangs_up))

    with pytest.raises(Unavailable):
        await world.autopilot.import_devices([an_order("5CG1")])

    assert await world.autopilot.import_of("5CG1") is not None


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (401, "InvalidAuthenticationToken", "unauthenticated"),
        (403, "Authorization_RequestDenied", "forbidden"),
        (418, "Teapot", "refused"),
    ],
)
async def test_a_refusal_carries_its_evidence(
    world: World, status: int, code: str, reason: str
) -> None:
    world.goes_wrong(Refusal(status=status, code=code, message="No."))

    with pytest.raises(Refused) as raised:
        await world.directory.user("robin@contoso.example")

    found = raised.value.reason
    assert found.code == reason
    assert found.sentence == f"Graph answered {status} {code} to looking up a user."
    assert found.evidence["operation"] == "looking up a user"
    assert found.evidence["status"] == str(status)
    assert found.evidence["code"] == code


@pytest.mark.parametrize("status", [408, 409, 412, 423, 424, 500, 502, 503, 504])
async def test_what_may_pass_is_worth_another_try(world: World, status: int) -> None:
    world.goes_wrong(Refusal(status=status, code="Whatever", message="Later."))

    with pytest.raises(Unavailable):
        await world.autopilot.profile_status("00000000-0000-4000-8000-00000000dead")
