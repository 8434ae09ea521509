"""Graph's id of a request is known for each thing that it told of, over the wire as in process."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from shared.domain.errors import Refused
from shared.runtime.work import present, work
from simulator.tenant import Entity, LostAnswer, Operation, Refusal
from tests.contract.tenants import FACES, World, a_world, an_order
from tests.tenancy import registered

SERIALS = [f"SN-{number}" for number in range(3)]
MESSAGE = "53310d6c-6c7b-527b-9b98-edec8848707d.1"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


def traced(world: World) -> dict[str, Entity]:
    """Trace the tenant's requests from now on, by their ids."""
    seen: dict[str, Entity] = {}
    world.tenant.trace_to(lambda line: seen.update({line["request_id"]: line}))
    return seen


async def test_in_a_batch_each_thing_has_the_id_of_its_own_request(world: World) -> None:
    trace = traced(world)

    with work(MESSAGE) as at_hand:
        await world.autopilot.identities(SERIALS)

    for serial in SERIALS:
        assert f"'{serial}'" in trace[at_hand.told_of(serial)]["url"]


async def test_of_a_list_each_thing_has_the_id_of_the_page_it_stands_on(world: World) -> None:
    for serial in SERIALS:
        registered(world.tenant, serial)
    trace = traced(world)

    with work(MESSAGE) as at_hand:
        await world.autopilot.identities([*SERIALS, *(f"XX-{number}" for number in range(30))])

    (asked,) = {at_hand.told_of(serial) for serial in SERIALS}
    assert "$filter" not in trace[asked]["url"]
    assert "XX-1" not in at_hand.told_by


async def test_one_request_for_several_things_tells_of_them_all(world: World) -> None:
    trace = traced(world)

    with work(MESSAGE) as at_hand:
        await world.autopilot.import_devices([an_order(serial) for serial in SERIALS])

    (asked,) = {at_hand.told_of(serial) for serial in SERIALS}
    assert trace[asked]["url"].endswith("/import")


async def test_the_latest_request_about_a_thing_counts(world: World) -> None:
    identity_id = registered(world.tenant, "SN-1")
    trace = traced(world)

    with work(MESSAGE) as at_hand:
        await world.autopilot.identities(["SN-1"])
        await world.autopilot.identities_by_id([identity_id])

    assert trace[at_hand.told_of("SN-1", identity_id)]["url"].endswith(identity_id)


async def test_a_refusal_carries_the_id_of_its_request(world: World) -> None:
    world.goes_wrong(Refusal(status=403, code="Forbidden", message="No."), Operation.IDENTITIES)
    trace = traced(world)

    told = await world.autopilot.identities(["SN-1"])

    error = told["SN-1"]
    assert isinstance(error, Refused)
    assert trace[error.reason.evidence["request-id"]]["status"] == 403


async def test_outside_of_a_unit_of_work_no_id_is_kept(world: World) -> None:
    await world.autopilot.identities(["SN-1"])

    assert present().told_of("SN-1") == ""


@pytest.mark.parametrize("count", [1, 3])
async def test_an_id_is_a_guid_that_no_other_request_has(world: World, count: int) -> None:
    with work(MESSAGE) as at_hand:
        await world.autopilot.identities(SERIALS[:count])

    assert len({UUID(each) for each in at_hand.told_by.values()}) == count


async def test_of_an_answer_that_never_came_there_is_no_id(world: World) -> None:
    world.goes_wrong(LostAnswer(hangs_up=True), Operation.IDENTITIES)

    with work(MESSAGE) as at_hand:
        await world.autopilot.identities(["SN-1"])

    assert at_hand.told_by == {}
