"""How far a device has received its profile: deploymentProfileAssignmentStatus (beta)."""

from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import Moods, Tenant, minutes
from tests.tenancy import a_tenant_in, device_object, registered

SLOW = {
    "profile_pending": minutes(2),
    "profile_in_sync": minutes(10),
    "profile_unclear": minutes(5),
}


def a_device_in_a_group(moods: Moods) -> tuple[Tenant, JumpingClock, str]:
    tenant, clock = a_tenant_in(moods, **SLOW)
    group = tenant.group_exists("Office")
    tenant.profile_assigned("Standard", group)
    identity_id = registered(tenant, "SN-1")
    tenant.add_member(group, device_object(tenant, identity_id))
    return tenant, clock, identity_id


def status_of(tenant: Tenant, identity_id: str) -> str:
    return str(tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"])


def after(clock: JumpingClock, tenant: Tenant, identity_id: str, *waits: int) -> list[str]:
    found = []
    for wait in waits:
        clock.advance(timedelta(minutes=wait))
        found.append(status_of(tenant, identity_id))
    return found


# Microsoft, "Create Autopilot profiles": not assigned, assigning, assigned; times can vary.
def test_a_profile_is_pending_before_it_is_in_sync() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())

    assert after(clock, tenant, identity_id, 1, 1, 10) == [
        "notAssigned",
        "pending",
        "assignedInSync",
    ]


# Microsoft's enumeration has the state, misspelt; that devices pass through it is assumed.
def test_a_profile_may_be_in_an_unknown_state_before_it_is_in_sync() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods(sync_state_unknown=1))

    assert after(clock, tenant, identity_id, 2, 10, 4, 1) == [
        "pending",
        "assignedUnkownSyncState",
        "assignedUnkownSyncState",
        "assignedInSync",
    ]


# Microsoft's enumeration; how devices come there is a story's to say.
@pytest.mark.parametrize("status", ["failed", "assignedOutOfSync"])
def test_a_story_can_turn_a_profile(status: str) -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())
    clock.advance(timedelta(minutes=12))

    tenant.profile_turns("sn-1", status)

    assert after(clock, tenant, identity_id, 0, 600) == [status, status]


def test_a_profile_that_failed_while_it_was_pending_is_not_in_sync_later() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())
    clock.advance(timedelta(minutes=2))
    tenant.profile_turns("SN-1", "failed")

    assert after(clock, tenant, identity_id, 600) == ["failed"]


def test_a_story_can_let_a_profile_recover_and_its_person_begins() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())
    tenant.user_appears("robin@contoso.com")
    tenant.assign_user(identity_id, "robin@contoso.com", "Robin")
    tenant.profile_turns("SN-1", "failed")

    tenant.profile_turns("SN-1", "assignedInSync", clock.now() + timedelta(hours=1))
    clock.advance(timedelta(hours=3))

    assert len(tenant.managed_devices()) == 1


def test_another_group_with_the_same_profile_changes_nothing() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())
    clock.advance(timedelta(minutes=12))
    tenant.profile_assigned("Standard", other := tenant.group_exists("Field"))

    tenant.add_member(other, device_object(tenant, identity_id))

    assert status_of(tenant, identity_id) == "assignedInSync"


# Assumed from the meaning of the state: assigned, and not what is wanted now.
def test_a_device_that_changes_profiles_is_out_of_sync_for_a_while() -> None:
    tenant, clock, identity_id = a_device_in_a_group(Moods())
    clock.advance(timedelta(minutes=12))
    device = device_object(tenant, identity_id)
    other = tenant.group_exists("Field")
    tenant.profile_assigned("Rugged", other)

    tenant.add_member(other, device)
    tenant.remove_member(tenant.groups_named("Office")[0]["id"], device)

    assert after(clock, tenant, identity_id, 0, 10) == ["assignedOutOfSync", "assignedInSync"]
