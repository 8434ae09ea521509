"""Group tags are read back and put right before a device counts as grouped.

Observed by others: an import's tag gets lost (okieselbach/Intune issue 8); a
manufacturer's registration carries its own.
"""

from datetime import timedelta

from handlers.redriving import redrive
from handlers.tagging import MOST_REPAIRS
from shared.domain.flightplan import DeviceGroup, FlightPlan, Membership, Persona
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from simulator.tenant import Latencies, Operation, minutes
from simulator.world import World
from tests.journeys import a_dynamic_world, a_hire, a_line, a_world, befallen, hired, ship, waits
from tests.operating import said

OEM_LINE = ManifestLine(serial="SN-1", order_reference="PO-1")


def tag_of(world: World) -> str:
    (found,) = world.tenant.identities("SN-1")
    return str(found["groupTag"])


def tagged(world: World) -> int:
    return world.tenant.counts.by_operation[Operation.UPDATE_PROPERTIES]


async def test_a_tag_that_got_lost_is_set_again() -> None:
    world = befallen(a_world(), group_tag_lost=1)
    await ship(world, a_line("SN-1"))

    await world.settle()

    device = await world.device("SN-1")
    assert (tag_of(world), tagged(world)) == ("OFFICE", 1)
    assert (device.stage, device.tag_repairs) == (Stage.READY, 0)


async def test_a_tag_that_is_right_costs_no_write() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert tagged(world) == 0


async def test_a_lost_tag_is_waited_for_before_the_device_is_grouped() -> None:
    world = befallen(a_world(), group_tag_lost=1)
    await ship(world, a_line("SN-1"))
    while tagged(world) == 0:
        await world.settle(timedelta(seconds=10))

    device = await world.device("SN-1")

    assert await waits(world) == "group-tag"
    assert not device.passed(Milestone.GROUPED)


async def test_the_manufacturers_tag_is_replaced_by_the_personas() -> None:
    world = a_dynamic_world()
    world.tenant.oem_registers("SN-1", group_tag="DELL-4711")
    await ship(world, OEM_LINE)

    await world.settle()

    assert tag_of(world) == "OFFICE"
    assert (await world.device("SN-1")).stage is Stage.READY


async def test_a_dynamic_group_takes_a_device_in_once_its_lost_tag_is_set() -> None:
    world = befallen(a_dynamic_world(), group_tag_lost=1)
    await ship(world, a_line("SN-1"))

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert tagged(world) == 1


def an_untagged_world() -> World:
    """Its plan asks for no group tag, and its group is slow to fill itself."""
    groups = (DeviceGroup(name="All", membership=Membership.DYNAMIC),)
    persona = Persona(name="office", groups=groups)
    world = World(FlightPlan(personas={"office": persona}, default_persona="office"))
    rule = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'
    world.tenant.profile_assigned("Office", world.tenant.group_exists("All", rule=rule))
    return befallen(world, Latencies(dynamic_membership=minutes(60)))


async def test_without_a_tag_in_the_plan_the_manufacturers_stays_and_is_read_no_more() -> None:
    world = an_untagged_world()
    world.tenant.oem_registers("SN-1", group_tag="THEIRS")
    await ship(world, OEM_LINE)

    await world.settle(timedelta(minutes=50))

    assert await waits(world) == "membership"
    assert (tag_of(world), tagged(world)) == ("THEIRS", 0)
    assert world.tenant.counts.by_operation[Operation.IDENTITY] <= 2


async def test_another_persona_has_another_tag() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    before = tag_of(world)
    hired(world, a_hire(persona="engineer"))

    await world.settle()

    assert (before, tag_of(world)) == ("OFFICE", "ENGINEER")
    assert tagged(world) == 1


async def a_tag_that_never_holds() -> World:
    """No tag that we set is ever seen, whoever is to blame."""
    world = befallen(a_world(), Latencies(properties_seen=minutes(10_000)))
    world.tenant.oem_registers("SN-1", group_tag="THEIRS")
    await ship(world, OEM_LINE)
    await world.settle()
    return world


async def test_a_tag_that_does_not_hold_parks_the_device() -> None:
    world = await a_tag_that_never_holds()

    (parked,) = await world.parked()
    assert parked.reason.code == "group-tag-does-not-hold"
    assert tagged(world) == MOST_REPAIRS


async def test_a_redriven_device_has_its_tag_set_again() -> None:
    world = await a_tag_that_never_holds()
    (parked,) = await world.parked()
    befallen(world, Latencies())
    await redrive(said(parked.id), world.services)

    await world.settle()

    assert tagged(world) == MOST_REPAIRS + 1
    assert (await world.device("SN-1")).stage is Stage.READY
