"""A person switches a new machine on: which way it takes, whose it is, whether it may enrol."""

from datetime import timedelta

import pytest

from simulator.tenant import Person, Tenant
from tests.preparing import ROBIN, SERIAL, a_policy, a_preparing_tenant, an_identifier
from tests.preparing import switch_on as switches_on
from tests.tenancy import registered


def profile_names(tenant: Tenant) -> list[str]:
    return [str(each["enrollmentProfileName"]) for each in tenant.managed_devices()]


def owners(tenant: Tenant) -> list[str]:
    return [str(each["managedDeviceOwnerType"]) for each in tenant.managed_devices()]


def refusals(tenant: Tenant) -> list[tuple[str, str]]:
    return [(each.serial, each.code) for each in tenant.enrolments_refused]


def test_a_machine_takes_its_persons_policy() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)

    switches_on(tenant)

    assert profile_names(tenant) == ["Standard"]


def test_of_two_policies_the_first_by_priority_applies() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant, name="Second", priority=2)
    a_policy(tenant, name="First", priority=1)

    switches_on(tenant)

    assert profile_names(tenant) == ["First"]


def test_a_policy_for_other_people_is_passed_over() -> None:
    tenant, _ = a_preparing_tenant()
    others = tenant.group_exists("Others")
    a_policy(tenant, name="Others", user_group=others, priority=1)
    a_policy(tenant, name="Standard", priority=2)

    switches_on(tenant)

    assert profile_names(tenant) == ["Standard"]


def test_without_a_policy_a_machine_enrols_plainly() -> None:
    tenant, _ = a_preparing_tenant()

    switches_on(tenant)

    assert (profile_names(tenant), owners(tenant)) == ([""], ["company"])
    assert tenant.model.preparations.status_rows() == []


def test_a_registered_machine_takes_autopilots_way_though_it_has_an_identifier() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    identity_id = registered(tenant, SERIAL)
    tenant.import_identifiers([an_identifier()])

    switches_on(tenant)

    assert tenant.identity(identity_id)["enrollmentState"] == "enrolled"
    assert [each["deviceSerialNumber"] for each in tenant.autopilot_events()] == [SERIAL]
    assert tenant.model.preparations.status_rows() == []


def test_an_associated_machine_is_prepared_though_it_is_registered() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    identity_id = registered(tenant, SERIAL)
    tenant.associated(SERIAL, ROBIN)

    tenant.switches_on(SERIAL)
    switches_on(tenant)

    managed = tenant.managed_devices()
    identity = tenant.identity(identity_id)
    assert [each["enrollmentProfileName"] for each in managed] == ["Standard"]
    assert managed[0]["azureADDeviceId"] == identity["azureActiveDirectoryDeviceId"]
    assert (identity["managedDeviceId"], identity["enrollmentState"]) == (
        managed[0]["id"],
        "enrolled",
    )
    assert tenant.autopilot_events() == []


def test_an_associated_machine_is_its_associated_persons() -> None:
    tenant, _ = a_preparing_tenant()
    tenant.user_appears("sam@contoso.com")
    tenant.associated(SERIAL, "sam@contoso.com")

    switches_on(tenant)

    assert [each["userPrincipalName"] for each in tenant.managed_devices()] == ["sam@contoso.com"]


def test_a_machine_that_nobody_vouched_for_is_refused_where_personal_ones_are() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    tenant.personal_enrolment_blocked()

    switches_on(tenant)

    assert refusals(tenant) == [(SERIAL, "80180014")]
    assert tenant.managed_devices() == []


def test_a_refused_machine_enrols_once_its_identifier_is_there() -> None:
    tenant, _ = a_preparing_tenant()
    a_policy(tenant)
    tenant.personal_enrolment_blocked()
    switches_on(tenant)

    tenant.import_identifiers([an_identifier()])
    tenant.switches_on_new(SERIAL)

    assert (profile_names(tenant), owners(tenant)) == (["Standard"], ["company"])


@pytest.mark.parametrize("direction", ["associated", "registered"])
def test_the_block_lets_pass_what_is_associated_or_registered(direction: str) -> None:
    tenant, _ = a_preparing_tenant()
    tenant.personal_enrolment_blocked()
    if direction == "associated":
        tenant.associated(SERIAL, ROBIN)
    else:
        registered(tenant, SERIAL)

    switches_on(tenant)

    assert (refusals(tenant), owners(tenant)) == ([], ["company"])


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Contoso,Contoso 13,SN-1", "company"),
        ("Contoso,Contoso 13,SN-2", "personal"),
        ("Contoso,Contoso 14,SN-1", "personal"),
        ("CONTOSO,Contoso 13,SN-1", "personal"),
    ],
)
def test_once_there_are_identifiers_only_exact_ones_make_machines_the_companys(
    text: str, owner: str
) -> None:
    tenant, _ = a_preparing_tenant()
    tenant.import_identifiers([an_identifier(text)])

    switches_on(tenant)

    assert owners(tenant) == [owner]


def test_a_serial_number_with_periods_matches_without_them() -> None:
    tenant, _ = a_preparing_tenant()
    tenant.import_identifiers([an_identifier("Contoso,Contoso 13,SN1A")])

    switches_on(tenant, "SN.1.A")

    assert owners(tenant) == ["company"]


def test_a_person_without_a_licence_is_refused() -> None:
    tenant, _ = a_preparing_tenant()
    tenant.user_changes(ROBIN, Person(licence=None))

    switches_on(tenant)

    assert refusals(tenant) == [(SERIAL, "80180018")]


def test_nobody_signs_in_without_an_account() -> None:
    tenant, _ = a_preparing_tenant()
    tenant.user_changes(ROBIN, Person(enabled=False))
    tenant.machine_delivered("SN-2", "Contoso", "Contoso 13", "nobody@contoso.com")

    switches_on(tenant)
    tenant.switches_on_new("SN-2")

    assert (tenant.managed_devices(), tenant.enrolments_refused) == ([], ())


def test_a_delivered_machine_is_switched_on_by_its_person_some_while_later() -> None:
    tenant, clock = a_preparing_tenant()
    tenant.machine_delivered(
        SERIAL, "Contoso", "Contoso 13", ROBIN, clock.now() + timedelta(hours=1)
    )

    clock.advance(timedelta(minutes=119))
    before = tenant.managed_devices()
    clock.advance(timedelta(minutes=1))

    assert before == []
    assert [each["enrolledDateTime"] for each in tenant.managed_devices()] == [
        "2026-03-02T10:00:00Z"
    ]


def test_a_delivered_machine_stays_off_while_people_stay_away() -> None:
    tenant, clock = a_preparing_tenant()
    tenant.people_stay_away()
    tenant.machine_delivered(SERIAL, "Contoso", "Contoso 13", ROBIN)

    clock.advance(timedelta(days=30))

    assert tenant.managed_devices() == []


def test_a_machine_enrols_once_and_only_when_it_was_delivered() -> None:
    tenant, _ = a_preparing_tenant()

    switches_on(tenant)
    tenant.switches_on_new(SERIAL.lower())
    tenant.switches_on_new("SN-never-delivered")

    assert len(tenant.managed_devices()) == 1


def test_machines_of_both_ways_are_found_by_serial_number() -> None:
    tenant, _ = a_preparing_tenant()
    registered(tenant, "SN-2")
    tenant.switches_on("SN-2")
    switches_on(tenant)

    assert [
        len(tenant.managed_devices(("serialNumber", serial))) for serial in ("sn-1", "SN-2", "SN-3")
    ] == [1, 1, 0]
