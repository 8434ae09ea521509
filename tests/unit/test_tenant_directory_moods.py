"""A directory whose copies are behind, and licences that are provisioned late."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from simulator.tenant import GraphFault, Moods, Person, Tenant, minutes
from tests.tenancy import START, a_tenant_in, registered

PLAN = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5"
ROBIN = "robin@contoso.com"
BEHIND = Moods(replica_behind=1)
LATE = Moods(licence_late=1)
SLOW = {"replica_caught_up": minutes(3), "licence_provisioned": minutes(30)}


def is_served(ask: Callable[[], object]) -> bool:
    try:
        return ask() != []
    except GraphFault as refused:
        if refused.code == "Request_ResourceNotFound":
            return False
        raise


def asked_often(ask: Callable[[], object]) -> list[bool]:
    return [is_served(ask) for _ in range(40)]


def about_a_person(tenant: Tenant) -> list[Callable[[], object]]:
    user, group = tenant.user_appears(ROBIN), tenant.group_exists("Office")
    while not is_served(lambda: tenant.add_member(group, user)):
        pass
    return [
        lambda: tenant.member(group, user),
        lambda: tenant.user(ROBIN),
        lambda: tenant.user(user),
        lambda: tenant.licence_details(user),
        lambda: tenant.is_member(user, user),
    ]


def about_a_device(tenant: Tenant) -> list[Callable[[], object]]:
    device_id = tenant.identity(registered(tenant, "SN-1"))["azureActiveDirectoryDeviceId"]
    return [
        lambda: tenant.device_by_device_id(device_id),
        lambda: tenant.devices_by_device_id(device_id),
    ]


def about_a_group(tenant: Tenant) -> list[Callable[[], object]]:
    group = tenant.group_exists("Office")
    return [
        lambda: tenant.group(group),
        lambda: tenant.groups_named("Office"),
        lambda: tenant.members_page(group),
    ]


# Microsoft, "Add members": the referenced object may not be replicated yet.
@pytest.mark.parametrize("make", [about_a_person, about_a_device, about_a_group])
def test_some_reads_of_a_new_object_are_404_for_a_while(
    make: Callable[[Tenant], list[Callable[[], object]]],
) -> None:
    tenant, clock = a_tenant_in(BEHIND, **SLOW)
    reads = make(tenant)

    at_first = [set(asked_often(read)) for read in reads]
    clock.advance(timedelta(minutes=3))
    later = [set(asked_often(read)) for read in reads]

    assert at_first == [{True, False}] * len(reads)
    assert later == [{True}] * len(reads)


@pytest.mark.parametrize("newest", ["group", "person"])
def test_an_add_can_meet_a_copy_that_is_behind_and_does_nothing(newest: str) -> None:
    tenant, clock = a_tenant_in(BEHIND, **SLOW)
    old = tenant.user_appears(ROBIN) if newest == "group" else tenant.group_exists("Old")
    clock.advance(timedelta(minutes=3))
    if newest == "group":
        pairs = [(tenant.group_exists(f"Group {number}"), old) for number in range(20)]
    else:
        pairs = [(old, tenant.user_appears(f"p{number}@contoso.com")) for number in range(20)]

    added = [pair for pair in pairs if is_served(partial(tenant.add_member, *pair))]
    clock.advance(timedelta(minutes=3))

    assert 0 < len(added) < 20
    assert [pair for pair in pairs if tenant.is_member(*pair)] == added


def a_life(*, others: int = 0) -> list[bool]:
    tenant, _ = a_tenant_in(BEHIND, **SLOW)
    tenant.user_appears(ROBIN)
    tenant.user_appears("sam@contoso.com")
    for _ in range(others):
        is_served(lambda: tenant.user("sam@contoso.com"))
    return asked_often(lambda: tenant.user(ROBIN))


def test_the_same_requests_meet_the_same_copies() -> None:
    assert a_life() == a_life()


def test_requests_for_others_do_not_decide_which_copy_is_met() -> None:
    assert a_life(others=5) == a_life()


def status_of(tenant: Tenant) -> str:
    plans = tenant.licence_details(ROBIN)[0]["servicePlans"]
    return str({plan["servicePlanId"]: plan["provisioningStatus"] for plan in plans}[PLAN])


# Microsoft, servicePlanInfo: provisioningStatus PendingProvisioning; how long is assumed.
def test_a_late_licence_is_pending_before_it_is_there() -> None:
    tenant, clock = a_tenant_in(LATE, **SLOW)
    tenant.user_appears(ROBIN)

    at_first = status_of(tenant)
    clock.advance(timedelta(minutes=30))

    assert (at_first, status_of(tenant)) == ("PendingProvisioning", "Success")


def test_a_licence_that_is_given_later_is_late_too() -> None:
    tenant, clock = a_tenant_in(LATE, **SLOW)
    tenant.user_appears(ROBIN, None, Person(licence=None))
    tenant.user_changes(ROBIN, Person(), START + timedelta(hours=1))
    clock.advance(timedelta(hours=1))

    at_first = status_of(tenant)
    clock.advance(timedelta(minutes=30))

    assert (at_first, status_of(tenant)) == ("PendingProvisioning", "Success")


def test_a_licence_that_is_taken_away_meanwhile_does_not_come_back() -> None:
    tenant, clock = a_tenant_in(LATE, **SLOW)
    tenant.user_appears(ROBIN)
    tenant.user_changes(ROBIN, Person(licence=None))

    clock.advance(timedelta(hours=1))

    assert tenant.licence_details(ROBIN) == []


def test_another_change_of_a_licensed_person_leaves_the_licence_alone() -> None:
    tenant, clock = a_tenant_in(LATE, **SLOW)
    tenant.user_appears(ROBIN)
    clock.advance(timedelta(minutes=30))
    tenant.user(ROBIN)

    tenant.user_changes(ROBIN, Person(enabled=False))

    assert status_of(tenant) == "Success"
