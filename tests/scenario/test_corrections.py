"""What was wrong of something parked is corrected by an operator, and it goes on."""

from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus

from shared.domain.commands import DeviceRequest, RequestEvent, Shipment
from shared.domain.parked import Parked
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Route, Stage
from simulator.hardware import hardware_hash
from simulator.tenant import Operation, Person, Refusal, Rule
from simulator.world import START, World
from tests.fetching import an_office
from tests.journeys import (
    ADELE,
    a_described_line,
    a_hire,
    a_line,
    a_preparing_world,
    a_world,
    hired,
    identifiers,
    ship,
)
from tests.operating import correct, park_command, the_parked

NESTOR = "nestor.wilke@contoso.com"
REFUSAL = Refusal(status=400, code="BadRequest", message="no")
HASH = hardware_hash("SN-8", "Contoso", "Contoso 13")


async def a_wrong_serial() -> tuple[World, Parked]:
    """Adele's device is announced as SN-B, and is SN-8."""
    world = a_world()
    world.tenant.script.add(Rule(fault=REFUSAL, operation=Operation.IMPORT_DEVICES))
    hired(world)
    await ship(world, a_line("SN-B", order_reference="PO-1"))
    await world.settle()
    return world, await the_parked(world)


async def test_a_corrected_serial_number_ends_deployed_with_one_import_of_it() -> None:
    world, parked = await a_wrong_serial()
    refused = world.tenant.counts.by_operation[Operation.IMPORT_DEVICES]

    await correct(world, parked, serial="SN-8", hardware_hash=HASH)
    await world.settle()

    device = await world.device("SN-8")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == refused + 1
    assert [hire.device for hire in await world.hires()] == ["SN-8"]


async def test_the_device_of_the_wrong_serial_number_is_cancelled_with_a_line() -> None:
    world, parked = await a_wrong_serial()

    await correct(world, parked, serial="SN-8", hardware_hash=HASH)
    await world.settle()

    device = await world.device("SN-B")
    assert device.stage is Stage.CANCELLED
    assert device.timeline[-1].what.startswith("An operator corrected its serial number: ")
    assert await world.parked() == ()
    assert device.parked_as == ()


async def test_a_device_that_takes_over_keeps_the_line_and_its_place_in_the_stock() -> None:
    world, parked = await a_wrong_serial()
    before = await world.device("SN-B")
    world.clock.advance(timedelta(hours=3))

    await correct(world, parked, serial="SN-8", group_tag="SPECIAL")
    await world.settle(timedelta(hours=1))

    device = await world.device("SN-8")
    assert device.line.order_reference == "PO-1"
    assert device.line.group_tag == "SPECIAL"
    assert device.shipment_id == "SHP-1"
    assert device.notices.first_at == before.notices.first_at


async def test_the_hash_of_another_machine_does_not_come_along() -> None:
    world, parked = await a_wrong_serial()

    await correct(world, parked, serial="SN-8")
    await world.settle(timedelta(hours=1))

    device = await world.device("SN-8")
    assert device.line.fingerprint == ""
    assert device.waiting_for is not None
    assert device.waiting_for.code.startswith("oem")


async def test_a_device_to_be_prepared_is_identified_under_its_corrected_serial_number() -> None:
    world = a_preparing_world()
    malformed = Refusal(status=400, code="BadRequest", message="no")
    world.tenant.script.add(Rule(fault=malformed, operation=Operation.IMPORT_IDENTIFIERS))
    await ship(world, a_described_line("SN-B", person=ADELE))
    await world.settle(timedelta(hours=1))

    await correct(world, await the_parked(world), serial="SN-8")
    await world.settle()

    device = await world.device("SN-8")
    assert (device.route, device.stage) == (Route.DEVICE_PREPARATION, Stage.READY)
    assert identifiers(world) == ["Contoso,Contoso 13,SN-8"]


async def test_a_device_whose_person_was_wrong_goes_to_the_right_one() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(user_type="Guest"))
    await ship(world, a_line("SN-1", person=NESTOR))
    await world.settle()

    await correct(world, await the_parked(world), person=ADELE)
    await world.settle()

    device = await world.device("SN-1")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1


async def test_a_supplier_s_word_from_before_does_not_undo_a_correction() -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR, person=Person(user_type="Guest"))
    line = a_line("SN-1", person=NESTOR)
    await ship(world, line)
    await world.settle()
    await correct(world, await the_parked(world), person=ADELE)
    late = Shipment(
        event=ShipmentEvent.DISPATCHED, shipment_id="SHP-1", lines=(line,), said_at=START
    )
    world.ask(late, origin="late")

    await world.settle()

    assert (await world.device("SN-1")).assigned_to == ADELE


async def test_a_hire_whom_hr_cannot_tell_of_is_taken_in_with_what_an_operator_says() -> None:
    office = an_office()
    office.vendors["bamboohr"].falters(status=HTTPStatus.BAD_REQUEST)
    office.says()
    await office.world.settle()
    world, parked = office.world, await the_parked(office.world)

    await correct(world, parked, person=ADELE, start_date="2026-02-02")
    await world.settle()

    hire = await office.hire()
    assert (hire.user_principal_name, hire.start_date) == (ADELE, date(2026, 2, 2))
    assert office.vendors["bamboohr"].calls == 1
    assert await world.parked() == ()


async def test_a_corrected_name_outlives_hr_s_word_and_lets_the_rest_of_it_count() -> None:
    world = a_world()
    hire = a_hire(upn="typo@contoso.com")
    await park_command(world, hire)

    await correct(world, await the_parked(world), person=ADELE)
    older = replace(hire, user_principal_name="", said_at=START - timedelta(hours=1))
    hired(world, older)
    await world.settle()

    (known,) = await world.hires()
    assert (known.user_principal_name, known.names) == (ADELE, (ADELE,))
    assert known.order_reference == "PO-1"


async def test_a_notice_of_one_line_is_heard_with_its_right_serial_number_alone() -> None:
    world = a_world()
    line = a_line("SN-B", person=ADELE)
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-1", lines=(line,))
    await park_command(world, notice)

    await correct(world, await the_parked(world), serial="SN-8", hardware_hash=HASH)
    await world.settle()

    (device,) = await world.devices()
    assert (device.serial, device.stage) == ("SN-8", Stage.DEPLOYED)


async def test_a_request_is_heard_for_the_right_person() -> None:
    world = a_world()
    asked = DeviceRequest(
        event=RequestEvent.ASKED, request_id="R-1", said_at=START, person="typo@contoso.com"
    )
    await park_command(world, asked)

    await correct(world, await the_parked(world), person=ADELE)
    await world.settle()

    request = await world.services.requests.known("R-1")
    assert request.person == ADELE
