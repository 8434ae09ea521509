"""The persona decides the groups: the line's, the group tag's, the person's, or the default."""

from shared.domain.stages import Stage
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ENGINEERS, GROUP, a_hire, a_line, a_world, hired, ship


async def groups_of(world: World, serial: str = "SN-1") -> set[str]:
    device = await world.device(serial)
    found = {name: world.tenant.groups_named(name)[0]["id"] for name in (GROUP, ENGINEERS)}
    return {
        name for name, group in found.items() if world.tenant.is_member(group, device.object_id)
    }


async def test_the_lines_persona_decides_the_groups() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", persona="engineer"))

    await world.settle()

    assert await groups_of(world) == {ENGINEERS}


async def test_the_lines_group_tag_decides_the_groups() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", group_tag="ENGINEER"))

    await world.settle()

    assert await groups_of(world) == {ENGINEERS}


async def test_the_persona_of_the_hire_decides_where_the_line_says_nothing() -> None:
    world = a_world()
    hired(world, a_hire(persona="engineer"))
    await ship(world, a_line("SN-1", order_reference="PO-1"))

    await world.settle()

    assert await groups_of(world) == {ENGINEERS}


async def test_a_device_in_stock_joins_the_groups_of_its_persons_persona() -> None:
    world = a_world()
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    before = await groups_of(world)
    hired(world, a_hire(persona="engineer"))

    await world.settle()

    assert before == {GROUP}
    assert ENGINEERS in await groups_of(world)
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED
    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1
