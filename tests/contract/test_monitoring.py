"""What every ``Monitoring`` must do: enrolled devices, events and exported reports."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.domain.errors import Refused, Throttled, Unavailable
from shared.domain.monitoring import DeploymentState, Export, FailedItem, Report
from simulator.tenant import Latencies, Outage, Person, Refusal, Throttle, minutes
from simulator.tenant.operations import Operation
from tests.contract.tenants import FACES, NOBODY, World, a_world, found, the_error
from tests.tenancy import START

UPN = "robin@contoso.example"
SETTING_UP = Latencies(device_setup=minutes(20), account_setup=minutes(10))


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


def switched_on(world: World, *serials: str) -> None:
    for serial in serials:
        world.tenant.oem_registers(serial)
        world.tenant.switches_on(serial)


async def test_enrolled_devices_are_found_by_their_serial_numbers(world: World) -> None:
    switched_on(world, "SN-1", "SN-2")
    world.tenant.oem_registers("SN-3")

    told = await world.monitoring.managed_devices([" sn-1 ", "SN-3"])

    assert set(told) == {" sn-1 "}
    device = found(told, " sn-1 ")
    assert (device.serial, device.enrolled_at, device.compliant) == ("SN-1", START, False)


async def test_of_several_lives_the_last_one_counts(world: World) -> None:
    world.tenant.oem_registers("SN-1")
    world.tenant.deployed_before("SN-1", START - timedelta(days=90))
    world.tenant.switches_on("SN-1")

    told = await world.monitoring.managed_devices(["SN-1"])

    assert found(told, "SN-1").enrolled_at == START


async def test_a_filter_that_is_refused_for_one_holds_up_no_other(world: World) -> None:
    switched_on(world, "SN-1", "SN-2")
    refusal = Refusal(status=403, code="Forbidden", message="No.")
    world.goes_wrong(refusal, Operation.MANAGED_DEVICES, about="SN-1")

    told = await world.monitoring.managed_devices(["SN-1", "SN-2"])

    assert isinstance(the_error(told, "SN-1"), Refused)
    assert found(told, "SN-2").serial == "SN-2"


async def test_a_machine_that_was_never_switched_on_has_no_event(world: World) -> None:
    world.tenant.oem_registers("SN-1")

    events = await world.monitoring.events(["SN-1"], 20)

    assert (events.of, events.complete) == ({}, True)
    assert world.requests == 1


async def test_a_deployment_is_followed_to_its_end() -> None:
    for face in FACES:
        async with a_world(face, SETTING_UP) as world:
            world.tenant.user_appears(UPN, person=Person())
            world.tenant.oem_registers("SN-1")
            world.clock.advance(timedelta(hours=1))
            world.tenant.switches_on("SN-1")
            world.clock.advance(timedelta(minutes=5))

            (during,) = (await world.monitoring.events([" sn-1"], 20)).of[" sn-1"]
            world.clock.advance(timedelta(hours=1))
            (after,) = (await world.monitoring.events(["SN-1"], 20)).of["SN-1"]

        assert (during.state, during.ended_at) == (DeploymentState.IN_PROGRESS, None)
        assert after.state is DeploymentState.SUCCESS
        assert after.device_setup is after.account_setup is DeploymentState.SUCCESS
        assert after.ended_at == after.started_at + timedelta(minutes=30)


async def test_events_are_read_once_for_all_serial_numbers(world: World) -> None:
    serials = [f"MANY{number:03}" for number in range(101)]
    switched_on(world, *serials)
    before = world.requests

    events = await world.monitoring.events(serials, 20)

    assert set(events.of) == set(serials)
    assert (events.complete, world.requests - before) == (True, 3)


@pytest.mark.parametrize(("pages", "seen"), [(0, 0), (1, 50), (2, 100)])
async def test_no_more_pages_of_events_are_read_than_asked_for(
    world: World, pages: int, seen: int
) -> None:
    serials = [f"MANY{number:03}" for number in range(101)]
    switched_on(world, *serials)
    before = world.requests

    events = await world.monitoring.events(serials, pages)

    assert (len(events.of), events.complete) == (seen, False)
    assert world.requests - before == pages


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Outage(), Unavailable),
        (Throttle(), Throttled),
        (Refusal(status=403, code="Forbidden", message="No."), Refused),
    ],
)
async def test_events_that_cannot_be_read_are_an_error(
    world: World, fault: Outage | Throttle | Refusal, error: type[Exception]
) -> None:
    world.goes_wrong(fault, Operation.AUTOPILOT_EVENTS)

    with pytest.raises(error):
        await world.monitoring.events(["SN-1"], 20)


async def test_an_attempt_names_what_it_failed_on() -> None:
    for face in FACES:
        async with a_world(face, SETTING_UP) as world:
            world.tenant.user_appears(UPN, person=Person())
            world.tenant.oem_registers("SN-1")
            world.tenant.deployment_fails("SN-1", app="Contoso VPN")
            world.clock.advance(timedelta(hours=1))
            world.tenant.switches_on("SN-1")
            world.clock.advance(timedelta(hours=1))
            (event,) = (await world.monitoring.events(["SN-1"], 20)).of["SN-1"]

            items = await world.monitoring.failed_items(event.id)

        assert event.state is DeploymentState.FAILURE
        assert event.failure == "Apps (Failed: 1)"
        assert items == (FailedItem(name="Contoso VPN", error_code=-2016345060),)


async def test_an_event_that_is_gone_failed_on_nothing(world: World) -> None:
    assert await world.monitoring.failed_items(NOBODY) == ()


async def exported(world: World, report: Report) -> Export | None:
    job = await world.monitoring.begin_export(report)
    world.clock.advance(timedelta(hours=1))
    return await world.monitoring.export(report, job)


async def test_a_report_is_exported_line_by_line(world: World) -> None:
    switched_on(world, "SN-1", "SN-2")

    export = await exported(world, Report.AUTOPILOT)

    assert export is not None
    lines = export.lines or ()
    assert [line["DeviceSerialNumber"] for line in lines] == ["SN-1", "SN-2"]
    assert {line["DeploymentState_loc"] for line in lines} == {"In progress"}


@pytest.mark.parametrize("report", list(Report))
async def test_every_report_has_the_columns_that_are_asked_for(
    world: World, report: Report
) -> None:
    export = await exported(world, report)

    assert export == Export(lines=())


async def test_an_export_takes_its_time() -> None:
    for face in FACES:
        async with a_world(face, Latencies(export_finished=minutes(1))) as world:
            job = await world.monitoring.begin_export(Report.AUTOPILOT)

            assert await world.monitoring.export(Report.AUTOPILOT, job) is None


async def test_an_export_that_failed_has_no_lines(world: World) -> None:
    world.tenant.exports_fail()

    assert await exported(world, Report.AUTOPILOT) == Export(lines=None)


async def test_an_export_whose_file_has_expired_has_no_lines(world: World) -> None:
    job = await world.monitoring.begin_export(Report.AUTOPILOT)
    world.clock.advance(timedelta(hours=7))

    assert await world.monitoring.export(Report.AUTOPILOT, job) == Export(lines=None)


async def test_a_job_that_is_gone_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        await world.monitoring.export(Report.AUTOPILOT, NOBODY)


async def test_a_file_that_cannot_be_fetched_for_now_can_be_later(world: World) -> None:
    world.goes_wrong(Outage(retry_after=30), Operation.EXPORTED)

    with pytest.raises(Unavailable) as raised:
        await exported(world, Report.AUTOPILOT)

    assert raised.value.after == timedelta(seconds=30)
