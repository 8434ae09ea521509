"""What operators say of devices over HTTP: heard, refused where it is in vain, queued once."""

import json
from typing import Any

import pytest

from handlers.acting import act_on_device
from shared.domain.stages import Stage
from shared.runtime.http import Problem, Request
from simulator.hardware import hardware_hash
from simulator.world import World
from tests.journeys import (
    ADELE,
    a_described_line,
    a_hire,
    a_line,
    a_preparing_world,
    a_world,
    hired,
    ship,
)
from tests.leaving import a_deployed_device
from tests.operating import SAID, acts


async def say(world: World, act: str, serial: str = "SN-1", **told: object) -> Any:  # noqa: ANN401  any JSON
    request = Request(
        headers={"content-type": "application/json"},
        route={"serial": serial, "act": act},
        body=json.dumps({**SAID, **told}).encode(),
    )
    return json.loads((await act_on_device(request, world.services)).body)


async def refused(world: World, act: str, serial: str = "SN-1", **told: object) -> Problem:
    with pytest.raises(Problem) as caught:
        await say(world, act, serial, **told)
    return caught.value


async def stock() -> World:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    return world


def a_new_hash(serial: str = "SN-1") -> str:
    return hardware_hash(serial, "Contoso", "Contoso 13", seed=1)


async def test_an_act_of_more_than_64_kib_is_turned_down() -> None:
    problem = await refused(await stock(), "retire", why="x" * 65_536)

    assert (problem.status, problem.code) == (413, "body-too-large")


async def test_an_act_is_written_down_and_done() -> None:
    world = await stock()

    told = await say(world, "retire")
    await world.settle()

    (act,) = await acts(world)
    assert (act["type"], act["subject"], act["by"]) == ("retire", "SN-1", SAID["by"])
    assert told["act"] == act["id"]
    assert (await world.device("SN-1")).stage is Stage.RETIRED


async def test_said_twice_is_done_once() -> None:
    world = await stock()

    first, second = await say(world, "retire"), await say(world, "retire")

    assert first == second
    assert len(await acts(world)) == 1


async def test_a_lower_case_serial_number_is_the_same_device() -> None:
    world = await stock()

    assert (await say(world, "retry", "sn-1"))["serial"] == "SN-1"


async def test_nobody_acts_on_an_unknown_device() -> None:
    assert (await refused(a_world(), "retire")).status == 404


async def test_an_unknown_act_is_refused() -> None:
    assert (await refused(await stock(), "explode")).code == "unknown-act"


@pytest.mark.parametrize("act", ["retire", "release", "unblock", "retry"])
async def test_who_acts_has_to_say_why(act: str) -> None:
    problem = await refused(await stock(), act, why=" ")

    assert (problem.code, [each["field"] for each in problem.errors]) == ("act-refused", ["why"])


async def test_a_retired_device_is_acted_on_no_more() -> None:
    world = await stock()
    await say(world, "retire")
    await world.settle()

    assert (await refused(world, "release")).code == "retired"


async def test_a_device_that_was_not_seen_in_autopilot_cannot_be_unblocked() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    world.tenant.import_ends("SN-1", "ZtdDeviceAssignedToOtherTenant")
    await world.settle()

    assert (await refused(world, "unblock")).code == "not-registered"
    assert (await refused(world, "retry")).code == "parked"


async def test_a_device_in_use_is_released_before_it_is_anybody_elses() -> None:
    world = await a_deployed_device()

    assert (await refused(world, "reassign", person="n@contoso.com")).code == "in-use"


async def test_reassigning_takes_somebody() -> None:
    problem = await refused(await stock(), "reassign")

    assert [each["code"] for each in problem.errors] == ["person-missing"]


async def test_whoever_will_not_come_gets_nothing() -> None:
    world = await stock()
    hired(world, a_hire())
    cancelled = a_hire(event=a_hire().event.CANCELLED)
    hired(world, cancelled)
    await world.settle()

    assert (await refused(world, "reassign", employee_id="E-1")).code == "hire-cancelled"


async def test_the_hash_of_another_machine_is_refused_and_not_repeated() -> None:
    world = await stock()
    other = a_new_hash("SN-2")

    problem = await refused(world, "replace", hardware_hash=other)

    assert [each["field"] for each in problem.errors] == ["hardware_hash"]
    assert other not in str(problem.errors)


async def test_the_hash_that_is_registered_is_no_new_one() -> None:
    world = await stock()
    known = hardware_hash("SN-1", "Contoso", "Contoso 13")

    assert (await refused(world, "replace", hardware_hash=known)).code == "hash-known"


async def test_a_device_that_is_prepared_has_no_hash_to_replace() -> None:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1"))
    await world.settle()

    problem = await refused(world, "replace", hardware_hash=a_new_hash())

    assert problem.code == "route-without-hash"


async def test_neither_hash_nor_person_stands_in_the_act() -> None:
    world = await stock()
    text = a_new_hash()
    await say(world, "reassign", person="nestor@contoso.com")
    await say(world, "replace", hardware_hash=text)

    noted = json.dumps(await acts(world))

    assert text[:40] not in noted
    assert "nestor" not in noted
