"""What nobody will mend is dismissed: devices are cancelled, messages dropped."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from shared.domain.commands import CheckDeployment
from shared.domain.stages import Stage
from shared.runtime.http import Problem
from simulator.world import World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship
from tests.operating import acts, dismiss, park_command, redrive, the_parked


async def a_hopeless_device() -> World:
    """Adele's device belongs to somebody else's tenant."""
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    return world


async def test_the_person_of_a_dismissed_device_gets_another_one() -> None:
    world = await a_hopeless_device()

    told = await dismiss(world, await the_parked(world))
    await ship(world, a_line("SN-2", order_reference="PO-1"))
    await world.settle()

    device = await world.device("SN-2")
    assert told["cancelled"] == ["SN-1"]
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert [hire.device for hire in await world.hires()] == ["SN-2"]


async def test_a_dismissed_device_is_cancelled_by_an_operator_and_leaves_no_record() -> None:
    world = await a_hopeless_device()

    await dismiss(world, await the_parked(world))
    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.pairing) == (Stage.CANCELLED, None)
    assert device.timeline[-1].what.startswith("Dismissed by an operator.")
    assert await world.parked() == ()


async def test_a_dismissed_device_that_is_announced_again_comes_anew() -> None:
    world = await a_hopeless_device()
    await dismiss(world, await the_parked(world))
    await world.settle()
    world.tenant.given_up_elsewhere("SN-1")
    world.clock.advance(timedelta(hours=1))

    await ship(world, a_line("SN-1", order_reference="PO-1"), again=True)
    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_dismissing_a_message_that_concerns_no_device_drops_it() -> None:
    world = a_world()
    await park_command(world, a_hire())

    told = await dismiss(world, await the_parked(world))
    await world.settle()

    assert told == {"dismissed": "P-1", "cancelled": []}
    assert await world.hires() == ()
    assert await world.parked() == ()


async def test_bytes_that_are_no_command_can_be_dismissed() -> None:
    world = a_world()
    world.ask_bytes("shipment", b"{", "m-1")
    await world.settle()

    await dismiss(world, await the_parked(world))

    assert await world.parked() == ()


async def test_a_device_that_is_not_parked_by_the_record_is_left_alone() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle()
    await park_command(world, CheckDeployment(serials=("SN-1",)))

    told = await dismiss(world, await the_parked(world))
    await world.settle()

    assert told["cancelled"] == []
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_a_device_that_another_record_parks_stays_in_the_park() -> None:
    world = await a_hopeless_device()
    own = await the_parked(world)
    await park_command(world, CheckDeployment(serials=("SN-1",)))
    (other,) = [each for each in await world.parked() if each != own]

    told = await dismiss(world, other)
    await world.settle()

    assert told["cancelled"] == []
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert await world.parked() == (own,)


async def test_a_device_that_has_left_the_park_is_not_cancelled_with_its_record() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    await park_command(world, CheckDeployment(serials=("SN-1",)))
    left = partial(replace, parked_as=("P-1",))
    await world.services.devices.update("SN-1", left)

    told = await dismiss(world, await the_parked(world))
    await world.settle()

    assert told["cancelled"] == []
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_dismissal_is_written_down_with_who_and_why() -> None:
    world = await a_hopeless_device()
    parked = await the_parked(world)

    await dismiss(world, parked)

    (act,) = await acts(world, subject=parked.id)
    assert (act["type"], act["subject"]) == ("dismiss", "SN-1")
    assert (act["by"], act["why"]) == ("ops@contoso.com", "It is mended.")


async def test_what_somebody_else_has_decided_is_not_decided_again() -> None:
    world = await a_hopeless_device()
    parked = await the_parked(world)
    world.tenant.given_up_elsewhere("SN-1")
    await redrive(world, parked)

    with pytest.raises(Problem) as refused:
        await dismiss(world, parked)
    await world.settle()

    assert refused.value.status == 404
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
