"""From a tenant that nobody has set up to one that is as the flight plan says, and no further."""

from shared.domain.setup import Kind
from shared.tenant.applying.outcomes import Ended
from shared.tenant.stored_ids.ids import IdsInMemory
from tests.tenant_setups import a_new_tenant, the_sample


async def test_after_an_apply_there_is_nothing_left_to_plan() -> None:
    world = a_new_tenant()

    applied = await world.applied()

    assert applied.complete, [each for each in applied.outcomes if each.reason]
    plan = await world.planned()
    assert (plan.changes, plan.unseen, plan.waiting) == ((), (), ())
    assert len(plan.unchanged) == len(the_sample().objects)


async def test_a_second_apply_writes_nothing() -> None:
    world = a_new_tenant()
    await world.applied()
    written = world.writes

    again = await world.applied()

    assert world.writes == written
    assert {each.ended for each in again.outcomes} == {Ended.UNCHANGED}


async def test_a_plan_writes_nothing() -> None:
    world = a_new_tenant()

    plan = await world.planned()

    assert plan.pending
    assert world.writes == 0


async def test_without_the_stored_ids_the_names_are_enough() -> None:
    world = a_new_tenant()
    await world.applied()
    world.ids = IdsInMemory()

    again = await world.applied()

    assert {each.ended for each in again.outcomes} == {Ended.UNCHANGED}


async def test_an_object_keeps_its_place_under_another_name() -> None:
    world = a_new_tenant()
    await world.applied()
    groups = len([each for each in await world.picture() if each[0] == Kind.GROUP])
    world.renames(Kind.GROUP, "Field Workers", "People in the field")

    applied = await world.applied()

    (renamed,) = applied.ended(Ended.CHANGED)
    assert (renamed.key, renamed.name) == ("Field Workers", "People in the field")
    assert len([each for each in await world.picture() if each[0] == Kind.GROUP]) == groups


async def test_what_was_found_by_its_name_is_known_by_its_id_from_then_on() -> None:
    world = a_new_tenant()
    group_id = world.tenant.group_exists("Field Workers")
    await world.applied()
    world.renames(Kind.GROUP, "Field Workers", "People in the field")

    applied = await world.applied()

    assert [each.key for each in applied.ended(Ended.CHANGED)] == ["Field Workers"]
    assert world.tenant.group(group_id)["displayName"] == "People in the field"


async def test_what_the_sample_costs_is_known() -> None:
    world = a_new_tenant()
    spent: list[tuple[int, int]] = []
    for act in (world.applied, world.planned, world.applied):
        requests, writes = world.tenant.counts.requests, world.writes
        await act()
        spent.append((world.tenant.counts.requests - requests, world.writes - writes))

    assert spent == [(64, 23), (13, 0), (13, 0)]
