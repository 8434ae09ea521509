"""Dynamic groups of people: Microsoft's page on rules for dynamic membership groups."""

from datetime import timedelta

import pytest

from simulator.tenant import Person, Tenant
from tests.tenancy import START, an_instant_tenant, dynamic_fields, registered

ROBIN = "robin@contoso.com"
LICENSED = (
    "user.assignedPlans -any (assignedPlan.servicePlanId -eq "
    '"c1ec4a95-1f05-45b3-a911-aa3fa01094f5" -and assignedPlan.capabilityStatus -eq "Enabled")'
)


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def members(tenant: Tenant, rule: str) -> list[str]:
    group = tenant.create_group(dynamic_fields("Anybody", rule))
    return [each["id"] for each in tenant.members(group["id"])]


@pytest.mark.parametrize(
    "rule",
    [
        'user.department -eq "Sales"',
        '(user.userType -eq "Member") and (user.accountEnabled -eq true)',
        'user.userPrincipalName -contains "@contoso"',
        'user.jobTitle -in ["Engineer", "Buyer"]',
        'user.usageLocation -eq "DE"',
        LICENSED,
    ],
)
def test_a_rule_finds_the_people_it_is_true_of(tenant: Tenant, rule: str) -> None:
    robin = tenant.user_appears(ROBIN, person=Person(department="Sales", job_title="Buyer"))
    stranger = Person(user_type="Guest", enabled=False, licence=None)
    tenant.user_appears("sam@fabrikam.com", person=stranger)
    registered(tenant, "SN-1")

    expected = 2 if "usageLocation" in rule else 1
    found = members(tenant, rule)

    assert (found[0], len(found)) == (robin, expected)


def test_who_changes_department_changes_the_group() -> None:
    tenant, clock = an_instant_tenant()
    group = tenant.group_exists("Sales", rule='user.department -eq "Sales"')
    tenant.user_appears(ROBIN, person=Person(department="Sales"))
    tenant.user_changes(ROBIN, Person(department="Field"), START + timedelta(hours=1))
    before = len(tenant.members(group))

    clock.advance(timedelta(hours=1))

    assert before == 1
    assert tenant.members(group) == []


def test_who_has_no_department_is_in_no_department(tenant: Tenant) -> None:
    robin = tenant.user_appears(ROBIN)

    assert members(tenant, "user.department -eq null") == [robin]
    assert members(tenant, 'user.department -eq "Sales"') == []


def test_a_device_that_enrols_may_come_into_a_group(tenant: Tenant) -> None:
    group = tenant.group_exists("Managed", rule='device.managementType -eq "MDM"')
    tenant.user_appears(ROBIN)
    tenant.machine_delivered("SN-1", "Contoso", "Contoso 13", ROBIN)
    before = tenant.members(group)

    tenant.switches_on_new("SN-1")

    assert before == []
    assert len(tenant.members(group)) == 1
