"""What others have made in the tenant is left alone, and what was asked to go is gone."""

from dataclasses import replace
from typing import Any

from shared.domain.object_requests import Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, TenantPlan, Wanted
from shared.tenant.applying.outcomes import Ended
from shared.tenant.planning.pruning import Prune
from shared.tenant.stored_ids.ids import IdsInMemory
from tests.tenant_setups import SettingUp, a_new_tenant, the_sample

INTUNE = "/beta/deviceManagement"
LISTS = {
    "/v1.0/groups": Operation.GROUPS,
    f"{INTUNE}/deviceEnrollmentConfigurations?$expand=assignments": Operation.STATUS_PAGES,
    f"{INTUNE}/windowsAutopilotDeploymentProfiles?$expand=assignments": (
        Operation.DEPLOYMENT_PROFILES
    ),
    f"{INTUNE}/configurationPolicies?$expand=assignments": Operation.PREPARATION_POLICIES,
    "/beta/deviceAppManagement/mobileApps?$expand=assignments": Operation.APPS,
    f"{INTUNE}/deviceManagementScripts?$expand=assignments": Operation.SCRIPTS,
}
# What others have where a page or a policy of ours takes a place of its own.
MOVED = {"priority", "lastModifiedDateTime", "priorityMetaData", "version"}


def another(each: Wanted) -> Wanted:
    """Want the same under a name that only somebody else uses."""
    fields = {name: value for name, value in each.fields.items() if name != "priority"}
    return replace(each, key=f"Their {each.key}", name=f"Their {each.name}", fields=fields)


async def with_others() -> SettingUp:
    """Let somebody else have set up the same tenant in much the same way before."""
    world = a_new_tenant()
    kinds = {Kind.GROUP, Kind.ENROLLMENT_STATUS_PAGE, Kind.DEPLOYMENT_PROFILE}
    theirs = [another(each) for each in world.plan.objects if each.kind in kinds]
    groups = tuple(each for each in world.plan.objects if each.kind not in kinds)
    world.plan = TenantPlan(objects=(*theirs, *the_sample().of(Kind.GROUP), *groups))
    await world.applied()
    world.plan, world.ids = the_sample(), IdsInMemory()
    return world


async def listed(world: SettingUp, path: str) -> dict[str, dict[str, Any]]:
    got = await world.objects.every(ObjectRequest(operation=LISTS[path], path=path))
    assert isinstance(got, list)
    return {str(each["id"]): settled(each) for each in got}


def settled(entity: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entity.items() if name not in MOVED}


async def everything(world: SettingUp) -> dict[str, dict[str, dict[str, Any]]]:
    return {path: await listed(world, path) for path in LISTS}


async def test_what_others_have_made_stays_as_it_is() -> None:
    world = await with_others()
    before = await everything(world)

    await world.applied()

    after = await everything(world)
    ours = {each.id for each in world.ids.of(world.tenant_id).values()}
    for path, objects in before.items():
        theirs = {key: body for key, body in objects.items() if key not in ours}
        assert {key: after[path].get(key) for key in theirs} == theirs


async def test_who_gets_an_app_from_others_goes_on_getting_it() -> None:
    world = a_new_tenant()
    group = world.tenant.group_exists("Kiosks")
    app = world.tenant.app_exists("Kiosk Browser")
    await give(world, app, group, intent="uninstall")
    mine = Wanted(
        kind=Kind.APP,
        key="Kiosk Browser",
        name="Kiosk Browser",
        fields={"required_for": ["Field Devices"]},
    )
    world.plan = TenantPlan(objects=(*world.plan.objects, mine))

    applied = await world.applied()

    assert applied.complete
    (body,) = [each for each in await assignments(world, app) if each["intent"] == "uninstall"]
    assert body["target"]["groupId"] == group


async def test_the_plan_says_what_is_left_alone() -> None:
    world = await with_others()

    plan = await world.planned()

    assert {each.name for each in plan.others} >= {
        "Their Windows Autopilot",
        "Their Autopilot Office",
    }


async def test_what_was_asked_to_go_goes_and_nothing_else() -> None:
    world = await with_others()
    await world.applied()
    before = await world.picture()
    prune = (
        Prune(kind=Kind.GROUP, name="Their Field Workers"),
        Prune(kind=Kind.DEPLOYMENT_PROFILE, name="Their Autopilot Office"),
    )

    applied = await world.applied(*prune)

    assert {each.name for each in applied.ended(Ended.DELETED)} == {each.name for each in prune}
    gone = {(each.kind.value, each.name) for each in prune}
    assert await world.picture() == [each for each in before if each[:2] not in gone]


async def test_what_the_flight_plan_needs_does_not_go() -> None:
    world = a_new_tenant()
    await world.applied()
    before = await world.picture()

    applied = await world.applied(Prune(kind=Kind.GROUP, name="Field Devices"))

    (refused,) = applied.ended(Ended.FAILED)
    assert refused.reason is not None
    assert refused.reason.code == "not-pruned"
    assert await world.picture() == before


async def test_what_is_gone_already_is_no_failure() -> None:
    world = a_new_tenant()
    world.plan = TenantPlan()

    (outcome,) = (await world.applied(Prune(kind=Kind.GROUP, name="Nobody"))).outcomes

    assert outcome.ended is Ended.UNCHANGED


async def give(world: SettingUp, app: str, group: str, intent: str) -> None:
    target = {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": group}
    entry = {"@odata.type": "#microsoft.graph.mobileAppAssignment", "intent": intent}
    request = ObjectRequest(
        operation=Operation.ASSIGN_APPS,
        path=f"/beta/deviceAppManagement/mobileApps/{app}/assign",
        method=Method.POST,
        body={"mobileAppAssignments": [{**entry, "target": target, "settings": None}]},
    )
    assert isinstance(await world.objects.ask(request), dict)


async def assignments(world: SettingUp, app: str) -> list[dict[str, Any]]:
    path = f"/beta/deviceAppManagement/mobileApps/{app}/assignments"
    got = await world.objects.every(ObjectRequest(operation=Operation.APPS, path=path))
    assert isinstance(got, list)
    return got
