"""What the policies on joining and enrolling make of the machines on people's desks."""

from collections.abc import Callable

import pytest

from simulator.tenant import Entity, Moods, Tenant, minutes
from tests.tenancy import a_tenant_in, an_instant_tenant, device_object, registered

ROBIN, SAM = "robin@contoso.com", "sam@contoso.com"
NONE = {"@odata.type": "#microsoft.graph.noDeviceRegistrationMembership"}


@pytest.fixture
def tenant() -> Tenant:
    made, _ = an_instant_tenant()
    made.people_stay_away()
    made.user_appears(ROBIN)
    made.user_appears(SAM)
    return made


def only(tenant: Tenant, *, users: tuple[str, ...] = (), groups: tuple[str, ...] = ()) -> Entity:
    ids = [tenant.user(each)["id"] for each in users]
    kind = "#microsoft.graph.enumeratedDeviceRegistrationMembership"
    return {"@odata.type": kind, "users": ids, "groups": list(groups)}


def may_join(tenant: Tenant, whoever: Entity) -> None:
    policy = tenant.registration_policy()
    policy["azureADJoin"]["allowedToJoin"] = whoever
    tenant.replace_registration_policy(policy)


def flies_registered(tenant: Tenant, serial: str, upn: str) -> None:
    """Switch a registered machine on at the desk of its person."""
    identity = registered(tenant, serial)
    tenant.assign_user(identity, upn, "Somebody")
    tenant.switches_on(serial)


def flies_new(tenant: Tenant, serial: str, upn: str) -> None:
    """Switch a machine on that nobody registered."""
    tenant.machine_delivered(serial, "Contoso", "Contoso 13", upn)
    tenant.switches_on_new(serial)


type Flies = Callable[[Tenant, str, str], None]

both_ways = pytest.mark.parametrize("flies", [flies_registered, flies_new])


def serials(tenant: Tenant) -> list[str]:
    return [each["serialNumber"] for each in tenant.managed_devices()]


def refusals(tenant: Tenant) -> list[tuple[str, str, str]]:
    return [(each.serial, each.upn, each.code) for each in tenant.joins_refused]


@both_ways
def test_where_nothing_was_arranged_a_machine_enrols(tenant: Tenant, flies: Flies) -> None:
    flies(tenant, "SN-1", ROBIN)

    assert serials(tenant) == ["SN-1"]
    assert refusals(tenant) == []


@both_ways
def test_where_nobody_may_join_nothing_is_enrolled(tenant: Tenant, flies: Flies) -> None:
    may_join(tenant, NONE)

    flies(tenant, "SN-1", ROBIN)

    assert serials(tenant) == []
    assert tenant.autopilot_events() == []
    assert refusals(tenant) == [("SN-1", ROBIN, "801C0003")]


@both_ways
def test_who_is_among_the_people_or_groups_may_join(tenant: Tenant, flies: Flies) -> None:
    group = tenant.group_exists("Joiners")
    tenant.add_member(group, tenant.user_appears("alex@contoso.com"))
    may_join(tenant, only(tenant, users=(ROBIN,), groups=(group,)))

    flies(tenant, "SN-1", ROBIN)
    flies(tenant, "SN-2", "alex@contoso.com")
    flies(tenant, "SN-3", SAM)

    assert sorted(serials(tenant)) == ["SN-1", "SN-2"]
    assert refusals(tenant) == [("SN-3", SAM, "801C0003")]


@both_ways
def test_who_was_refused_may_try_again_when_they_are_allowed(tenant: Tenant, flies: Flies) -> None:
    may_join(tenant, NONE)
    flies(tenant, "SN-1", ROBIN)
    may_join(tenant, only(tenant, users=(ROBIN,)))

    flies(tenant, "SN-1", ROBIN)

    assert serials(tenant) == ["SN-1"]


@both_ways
def test_nobody_joins_more_than_their_quota(tenant: Tenant, flies: Flies) -> None:
    tenant.replace_registration_policy(tenant.registration_policy() | {"userDeviceQuota": 1})

    flies(tenant, "SN-1", ROBIN)
    flies(tenant, "SN-2", ROBIN)

    assert serials(tenant) == ["SN-1"]
    assert refusals(tenant) == [("SN-2", ROBIN, "801C000E")]


@both_ways
def test_without_automatic_enrolment_a_machine_joins_alone(tenant: Tenant, flies: Flies) -> None:
    tenant.nothing_is_set_up()
    joined = tenant.group_exists("Joined", rule="device.accountEnabled -eq true")

    flies(tenant, "SN-1", ROBIN)

    assert serials(tenant) == []
    assert tenant.autopilot_events() == []
    (device,) = tenant.members(joined)
    assert device["isManaged"] is None
    assert refusals(tenant) == []


@both_ways
def test_the_machines_of_included_groups_enrol(tenant: Tenant, flies: Flies) -> None:
    group = tenant.group_exists("Enrolled")
    tenant.add_member(group, tenant.user(ROBIN)["id"])
    tenant.include_group(group)

    flies(tenant, "SN-1", ROBIN)
    flies(tenant, "SN-2", SAM)

    assert serials(tenant) == ["SN-1"]


@both_ways
def test_a_machine_that_joined_alone_enrols_once_it_may(tenant: Tenant, flies: Flies) -> None:
    tenant.nothing_is_set_up()
    tenant.replace_registration_policy(tenant.registration_policy() | {"userDeviceQuota": 1})
    flies(tenant, "SN-1", ROBIN)
    tenant.update_mobility_policy({"appliesTo": "all"})

    flies(tenant, "SN-1", ROBIN)

    assert serials(tenant) == ["SN-1"]
    assert refusals(tenant) == []


def test_a_machine_that_joined_alone_keeps_its_device_object() -> None:
    tenant, clock = a_tenant_in(Moods(), device_replicated=minutes(5))
    tenant.nothing_is_set_up()
    tenant.user_appears(ROBIN)
    flies_new(tenant, "SN-1", ROBIN)
    clock.advance(minutes(5).most)
    tenant.update_mobility_policy({"appliesTo": "all"})

    tenant.switches_on_new("SN-1")

    (managed,) = tenant.managed_devices()
    assert tenant.device_by_device_id(managed["azureADDeviceId"])["isManaged"] is True


def test_the_device_object_made_ahead_is_the_one_that_joins(tenant: Tenant) -> None:
    tenant.nothing_is_set_up()
    flies_registered(tenant, "SN-1", ROBIN)

    identity = tenant.model.identities.registered("SN-1")

    assert identity is not None
    assert not identity.enrolled
    device = tenant.members(tenant.group_exists("All", rule='device.displayName -eq "SN-1"'))[0]
    assert device["id"] == device_object(tenant, identity.id)
    assert device["accountEnabled"] is True
