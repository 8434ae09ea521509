"""What every port of the tenant must make of trouble."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.directory import User
from shared.domain.errors import GroundcrewError, Refused, Throttled, Unavailable
from simulator.tenant import LostAnswer, Outage, Refusal, Throttle
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, an_order, found, the_error
from tests.tenancy import registered

ROBIN = "robin@contoso.example"
THREE = ["one@contoso.example", "two@contoso.example", "three@contoso.example"]


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


async def the_error_about_robin(world: World) -> GroundcrewError:
    return the_error(await world.directory.users([ROBIN]), ROBIN)


@pytest.mark.parametrize("asked", [0, 20, 2.128, None])
async def test_a_throttled_request_says_how_long_to_wait_and_is_not_repeated(
    world: World, asked: float | None
) -> None:
    world.goes_wrong(Throttle(retry_after=asked))

    error = await the_error_about_robin(world)

    assert isinstance(error, Throttled)
    assert error.after == (None if asked is None else timedelta(seconds=asked))
    assert world.requests == 1


async def test_an_outage_is_not_waited_out(world: World) -> None:
    world.goes_wrong(Outage(retry_after=120))

    error = the_error(await world.autopilot.identities(["5CG1"]), "5CG1")

    assert isinstance(error, Unavailable)
    assert error.after == timedelta(minutes=2)
    assert world.requests == 1


@pytest.mark.parametrize("hangs_up", [True, False])
async def test_an_import_whose_answer_is_lost_is_unavailable_and_has_happened(
    world: World, *, hangs_up: bool
) -> None:
    world.goes_wrong(LostAnswer(hangs_up=hangs_up))

    told = await world.autopilot.import_devices([an_order("5CG1"), an_order("5CG2")])

    assert {type(each) for each in told.values()} == {Unavailable}
    assert set(await world.autopilot.imports_of(["5CG1", "5CG2"])) == {"5CG1", "5CG2"}


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (401, "InvalidAuthenticationToken", "unauthenticated"),
        (403, "Authorization_RequestDenied", "forbidden"),
        (418, "Teapot", "refused"),
    ],
)
@pytest.mark.parametrize("people", [[ROBIN], [ROBIN, "kim@contoso.example"]])
async def test_a_refusal_carries_its_evidence(
    world: World, status: int, code: str, reason: str, people: list[str]
) -> None:
    world.goes_wrong(Refusal(status=status, code=code, message="No."), Operation.USER, times=2)

    error = the_error(await world.directory.users(people), ROBIN)

    assert isinstance(error, Refused)
    assert error.reason.code == reason
    assert error.reason.sentence == f"Graph answered {status} {code} to looking up users."
    assert error.reason.evidence["operation"] == "looking up users"
    assert error.reason.evidence["status"] == str(status)
    assert error.reason.evidence["code"] == code


@pytest.mark.parametrize("status", [408, 409, 412, 423, 424, 500, 502, 503, 504])
async def test_what_may_pass_is_worth_another_try(world: World, status: int) -> None:
    world.goes_wrong(Refusal(status=status, code="Whatever", message="Later."))

    told = await world.autopilot.profile_statuses([NOBODY])

    assert isinstance(told[NOBODY], Unavailable)


async def test_one_of_a_batch_is_throttled_for_itself(world: World) -> None:
    for upn in THREE:
        world.tenant.user_appears(upn)
    world.goes_wrong(Throttle(retry_after=2.128), Operation.USER, about=THREE[1])

    told = await world.directory.users(THREE)

    error = the_error(told, THREE[1])
    assert isinstance(error, Throttled)
    assert error.after == timedelta(seconds=2.128)
    assert [found(told, each).user_principal_name for each in (THREE[0], THREE[2])] == [
        THREE[0],
        THREE[2],
    ]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Throttle(retry_after=60), Throttled),
        (Outage(), Unavailable),
        (LostAnswer(hangs_up=True), Unavailable),
        (LostAnswer(hangs_up=False), Unavailable),
    ],
)
async def test_what_befalls_a_batch_befalls_each_of_its_requests(
    world: World, fault: Throttle | Outage | LostAnswer, error: type[GroundcrewError]
) -> None:
    world.goes_wrong(fault, Operation.BATCH)
    people = [f"person{number}@contoso.example" for number in range(50)]

    told = await world.directory.users(people)

    assert set(told) == set(people)
    assert {type(each) for each in told.values()} == {error}
    assert world.round_trips == 1


async def test_a_batch_whose_answer_is_lost_has_happened(world: World) -> None:
    tags = {registered(world.tenant, f"SN-{number}"): "Office" for number in range(2)}
    world.goes_wrong(LostAnswer(hangs_up=True), Operation.BATCH)

    failed = await world.autopilot.set_group_tags(tags)

    told = await world.autopilot.identities_by_id(tags)
    assert {type(each) for each in failed.values()} == {Unavailable}
    assert {found(told, each).group_tag for each in tags} == {"Office"}


async def test_nothing_is_sent_into_a_window_that_graph_has_closed(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=60.5))
    await the_error_about_robin(world)
    world.clock.advance(timedelta(seconds=20))

    error = await the_error_about_robin(world)

    assert isinstance(error, Throttled)
    assert error.after == timedelta(seconds=40.5)
    assert (world.requests, world.tenant.counts.into_closed_window.total()) == (1, 0)


async def test_a_window_that_opens_in_a_moment_is_waited_for(world: World) -> None:
    world.tenant.user_appears(ROBIN)
    world.goes_wrong(Throttle(retry_after=4.25))
    await the_error_about_robin(world)

    told = await world.directory.users([ROBIN])

    assert isinstance(told[ROBIN], User)
    assert world.tenant.counts.into_closed_window.total() == 0


async def test_one_service_that_is_throttled_closes_no_other(world: World) -> None:
    world.tenant.oem_registers("SN-1")
    world.goes_wrong(Throttle(retry_after=60))
    await the_error_about_robin(world)

    assert set(await world.autopilot.identities(["SN-1"])) == {"SN-1"}
