"""``groundcrew tenant`` on real sockets: an app's managed identity, and a person's token."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.domain.setup import Kind
from shared.domain.setup_needs import permissions_for
from simulator.tenant import Rule
from simulator.tenant.script import Slowness
from tests.tenancy import an_instant_tenant
from tests.wire.desk import ADMINISTRATOR, Desk, a_desk, ended, interrupt

SECTION = """\
tenant:
  device_registration:
    user_device_quota: 20
  groups:
    Autopilot Office:
      description: Devices of the office
      group_tag: OFFICE
    Field Workers: {}
    Field Devices:
      provisioning_client_owns: true
"""
ENROLMENT = """\
  automatic_enrolment:
    applies_to: selected
    groups: [Field Workers]
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    tenant, _ = an_instant_tenant()
    tenant.user_appears(ADMINISTRATOR)
    async with a_desk(tmp_path, tenant) as there:
        there.plan.write_text(SECTION, encoding="utf-8")
        yield there


async def test_plan_apply_plan_drift_apply(desk: Desk) -> None:
    planned = await desk.run("plan")
    applied = await desk.run("apply", "--yes")
    again = await desk.run("plan")
    drifts(desk)
    drifted = await desk.run("plan")
    mended = await desk.run("apply", "--yes")

    assert [each.code for each in (planned, applied, again, drifted, mended)] == [3, 0, 0, 3, 0]
    assert planned.said.startswith("Tenant    Contoso (contoso.com)")
    assert "3 to create, 1 to change" in planned.said
    assert "3 created, 1 changed" in applied.said
    assert "Nothing to do" in again.said
    assert "Somebody was here → Devices of the office" in drifted.words
    assert (await desk.run("plan")).code == 0


async def test_a_person_sets_up_what_no_app_may(desk: Desk) -> None:
    desk.plan.write_text(SECTION + ENROLMENT, encoding="utf-8")
    person = desk.as_person()

    by_app = await desk.run("apply", "--yes")
    by_person = await desk.run("apply", "--yes", who=person)

    assert (by_app.code, by_person.code) == (0, 0)
    assert "automatic enrolment: by hand" in by_app.said
    assert "https://" in by_app.said
    assert "1 changed" in by_person.said
    assert (await desk.run("plan", who=person)).code == 0


async def test_reading_is_enough_for_a_plan(desk: Desk) -> None:
    reader = desk.as_app(*permissions_for(Kind, writes=False, person=False))

    assert (await desk.run("plan", who=reader)).code == 3


async def test_a_read_that_is_refused_is_named_with_its_permission(desk: Desk) -> None:
    reader = desk.as_app("Organization.Read.All", "Group.Read.All", "User.Read.All")

    planned = await desk.run("plan", who=reader)

    assert "Could not be read" in planned.said
    assert "Not granted: Policy.Read.DeviceConfiguration." in planned.said


async def test_an_app_that_may_only_read_changes_nothing_and_says_what_it_lacks(
    desk: Desk,
) -> None:
    reader = desk.as_app(*permissions_for(Kind, writes=False, person=False))

    applied = await desk.run("apply", "--yes", who=reader)

    assert applied.code == 1
    assert "4 by hand" in applied.said
    assert "https://" in applied.said


async def test_a_plan_is_json_for_programs(desk: Desk) -> None:
    told = (await desk.run("plan", "--json")).content

    assert told["tenant"]["default_domain"] == "contoso.com"
    assert [each["verb"] for each in told["changes"]] == ["create", "create", "create", "change"]
    assert [each["code"] for each in told["findings"]] == ["rule-tag-unknown"]


async def test_an_apply_is_json_for_programs(desk: Desk) -> None:
    told = (await desk.run("apply", "--yes", "--json")).content

    assert told["complete"]
    assert "created" in {each["ended"] for each in told["outcomes"]}


async def test_nobody_is_asked_without_a_terminal(desk: Desk) -> None:
    applied = await desk.run("apply")

    assert applied.code == 1
    assert "--yes" in applied.errors
    assert (await desk.run("plan")).code == 3


async def test_ctrl_c_says_that_repeating_is_safe(desk: Desk) -> None:
    desk.tenant.script.add(Rule(fault=Slowness(milliseconds=300), times=None))
    process = await desk.start("apply", "--yes")
    assert process.stderr is not None
    async for line in process.stderr:
        if b"created" in line:
            break
    interrupt(process)
    stopped = await ended(process)

    assert stopped.code == 1
    assert "Repeating is safe" in stopped.errors
    assert (await desk.run("apply", "--yes")).code == 0
    assert (await desk.run("plan")).code == 0


async def test_another_tenant_than_the_one_that_is_named_is_left_alone(desk: Desk) -> None:
    applied = await desk.run("apply", "--yes", "--tenant", "fabrikam.com")

    assert applied.code == 2
    assert "This is the tenant Contoso, not fabrikam.com." in applied.errors


async def test_a_token_is_never_shown(desk: Desk) -> None:
    person = desk.as_person()

    planned = await desk.run("plan", who=person)

    assert person["GRAPH_TOKEN"] not in planned.said + planned.errors


def drifts(desk: Desk) -> None:
    """Let somebody change a description in the admin center."""
    (group,) = desk.tenant.model.groups.named("Autopilot Office")
    desk.tenant.update_group(group.id, {"description": "Somebody was here"})
