"""An operator's word is the strongest: who it names has the device, until it is in use."""

from datetime import date, timedelta

from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent
from shared.domain.stages import Stage
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship
from tests.leaving import NESTOR, a_deployed_device, counted, person_on, says

NESTORS = {"employee_id": "E-2", "upn": NESTOR, "order_reference": "PO-2"}


async def of_adele() -> World:
    """SN-1 is for Adele and ready; nobody switches anything on."""
    world = a_world()
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    return world


async def paired(world: World, serial: str = "SN-1") -> tuple[str, str]:
    pairing = (await world.device(serial)).pairing
    return ("", "") if pairing is None else (pairing.user_principal_name, pairing.rule)


async def test_the_device_goes_to_whom_an_operator_names() -> None:
    world = await of_adele()
    hired(world, a_hire(**NESTORS))  # type: ignore[arg-type]  # the builder's own fields
    says(world, DeviceEvent.REASSIGN, employee_id="E-2", person=NESTOR)

    await world.settle()

    assert await paired(world) == (NESTOR, "an operator's word")
    assert person_on(world) == NESTOR
    assert {hire.employee_id: hire.device for hire in await world.hires()} == {
        "E-1": "",
        "E-2": "SN-1",
    }


async def test_somebody_whom_hr_has_not_announced_may_be_named() -> None:
    world = await of_adele()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)

    await world.settle()

    assert await paired(world) == (NESTOR, "an operator's word")
    assert person_on(world) == NESTOR


async def test_whoever_is_announced_later_has_the_device_that_an_operator_gave_them() -> None:
    world = await of_adele()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)
    await world.settle()
    hired(world, a_hire(said_at=world.clock.now(), **NESTORS))  # type: ignore[arg-type]  # the same

    await world.settle()

    devices = {hire.employee_id: hire.device for hire in await world.hires()}
    assert devices["E-2"] == "SN-1"


async def test_a_suppliers_later_word_does_not_take_it_away() -> None:
    world = await of_adele()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)
    await world.settle()
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle()

    assert (await paired(world))[0] == NESTOR


async def test_the_latest_word_of_an_operator_counts() -> None:
    world = await of_adele()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)
    world.clock.advance(timedelta(minutes=1))
    says(world, DeviceEvent.REASSIGN, person=ADELE)

    await world.settle()

    assert (await paired(world))[0] == ADELE
    assert person_on(world) == ADELE


async def test_whoever_has_been_left_gets_the_next_device() -> None:
    world = await of_adele()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)
    await world.settle()
    await ship(world, a_line("SN-2", order_reference="PO-1"))

    await world.settle()

    assert (await paired(world, "SN-2"))[0] == ADELE


async def test_somebody_who_has_a_device_at_work_may_get_a_second_one() -> None:
    world = await a_deployed_device()
    await ship(world, a_line("SN-2"))
    await world.settle()
    says(world, DeviceEvent.REASSIGN, "SN-2", person=ADELE)

    await world.settle()

    assert (await paired(world, "SN-2"))[0] == ADELE
    assert (await world.hires())[0].device == "SN-1"


async def test_it_comes_too_late_for_a_device_in_use() -> None:
    world = await a_deployed_device()
    says(world, DeviceEvent.REASSIGN, person=NESTOR)

    await world.settle()

    assert (await paired(world))[0] == ADELE
    assert counted(world, Operation.ASSIGN_USER) == 1


async def test_the_word_lapses_with_the_hire() -> None:
    world = await of_adele()
    hired(world, a_hire(**NESTORS))  # type: ignore[arg-type]  # the builder's own fields
    says(world, DeviceEvent.REASSIGN, employee_id="E-2", person=NESTOR)
    await world.settle()
    said_at = world.clock.now()
    hired(world, a_hire(HireEvent.CANCELLED, said_at=said_at, **NESTORS))  # type: ignore[arg-type]  # same

    await world.settle()

    assert (await paired(world))[0] == ADELE


async def test_who_had_one_taken_back_may_be_given_another() -> None:
    world = await a_deployed_device()
    world.tenant.people_stay_away()
    says(world, DeviceEvent.RETIRE)
    await world.settle()
    await ship(world, a_line("SN-2"))
    await world.settle()
    says(world, DeviceEvent.REASSIGN, "SN-2", employee_id="E-1", person=ADELE)

    await world.settle()

    (hire,) = await world.hires()
    assert (hire.device, hire.start_date) == ("SN-2", date(2026, 2, 2))
    assert (await world.device("SN-2")).stage is Stage.READY
