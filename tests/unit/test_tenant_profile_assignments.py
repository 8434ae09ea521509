"""Which deployment profile a device gets, by the assignments that requests make."""

from datetime import timedelta
from typing import Any

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import GraphFault, Moods, Tenant, minutes
from tests.policies import target
from tests.tenancy import a_tenant_in, an_instant_tenant, device_object, registered

KIND = "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile"
ALL_DEVICES = {"target": {"@odata.type": "#microsoft.graph.allDevicesAssignmentTarget"}}


def left_out(group_id: str) -> dict[str, Any]:
    kind = "#microsoft.graph.exclusionGroupAssignmentTarget"
    return {"target": {"@odata.type": kind, "groupId": group_id}}


def a_profile(tenant: Tenant, name: str, *assignments: dict[str, Any]) -> str:
    body = {"@odata.type": KIND, "displayName": name}
    profile_id = str(tenant.create_deployment_profile(body)["id"])
    for each in assignments:
        tenant.add_profile_assignment(profile_id, each)
    return profile_id


def a_device() -> tuple[Tenant, str, str]:
    """Make a tenant with a device in a group; answers the identity and the group."""
    tenant, _ = an_instant_tenant()
    group_id, identity_id = tenant.group_exists("Office"), registered(tenant, "SN-1")
    tenant.add_member(group_id, device_object(tenant, identity_id))
    return tenant, identity_id, group_id


def profile_of(tenant: Tenant, identity_id: str) -> str:
    status = tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"]
    identity = tenant.model.identities.get(identity_id)
    assert (status == "assignedInSync") == bool(identity.profile_name)
    return identity.profile_name


def test_a_device_that_is_in_the_group_already_gets_the_profile() -> None:
    tenant, identity_id, group_id = a_device()

    a_profile(tenant, "Ours", target(group_id))

    assert profile_of(tenant, identity_id) == "Ours"


# Microsoft, "Configure Autopilot profiles": the oldest created profile is applied.
def test_of_several_profiles_the_oldest_wins() -> None:
    tenant, identity_id, group_id = a_device()
    oldest = a_profile(tenant, "Oldest")
    a_profile(tenant, "Newer", target(group_id))
    before = profile_of(tenant, identity_id)

    tenant.add_profile_assignment(oldest, target(group_id))

    assert (before, profile_of(tenant, identity_id)) == ("Newer", "Oldest")


def test_a_group_that_is_left_out_gets_another_profile() -> None:
    tenant, identity_id, group_id = a_device()
    a_profile(tenant, "All but some", ALL_DEVICES, left_out(group_id))
    a_profile(tenant, "All", ALL_DEVICES)

    assert profile_of(tenant, identity_id) == "All"


def test_a_profile_for_all_devices_reaches_those_that_come_later() -> None:
    tenant, _ = an_instant_tenant()
    a_profile(tenant, "All", ALL_DEVICES)

    assert profile_of(tenant, registered(tenant, "SN-2")) == "All"


def test_entering_a_group_that_is_left_out_takes_the_profile_away() -> None:
    tenant, identity_id, _ = a_device()
    kiosks = tenant.group_exists("Kiosks")
    a_profile(tenant, "All but kiosks", ALL_DEVICES, left_out(kiosks))
    before = profile_of(tenant, identity_id)

    tenant.add_member(kiosks, device_object(tenant, identity_id))

    assert (before, profile_of(tenant, identity_id)) == ("All but kiosks", "")


def test_a_removed_assignment_takes_the_profile_away() -> None:
    tenant, identity_id, group_id = a_device()
    profile_id = a_profile(tenant, "Ours", target(group_id))
    assignment = tenant.profile_assignments(profile_id)[0]["id"]

    tenant.remove_profile_assignment(profile_id, assignment)

    assert profile_of(tenant, identity_id) == ""
    with pytest.raises(GraphFault, match="404"):
        tenant.remove_profile_assignment(profile_id, assignment)


def test_devices_themselves_are_assigned_and_released() -> None:
    tenant, identity_id, _ = a_device()
    profile_id = a_profile(tenant, "Ours")

    tenant.assign_profile_to_devices(profile_id, [identity_id])
    assigned = profile_of(tenant, identity_id)
    with pytest.raises(GraphFault, match="400"):
        tenant.delete_deployment_profile(profile_id)
    tenant.assign_profile_to_devices(profile_id, [])

    assert (assigned, profile_of(tenant, identity_id)) == ("Ours", "")
    tenant.delete_deployment_profile(profile_id)


def a_slow_device() -> tuple[Tenant, JumpingClock, str, str]:
    """Make a device whose profile is in sync, in a tenant that takes ten minutes over it."""
    tenant, clock = a_tenant_in(Moods(), profile_in_sync=minutes(10))
    group_id, identity_id = tenant.group_exists("Office"), registered(tenant, "SN-1")
    tenant.add_member(group_id, device_object(tenant, identity_id))
    profile_id = a_profile(tenant, "Ours", target(group_id))
    clock.advance(timedelta(minutes=10))
    return tenant, clock, identity_id, profile_id


def status_of(tenant: Tenant, identity_id: str) -> str:
    return str(tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"])


# Assumed from the meaning of the state.
def test_a_changed_profile_is_out_of_sync_for_a_while() -> None:
    tenant, clock, identity_id, profile_id = a_slow_device()

    tenant.update_deployment_profile(profile_id, {"displayName": "Theirs"})
    before = status_of(tenant, identity_id)
    clock.advance(timedelta(minutes=10))

    assert (before, profile_of(tenant, identity_id)) == ("assignedOutOfSync", "Theirs")


def test_a_change_that_changes_nothing_leaves_the_devices_alone() -> None:
    tenant, _, identity_id, profile_id = a_slow_device()

    tenant.update_deployment_profile(profile_id, {"displayName": "Ours"})

    assert status_of(tenant, identity_id) == "assignedInSync"


def test_an_assignment_leaves_devices_alone_that_it_does_not_mean() -> None:
    tenant, identity_id, group_id = a_device()
    a_profile(tenant, "Ours", target(group_id))
    tenant.profile_turns("SN-1", "failed")

    a_profile(tenant, "Theirs", target(tenant.group_exists("Elsewhere")))

    assert status_of(tenant, identity_id) == "failed"


def test_a_story_can_assign_a_profile_that_requests_read() -> None:
    tenant, identity_id, group_id = a_device()

    profile_id = tenant.profile_assigned("Story", group_id)

    assert profile_of(tenant, identity_id) == "Story"
    assert tenant.deployment_profile(profile_id)["displayName"] == "Story"
    assert [each["target"]["groupId"] for each in tenant.profile_assignments(profile_id)] == [
        group_id
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"deviceType": "toaster"},
        {"description": "x" * 1_501},
        {"outOfBoxExperienceSetting": {"userType": "guest"}},
        {"outOfBoxExperienceSetting": {"madeUp": True}},
        {"outOfBoxExperienceSetting": "none"},
        {"@odata.type": "#microsoft.graph.activeDirectoryWindowsAutopilotDeploymentProfile"},
    ],
)
def test_a_profile_of_which_something_is_wrong_is_a_400(wrong: dict[str, Any]) -> None:
    tenant, _ = an_instant_tenant()

    with pytest.raises(GraphFault, match="400"):
        tenant.create_deployment_profile({"@odata.type": KIND, "displayName": "Ours"} | wrong)
