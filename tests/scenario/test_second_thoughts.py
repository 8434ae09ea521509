"""HR and suppliers change their minds, and the pairing follows."""

from datetime import timedelta

from shared.domain.commands import HireEvent
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Stage
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship
from tests.pairings import disagreements

NESTOR = "nestor.wilke@contoso.com"
HOUR = timedelta(hours=1)


def a_world_with_nestor(*, sweeps: bool = True) -> World:
    world = a_world(sweeps=sweeps)
    world.tenant.user_appears(NESTOR)
    return world


async def test_a_device_that_is_given_back_goes_to_whoever_waits_for_that_order() -> None:
    world = a_world_with_nestor()
    hired(world)
    hired(world, a_hire(upn=NESTOR, employee_id="E-2"))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == NESTOR
    assert await disagreements(world) == []


async def test_a_line_does_not_bring_back_a_person_whom_hr_cancelled() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(timedelta(minutes=10))
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await world.settle(timedelta(minutes=10))
    await ship(world, a_line("SN-1", person=ADELE, order_reference="PO-2"), again=True)

    await world.settle()

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert device.pairing is None


async def test_a_cancellation_that_comes_before_the_hire_frees_the_named_device() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(timedelta(minutes=10))
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))

    await world.settle()

    assert (await world.device("SN-1")).pairing is None
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_person_who_is_hired_again_gets_the_device_back() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + HOUR))
    await world.settle(timedelta(minutes=10))
    hired(world, a_hire(said_at=START + 2 * HOUR))

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == ADELE
    assert await disagreements(world) == []


async def test_a_cancellation_weighs_more_than_what_was_said_at_the_same_moment() -> None:
    world = a_world()
    hired(world, a_hire(HireEvent.CANCELLED))
    await world.settle()
    hired(world)

    await world.settle()

    (hire,) = await world.hires()
    assert hire.state == "cancelled"


async def test_an_older_word_of_hr_adds_what_the_newer_one_left_out() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    moved = a_hire(HireEvent.CHANGED, said_at=START + HOUR, upn="", order_reference="")
    hired(world, moved)
    await world.settle(timedelta(minutes=10))
    hired(world)

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == ADELE


async def test_an_order_that_the_supplier_corrected_ties_no_longer() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))
    await ship(world, a_line("SN-1", order_reference="PO-2"), again=True)
    await world.settle(timedelta(minutes=10))
    hired(world)

    await world.settle()

    assert (await world.device("SN-1")).pairing is None


async def test_a_line_that_names_somebody_else_moves_the_device() -> None:
    world = a_world_with_nestor()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(timedelta(minutes=10))
    await ship(world, a_line("SN-1", person=NESTOR))

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == NESTOR


async def test_a_cancelled_device_that_is_dispatched_after_all_needs_no_sweep() -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1"))
    await world.settle()
    await ship(world, a_line("SN-1"), event=ShipmentEvent.CANCELLED)
    await world.settle()
    await ship(world, a_line("SN-1"), again=True)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_device_that_is_deployed_hears_no_more_of_its_persons_changes() -> None:
    world = a_world_with_nestor()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + HOUR, upn=NESTOR))

    await world.settle()

    device = await world.device("SN-1")
    assert device.assigned_to == ADELE
    assert device.waiting_for is None
    assert device.planned == {}
