"""Profiles reach machines, and people switch them on."""

from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import GraphFault, Latencies, Tenant, minutes
from tests.tenancy import START, a_tenant, an_instant_tenant, device_object, registered

ZERO = "00000000-0000-0000-0000-000000000000"


def a_ready_machine(tenant: Tenant) -> str:
    group = tenant.group_exists("Office")
    tenant.profile_assigned("User-driven", group)
    tenant.user_appears("robin@contoso.com")
    identity_id = registered(tenant, "SN-1")
    tenant.add_member(group, device_object(tenant, identity_id))
    tenant.assign_user(identity_id, "robin@contoso.com", "Robin")
    return identity_id


def status_of(tenant: Tenant, identity_id: str) -> str:
    return str(tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"])


def test_a_profile_reaches_a_member_of_its_group_in_steps() -> None:
    slow = Latencies(profile_pending=minutes(2), profile_in_sync=minutes(10))
    tenant, clock = a_tenant(slow)
    group = tenant.group_exists("Office")
    tenant.profile_assigned("User-driven", group)
    identity_id = registered(tenant, "SN-1")
    clock.advance(timedelta(minutes=5))
    tenant.add_member(group, device_object(tenant, identity_id))

    statuses = [status_of(tenant, identity_id)]
    for step in (3, 10):
        clock.advance(timedelta(minutes=step))
        statuses.append(status_of(tenant, identity_id))

    assert statuses == ["notAssigned", "pending", "assignedInSync"]


def test_a_profile_reaches_those_who_were_in_the_group_before_it() -> None:
    tenant, _ = an_instant_tenant()
    group = tenant.group_exists("Office")
    identity_id = registered(tenant, "SN-1")
    tenant.add_member(group, device_object(tenant, identity_id))
    assert status_of(tenant, identity_id) == "notAssigned"

    tenant.profile_assigned("User-driven", group)

    assert status_of(tenant, identity_id) == "assignedInSync"


def test_a_profile_is_lost_with_the_membership() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = a_ready_machine(tenant)
    group = tenant.groups_named("Office")[0]["id"]
    assert status_of(tenant, identity_id) == "assignedInSync"

    tenant.remove_member(group, device_object(tenant, identity_id))

    assert status_of(tenant, identity_id) == "notAssigned"


@pytest.mark.parametrize("minute", [1, 5])
def test_a_profile_stops_on_its_way_when_the_membership_ends(minute: int) -> None:
    slow = Latencies(
        profile_pending=minutes(2), profile_in_sync=minutes(10), membership_seen=minutes(0)
    )
    tenant, clock = a_tenant(slow)
    group = tenant.group_exists("Office")
    tenant.profile_assigned("User-driven", group)
    identity_id = registered(tenant, "SN-1")
    clock.advance(timedelta(minutes=5))
    device = device_object(tenant, identity_id)
    tenant.add_member(group, device)
    clock.advance(timedelta(minutes=minute))

    tenant.remove_member(group, device)
    clock.advance(timedelta(hours=1))

    assert status_of(tenant, identity_id) == "notAssigned"


def test_a_second_group_with_a_profile_changes_nothing() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = a_ready_machine(tenant)
    before = tenant.identity_beta(identity_id)
    second = tenant.group_exists("Field")
    tenant.profile_assigned("Other", second)

    tenant.add_member(second, device_object(tenant, identity_id))

    assert tenant.identity_beta(identity_id) == before


def test_a_group_without_a_profile_assigns_none() -> None:
    tenant, _ = an_instant_tenant()
    identity_id = registered(tenant, "SN-1")
    group = tenant.group_exists("Office")

    tenant.add_member(group, device_object(tenant, identity_id))

    assert status_of(tenant, identity_id) == "notAssigned"


def test_v1_says_nothing_about_profiles() -> None:
    tenant, _ = an_instant_tenant()

    identity = tenant.identity(registered(tenant, "SN-1"))

    assert "deploymentProfileAssignmentStatus" not in identity


def test_a_person_switches_their_ready_machine_on() -> None:
    tenant, clock = an_instant_tenant()
    identity_id = a_ready_machine(tenant)
    assert tenant.identity(identity_id)["enrollmentState"] == "notContacted"

    clock.advance(timedelta(minutes=61))

    identity = tenant.identity(identity_id)
    managed = tenant.managed_devices()
    assert identity["enrollmentState"] == "enrolled"
    assert identity["lastContactedDateTime"] == "2026-03-02T09:00:00Z"
    assert [(each["id"], each["serialNumber"]) for each in managed] == [
        (identity["managedDeviceId"], "SN-1")
    ]


def test_a_deployment_takes_some_35_minutes() -> None:
    tenant, clock = an_instant_tenant()
    a_ready_machine(tenant)
    seen = []

    for minute in (61, 85, 96):
        clock.jump_to(START + timedelta(minutes=minute))
        event = tenant.autopilot_events()[0]
        seen.append(
            (event["deviceSetupStatus"], event["accountSetupStatus"], event["deploymentState"])
        )

    assert seen == [
        ("inProgress", "notAttempted", "inProgress"),
        ("success", "inProgress", "inProgress"),
        ("success", "success", "success"),
    ]
    assert tenant.autopilot_events()[0]["deploymentTotalDuration"] == "PT2100S"


def test_a_deployment_can_be_made_to_fail() -> None:
    tenant, clock = an_instant_tenant()
    tenant.deployment_fails("sn-1")
    a_ready_machine(tenant)

    clock.advance(timedelta(hours=2))

    event = tenant.autopilot_events()[0]
    assert (event["deploymentState"], event["deviceSetupStatus"]) == ("failure", "failure")


def test_nobody_switches_on_what_the_story_keeps_off() -> None:
    clock = JumpingClock(START)
    tenant = Tenant(clock, latencies=Latencies.instant())
    tenant.people_stay_away()
    identity_id = a_ready_machine(tenant)

    clock.advance(timedelta(days=30))
    untouched = tenant.identity(identity_id)["managedDeviceId"]
    tenant.switches_on("SN-1")
    tenant.switches_on("SN-1")
    tenant.switches_on("SN-unknown")

    assert untouched == ZERO
    assert len(tenant.autopilot_events()) == 1


def test_a_machine_whose_person_was_taken_off_stays_off() -> None:
    tenant, clock = an_instant_tenant()
    identity_id = a_ready_machine(tenant)

    tenant.unassign_user(identity_id)
    clock.advance(timedelta(days=1))

    assert tenant.autopilot_events() == []


def test_an_enrolled_machine_cannot_be_deregistered() -> None:
    tenant, clock = an_instant_tenant()
    identity_id = a_ready_machine(tenant)
    clock.advance(timedelta(hours=2))

    with pytest.raises(GraphFault, match="400"):
        tenant.delete_identity(identity_id)


def test_enrolled_machines_are_found_by_serial_number() -> None:
    tenant, clock = an_instant_tenant()
    a_ready_machine(tenant)
    clock.advance(timedelta(hours=2))

    assert len(tenant.managed_devices(("serialNumber", "sn-1"))) == 1
    assert tenant.managed_devices(("serialNumber", "SN-2")) == []
