"""What is no correction is refused before anything is done, and what is one is written down."""

import pytest

from shared.domain.commands import CheckDeployment
from shared.domain.parked import Parked
from shared.runtime.http import Problem
from simulator.hardware import hardware_hash
from simulator.world import World
from tests.journeys import ADELE, a_line, a_world, ship
from tests.operating import acts, correct, park_command, redrive, the_parked

HASH = hardware_hash("SN-8", "Contoso", "Contoso 13")


async def a_wrong_serial() -> tuple[World, Parked]:
    world = a_world()
    world.tenant.owned_elsewhere("SN-B")
    await ship(world, a_line("SN-B"))
    await world.settle()
    return world, await the_parked(world)


@pytest.mark.parametrize(
    ("right", "code"),
    [
        ({}, "nothing-corrected"),
        ({"serial": "N/A"}, "serial-placeholder"),
        ({"serial": "1.2E+11"}, "serial-scientific"),
        ({"start_date": "2026-02-02"}, "field-not-there"),
        ({"persona": "nobody"}, "persona-unknown"),
        ({"person": "nobody"}, "upn-malformed"),
        ({"hardware_hash": "!"}, "hash-not-base64"),
        ({"hardware_hash": HASH}, "hash-of-another-machine"),
        ({"colour": "blue"}, "field-unknown"),
    ],
)
async def test_what_is_no_correction_is_refused_and_nothing_is_done(
    right: dict[str, str], code: str
) -> None:
    world, parked = await a_wrong_serial()

    with pytest.raises(Problem) as refused:
        await correct(world, parked, **right)

    assert [error["code"] for error in refused.value.errors] == [code]
    assert await world.parked() == (parked,)
    assert await acts(world) == []


async def test_a_serial_number_that_was_announced_before_is_not_taken_over() -> None:
    world = a_world()
    await ship(world, a_line("SN-8"))
    await world.settle()
    world.tenant.owned_elsewhere("SN-B")
    await ship(world, a_line("SN-B"))
    await world.settle()
    parked = await the_parked(world)

    with pytest.raises(Problem) as refused:
        await correct(world, parked, serial="SN-8")

    assert refused.value.code == "serial-known"


@pytest.mark.parametrize("serials", [("SN-1", "SN-2"), ("SN-9",)])
async def test_what_concerns_no_one_device_cannot_be_corrected(serials: tuple[str, ...]) -> None:
    world = a_world()
    await park_command(world, CheckDeployment(serials=serials))

    with pytest.raises(Problem) as refused:
        await correct(world, await the_parked(world), serial="SN-8")

    assert refused.value.code == "not-correctable"


async def test_a_device_that_has_left_the_park_is_not_corrected() -> None:
    world, parked = await a_wrong_serial()
    await redrive(world, parked)
    await world.services.parked.put(parked.id, parked)

    with pytest.raises(Problem) as refused:
        await correct(world, parked, person=ADELE)

    assert refused.value.code == "not-parked"


async def test_a_correction_is_written_down_without_what_it_says_of_people() -> None:
    world, parked = await a_wrong_serial()

    await correct(world, parked, serial="sn-8", person=ADELE)

    (act,) = await acts(world, subject="SN-8")
    assert (act["type"], act["subject"], act["by"]) == ("correct", "SN-B", "ops@contoso.com")
    assert act["facts"] == {"record": parked.id, "fields": "person, serial", "serial": "SN-8"}
