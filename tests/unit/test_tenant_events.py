"""What Autopilot events say of a deployment, and where they are known to be wrong.

Source: Microsoft, "Windows Autopilot known issues" (fifty a page, more than an hour,
retried deployments) and the deviceManagementAutopilotEvent resource; the rest is assumed.
"""

from datetime import UTC, datetime

import pytest

from simulator.tenant import GraphFault
from tests.deploying import a_moody_tenant, minute, states, switched_on
from tests.tenancy import registered

AT_FIRST = ("inProgress", "inProgress", "notAttempted")
FAILED = ("failure", "failure", "notAttempted")
A_YEAR_AGO = datetime(2025, 3, 2, 8, 0, tzinfo=UTC)


def test_a_retried_deployment_fails_and_then_succeeds_on_retry() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1)
    switched_on(tenant)
    seen = []

    for count in (19, 21, 31, 51, 66):
        minute(clock, count)
        seen.append(states(tenant))

    assert seen == [
        AT_FIRST,
        FAILED,
        AT_FIRST,
        ("inProgress", "success", "inProgress"),
        ("successOnRetry", "success", "success"),
    ]


def test_only_a_failed_event_says_why() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1)
    switched_on(tenant)
    details = []

    for count in (19, 21, 31):
        minute(clock, count)
        details.append(tenant.autopilot_events()[0]["enrollmentFailureDetails"])

    assert details == [None, "Apps (Failed: 1)", None]


def test_an_event_can_stay_failed_although_the_retry_succeeded() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1, stays_failed=1)
    switched_on(tenant)

    minute(clock, 120)

    assert states(tenant) == FAILED
    assert tenant.managed_devices()[0]["complianceState"] == "compliant"


def test_an_event_that_stays_failed_keeps_the_time_of_the_failure() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1, stays_failed=1)
    switched_on(tenant)

    minute(clock, 120)

    (event,) = tenant.autopilot_events()
    assert event["eventDateTime"] == event["deploymentEndDateTime"] == "2026-03-02T08:20:00Z"


def test_a_deployment_of_more_than_an_hour_stays_incomplete() -> None:
    tenant, clock = a_moody_tenant(takes_long=1)
    switched_on(tenant)

    minute(clock, 24 * 60)

    assert states(tenant) == AT_FIRST
    assert tenant.autopilot_events()[0]["deploymentEndDateTime"] == "0001-01-01T00:00:00Z"
    assert tenant.managed_devices()[0]["complianceState"] == "compliant"


def test_a_failure_that_the_story_wants_is_final() -> None:
    tenant, clock = a_moody_tenant(fails_at_first=1)
    tenant.deployment_fails("SN-1")
    switched_on(tenant)

    minute(clock, 24 * 60)

    assert states(tenant) == FAILED
    assert tenant.managed_devices()[0]["complianceState"] == "unknown"


def test_a_former_life_leaves_an_event_of_its_own() -> None:
    tenant, clock = a_moody_tenant()
    tenant.deployed_before("SN-1", A_YEAR_AGO)
    switched_on(tenant)
    minute(clock, 5)

    events = tenant.autopilot_events()

    told = {each["deploymentStartDateTime"]: each["deploymentState"] for each in events}
    assert told == {"2025-03-02T08:00:00Z": "success", "2026-03-02T08:00:00Z": "inProgress"}
    assert len({each["id"] for each in events}) == 2


def test_a_former_life_enrols_nothing() -> None:
    tenant, _ = a_moody_tenant()
    tenant.deployed_before("SN-1", A_YEAR_AGO)
    identity_id = registered(tenant, "SN-1")

    assert tenant.identity(identity_id)["enrollmentState"] == "notContacted"
    assert tenant.managed_devices() == []


def test_events_do_not_come_in_the_order_of_their_time() -> None:
    tenant, clock = a_moody_tenant()
    for number in range(20):
        minute(clock, number)
        switched_on(tenant, f"SN-{number}")

    began = [each["deploymentStartDateTime"] for each in tenant.autopilot_events()]

    assert began != sorted(began)
    assert began != sorted(began, reverse=True)


def test_an_event_tells_who_deployed_even_if_the_machine_is_someone_elses_now() -> None:
    tenant, clock = a_moody_tenant()
    tenant.user_appears("robin@contoso.com")
    tenant.user_appears("sam@contoso.com")
    identity_id = registered(tenant, "SN-1")
    tenant.assign_user(identity_id, "robin@contoso.com", "Robin")
    tenant.switches_on("SN-1")
    minute(clock, 60)

    tenant.assign_user(identity_id, "sam@contoso.com", "Sam")

    assert tenant.autopilot_events()[0]["userPrincipalName"] == "robin@contoso.com"


def test_an_event_tells_when_the_machine_was_registered() -> None:
    tenant, clock = a_moody_tenant()
    registered(tenant, "SN-1")
    tenant.identities()  # whoever looks lets it happen
    minute(clock, 45)
    tenant.switches_on("SN-1")

    assert tenant.autopilot_events()[0]["deviceRegisteredDateTime"] == "2026-03-02T08:00:00Z"


def test_details_name_the_app_that_failed() -> None:
    tenant, clock = a_moody_tenant()
    tenant.deployment_fails("SN-1", app="Contoso VPN")
    switched_on(tenant)
    minute(clock, 21)
    (event,) = tenant.autopilot_events()

    details = tenant.policy_status_details(event["id"])

    failed = [each for each in details if each["complianceStatus"] == "error"]
    assert [(each["displayName"], each["policyType"]) for each in failed] == [
        ("Contoso VPN", "application")
    ]
    assert [bool(each["errorCode"]) for each in details] == [each in failed for each in details]
    assert failed[0]["trackedOnEnrollmentStatus"]
    assert failed[0]["lastReportedDateTime"] == "2026-03-02T08:20:00Z"


def test_details_follow_the_phases() -> None:
    tenant, clock = a_moody_tenant()
    switched_on(tenant)
    seen = []

    for count in (1, 21, 36):
        minute(clock, count)
        (event,) = tenant.autopilot_events()
        details = tenant.policy_status_details(event["id"])
        seen.append([each["complianceStatus"] for each in details])

    assert seen == [
        ["notInstalled", "unknown", "notInstalled"],
        ["installed", "compliant", "notInstalled"],
        ["installed", "compliant", "installed"],
    ]


def test_an_unknown_event_has_no_details() -> None:
    tenant, _ = a_moody_tenant()

    with pytest.raises(GraphFault, match="404"):
        tenant.policy_status_details("unknown")
