"""Watching devices that are prepared: nothing in the way, enrolled, prepared or failed."""

from dataclasses import replace
from datetime import timedelta

from handlers.deployment import check_deployment
from shared.domain.commands import CheckDeployment, FollowUp, RegisterDevices
from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.stages import Milestone, Route, Stage
from simulator.tenant import Operation
from simulator.world import START, World
from tests.journeys import ADELE, DAY, a_line, a_world, waits

HOUR = timedelta(hours=1)
STEP = CheckDeployment(serials=("SN-1",))


async def a_preparing_world(*, grouped: bool = True, paired: bool = True) -> World:
    """A tenant with a policy for Adele, and a device whose identifier Intune lists."""
    world = a_world()
    people = world.tenant.group_exists("People")
    adele = world.tenant.model.users.get(ADELE)
    world.tenant.add_member(people, adele.id)
    devices = world.tenant.group_exists("Prepared")
    world.tenant.preparation_policy(
        "Standard", user_group=people, device_group=devices, apps=("Contoso VPN", "Contoso Mail")
    )
    pairing = Pairing(rule="the line names the person", user_principal_name=ADELE)
    device = Device(
        serial="SN-1",
        since=START,
        route=Route.DEVICE_PREPARATION,
        line=a_line("SN-1"),
        pairing=pairing if paired else None,
    ).reached(Milestone.IDENTIFIED, START, "Intune lists its corporate identifier.")
    if grouped:
        device = device.reached(Milestone.GROUPED, START, "In the group of its policy.")
    await world.services.devices.put("SN-1", device)
    world.tenant.people_stay_away()
    world.tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ADELE)
    world.clock.advance(HOUR)
    return world


async def look(world: World) -> list[FollowUp]:
    """Look once; whatever comes next is left to the test."""
    return await check_deployment(STEP, world.services)


async def looked(world: World, span: timedelta) -> Device:
    """Switch the machine on, and look as often as is planned."""
    world.tenant.switches_on_new("SN-1")
    world.ask(STEP, origin="test")
    await world.settle(span)
    return await world.device("SN-1")


def lines(device: Device) -> list[str]:
    return [entry.what for entry in device.timeline]


async def test_a_device_that_nobody_registered_is_clear_and_ready() -> None:
    world = await a_preparing_world()

    await look(world)

    device = await world.device("SN-1")
    assert device.stage is Stage.READY
    assert await waits(world) == "switch-on"


async def test_a_device_whose_person_is_in_no_group_yet_is_not_cleared() -> None:
    world = await a_preparing_world(grouped=False)

    await look(world)

    assert not (await world.device("SN-1")).passed(Milestone.CLEARED)


async def test_stock_is_cleared_without_a_person() -> None:
    world = await a_preparing_world(grouped=False, paired=False)

    await look(world)

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_registration_sends_the_device_back_to_its_beginning() -> None:
    world = await a_preparing_world()
    await look(world)
    world.tenant.oem_registers("SN-1")
    world.clock.advance(HOUR)

    onward = await look(world)

    device = await world.device("SN-1")
    assert [each.command for each in onward] == [RegisterDevices(serials=("SN-1",))]
    assert not device.passed(Milestone.CLEARED)
    assert "Registered with Autopilot" in lines(device)[-1]


async def test_a_device_is_prepared_to_its_desk_and_keeps_the_raw_codes() -> None:
    world = await a_preparing_world()
    await look(world)

    device = await looked(world, 4 * HOUR)

    assert device.stage is Stage.DEPLOYED
    assert lines(device)[-1] == "The deployment succeeded (status 2, phase 4, result 0)."
    assert "The device is being prepared (status 1, phase 2, result 0)." in lines(device)
    assert world.tenant.counts.by_operation[Operation.AUTOPILOT_EVENTS] == 0


async def test_a_preparation_that_fails_names_its_app_and_is_parked_after_its_grace() -> None:
    world = await a_preparing_world()
    world.tenant.preparation_fails("SN-1", "Contoso Mail")
    world.tenant.machine_delivered("SN-2", "Contoso", "Contoso 13", ADELE)
    world.tenant.preparation_fails("SN-2", "Contoso VPN")
    world.tenant.switches_on_new("SN-2")
    await look(world)
    during = await looked(world, 3 * HOUR)

    await world.settle(6 * HOUR)

    (parked,) = await world.parked()
    assert during.waiting_for is not None
    assert during.waiting_for.code == "recovery"
    assert "Contoso Mail (status 3)" in lines(during)[-1]
    assert parked.reason.code == "deployment-failed"
    assert parked.reason.evidence["report"] == "status 3, phase 2, result -2147023436"
    assert parked.reason.evidence["failed-on"] == "Contoso Mail (status 3)"


async def test_a_machine_of_a_former_life_is_not_taken_for_this_one() -> None:
    world = await a_preparing_world()
    world.tenant.switches_on_new("SN-1")
    world.clock.advance(HOUR)
    later = world.clock.now()
    await world.services.devices.update(
        "SN-1", lambda each: replace(each, milestones=dict.fromkeys(each.milestones, later))
    )

    await look(world)
    world.clock.advance(DAY)
    await look(world)

    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_wave_asks_each_route_in_its_own_way() -> None:
    world = await a_preparing_world()
    other = Device(serial="SN-2", since=START, line=a_line("SN-2"))
    await world.services.devices.put("SN-2", other)

    await check_deployment(CheckDeployment(serials=("SN-1", "SN-2")), world.services)

    assert (await world.device("SN-1")).stage is Stage.READY
    assert (await world.device("SN-2")).stage is Stage.EXPECTED
