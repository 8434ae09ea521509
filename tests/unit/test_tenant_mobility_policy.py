"""Automatic enrolment: "mobileDeviceManagementPolicy" (beta) in Microsoft's reference."""

from typing import Any

import pytest

from simulator.tenant import GraphFault, Operation, Tenant
from tests.tenancy import an_instant_tenant

NOBODY = "8f3c7a52-0000-4000-8000-000000000000"
READ, WRITE = {"Policy.Read.All"}, {"Policy.ReadWrite.MobilityManagement"}


@pytest.fixture
def tenant() -> Tenant:
    made, _ = an_instant_tenant()
    made.nothing_is_set_up()
    return made


def refused(tenant: Tenant, fields: dict[str, Any]) -> None:
    before = tenant.mobility_policy()
    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.update_mobility_policy(fields)
    assert tenant.mobility_policy() == before


def test_in_a_new_tenant_no_machine_enrols_by_itself(tenant: Tenant) -> None:
    (policy,) = tenant.mobility_policies()

    assert policy["id"] == "0000000a-0000-0000-c000-000000000000"
    assert policy["appliesTo"] == "none"
    assert tenant.mobility_policy() == policy


def test_in_a_tenant_that_is_set_up_every_machine_does() -> None:
    tenant, _ = an_instant_tenant()

    assert tenant.mobility_policy()["appliesTo"] == "all"


def test_another_policy_is_not_there(tenant: Tenant) -> None:
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.mobility_policy(NOBODY)


# Microsoft365DSC writes the policy with two requests for this.
def test_whom_it_applies_to_comes_alone(tenant: Tenant) -> None:
    refused(tenant, {"appliesTo": "all", "isMdmEnrollmentDuringRegistrationDisabled": True})

    tenant.update_mobility_policy({"appliesTo": "all"})
    tenant.update_mobility_policy({"isMdmEnrollmentDuringRegistrationDisabled": True})

    policy = tenant.mobility_policy()
    assert policy["appliesTo"] == "all"
    assert policy["isMdmEnrollmentDuringRegistrationDisabled"] is True


@pytest.mark.parametrize(
    "fields",
    [
        {"appliesTo": "selected"},
        {"appliesTo": None},
        {"isValid": False},
        {"discoveryUrl": 7},
        {},
    ],
)
def test_what_a_patch_cannot_say_is_refused(tenant: Tenant, fields: dict[str, Any]) -> None:
    refused(tenant, fields)


def test_a_group_that_is_included_selects(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")

    tenant.include_group(group)

    policy = tenant.mobility_policy(groups=True)
    assert policy["appliesTo"] == "selected"
    assert [each["id"] for each in policy["includedGroups"]] == [group]
    assert tenant.included_groups() == policy["includedGroups"]


@pytest.mark.parametrize("everybody", ["all", "none"])
def test_to_apply_to_all_or_none_drops_the_groups(tenant: Tenant, everybody: str) -> None:
    tenant.include_group(tenant.group_exists("Office"))

    tenant.update_mobility_policy({"appliesTo": everybody})

    assert tenant.included_groups() == []
    assert tenant.mobility_policy()["appliesTo"] == everybody


def test_a_group_is_included_once_and_exists(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    tenant.include_group(group)

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.include_group(group)
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.include_group(NOBODY)


def test_a_group_is_excluded_once(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    tenant.include_group(group)

    tenant.exclude_group(group)

    assert tenant.included_groups() == []
    assert tenant.mobility_policy()["appliesTo"] == "selected"
    with pytest.raises(GraphFault, match="404 Request_ResourceNotFound"):
        tenant.exclude_group(group)


def test_a_group_that_was_deleted_is_included_no_longer(tenant: Tenant) -> None:
    group = tenant.group_exists("Office")
    tenant.include_group(group)

    tenant.delete_group(group)

    assert tenant.included_groups() == []


# The reference says of applications that they are not supported.
def test_an_app_may_not_even_read_it(tenant: Tenant) -> None:
    with (
        tenant.acting_as(READ | WRITE),
        pytest.raises(GraphFault, match="403 Authorization_RequestDenied"),
    ):
        tenant.mobility_policies()

    assert tenant.counts.by_operation[Operation.MOBILITY_POLICIES] == 1


def test_who_signed_in_reads_and_writes_with_their_scopes(tenant: Tenant) -> None:
    with tenant.signed_in(READ):
        assert tenant.mobility_policy()["appliesTo"] == "none"
        with pytest.raises(GraphFault, match="403 Authorization_RequestDenied"):
            tenant.update_mobility_policy({"appliesTo": "all"})

    with tenant.signed_in(WRITE):
        tenant.update_mobility_policy({"appliesTo": "all"})
        assert tenant.mobility_policy()["appliesTo"] == "all"
