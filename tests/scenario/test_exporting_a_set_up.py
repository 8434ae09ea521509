"""A tenant's set-up, exported as a flight plan that finds nothing to do there."""

from dataclasses import replace
from pathlib import Path

import pytest

from shared.domain.setup import DEFAULT_PAGE, Kind, TenantPlan, Wanted
from shared.domain.setup_permissions import READ_GROUPS
from shared.flightplan import parse
from shared.flightplan.tenant.writing import text_of
from shared.tenant.exporting.export import Exported, export
from shared.tenant.stored_ids.ids import IdsInMemory
from simulator.tenant.caller import Caller
from tests.others_set_up import set_up_by_others
from tests.setting_up import a_group
from tests.tenant_setups import SAMPLE, SettingUp, a_new_tenant, the_sample

APP = "Microsoft 365 Apps"


async def a_tenant_that_is_set_up(*more: Wanted) -> SettingUp:
    world = a_new_tenant(plan=(*the_sample().objects, *more))
    assert (await world.applied()).complete
    return world


async def is_found_unchanged(world: SettingUp, plan: TenantPlan) -> bool:
    """Say whether somebody who has this flight plan alone finds nothing to do."""
    theirs = replace(world, plan=plan, ids=IdsInMemory())
    told = await theirs.planned()
    return not (told.changes or told.unseen or told.waiting)


def read_again(exported: Exported, folder: Path) -> TenantPlan:
    """Read the text that is written of an export, below the rest of the sample."""
    rest = SAMPLE.read_text(encoding="utf-8").split("\ntenant:\n")[0]
    return parse(f"{rest}\n{text_of(exported.plan.objects)}", "exported", folder=folder).tenant


def keys(exported: Exported, kind: Kind) -> set[str]:
    return {each.key for each in exported.plan.of(kind)}


async def test_what_was_exported_is_found_unchanged() -> None:
    world = await a_tenant_that_is_set_up()

    exported = await export(world.tenancy)

    assert exported.unseen == ()
    assert await is_found_unchanged(world, exported.plan)


async def test_so_is_the_text_that_is_written_of_it(tmp_path: Path) -> None:
    world = await a_tenant_that_is_set_up()
    exported = await export(world.tenancy)

    assert await is_found_unchanged(world, read_again(exported, tmp_path))


async def test_what_others_made_in_microsofts_shapes_is_found_unchanged(tmp_path: Path) -> None:
    world = a_new_tenant()
    set_up_by_others(world.tenant)

    exported = await export(world.tenancy)
    written = read_again(exported, tmp_path)

    assert exported.unseen == ()
    assert {each.kind for each in written.objects} == set(Kind) - {Kind.CORPORATE_IDENTIFIERS}
    assert await is_found_unchanged(world, written)


async def test_what_a_policy_names_in_vain_is_told_because_a_plan_will_assign_it(
    tmp_path: Path,
) -> None:
    world = await a_tenant_that_is_set_up()
    app = next(each["id"] for each in world.tenant.apps_page().items if each["displayName"] == APP)
    world.tenant.assign_app(app, [])

    exported = await export(world.tenancy)
    planned = await replace(world, plan=read_again(exported, tmp_path)).planned()

    assert [(each.kind, each.name) for each in exported.added] == [(Kind.APP, APP)]
    assert "'Field Devices'" in exported.added[0].why
    assert [(each.kind, each.name) for each in planned.changes] == [(Kind.APP, APP)]


async def test_what_is_installed_is_not_told() -> None:
    world = await a_tenant_that_is_set_up()

    assert (await export(world.tenancy)).added == ()


async def test_an_export_writes_nothing() -> None:
    world = await a_tenant_that_is_set_up()
    writes = world.writes

    await export(world.tenancy)

    assert world.writes == writes


async def test_a_new_tenant_is_exported_too() -> None:
    world = a_new_tenant()

    exported = await export(world.tenancy)

    assert {each.kind for each in exported.plan.objects} == {
        Kind.DEVICE_REGISTRATION,
        Kind.AUTOMATIC_ENROLMENT,
    }
    assert await is_found_unchanged(world, exported.plan)


async def test_groups_that_have_nothing_to_do_with_autopilot_are_left_out() -> None:
    rule = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:lab"))'
    world = await a_tenant_that_is_set_up(
        a_group("Choir"), a_group("Lab", membership_rule=rule, owners=[])
    )

    groups = keys(await export(world.tenancy), Kind.GROUP)

    assert "Lab" in groups
    assert "Choir" not in groups


async def test_apps_are_told_for_the_groups_of_the_flight_plan_alone() -> None:
    choir = Wanted(
        kind=Kind.APP,
        key="Somebody's App",
        name="Somebody's App",
        fields={"required_for": ["Choir", "All Autopilot devices"]},
    )
    portal = replace(
        a_new_tenant().wanted(Kind.APP, "Company Portal"),
        fields={"required_for": ["Choir", "All Autopilot devices", "Field Devices"]},
    )
    world = a_new_tenant()
    rest = [each for each in the_sample().objects if each.key != "Company Portal"]
    world.plan = TenantPlan(objects=(*rest, a_group("Choir"), choir, portal))
    assert (await world.applied()).complete

    exported = await export(world.tenancy)

    assert keys(exported, Kind.APP) == {"Company Portal", "Microsoft 365 Apps"}
    (told,) = [each for each in exported.plan.of(Kind.APP) if each.key == "Company Portal"]
    assert sorted(told.fields["required_for"]) == ["All Autopilot devices", "Field Devices"]
    assert await is_found_unchanged(world, exported.plan)


@pytest.mark.parametrize("shown", [True, False])
async def test_the_tenants_own_page_is_exported_once_it_shows_anything(*, shown: bool) -> None:
    own = Wanted(
        kind=Kind.ENROLLMENT_STATUS_PAGE,
        key=DEFAULT_PAGE,
        name=DEFAULT_PAGE,
        fields={"show_installation_progress": shown},
    )
    world = await a_tenant_that_is_set_up(own)

    exported = await export(world.tenancy)

    assert (DEFAULT_PAGE in keys(exported, Kind.ENROLLMENT_STATUS_PAGE)) is shown
    assert await is_found_unchanged(world, exported.plan)


async def test_of_several_of_one_name_each_has_a_key_and_its_id() -> None:
    world = await a_tenant_that_is_set_up()
    twin = world.tenant.group_exists("Autopilot Office")
    profile = next(iter(the_sample().of(Kind.DEPLOYMENT_PROFILE)))
    second = replace(
        profile, key="Second", name="Second", fields={"assignments": [{"group": twin}]}
    )
    other = replace(world, plan=TenantPlan(objects=(second,)), ids=IdsInMemory())
    assert (await other.applied()).complete

    exported = await export(world.tenancy)

    named = [each for each in exported.plan.of(Kind.GROUP) if each.name == "Autopilot Office"]
    assert len({each.key for each in named}) == 2
    assert twin in {each.id for each in named}
    assert all(each.id for each in named)
    assert await is_found_unchanged(world, exported.plan)


async def test_what_may_not_be_read_is_told_and_the_rest_exported() -> None:
    world = await a_tenant_that_is_set_up()

    with world.tenant.gate.calling(Caller(app="app", roles=frozenset({READ_GROUPS}))):
        exported = await export(world.tenancy)

    assert {each.kind for each in exported.unseen} > {Kind.DEPLOYMENT_PROFILE}
    assert "All Autopilot devices" in keys(exported, Kind.GROUP)
