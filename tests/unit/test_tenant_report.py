"""What the deployment report says, and when.

Source: Microsoft names the report's columns; that it is later than the events, and
right where they are wrong, is assumed.
"""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.deploying import a_moody_tenant, an_export, lines, minute, switched_on
from tests.tenancy import START


@pytest.mark.parametrize(
    ("moods", "count", "told"),
    [
        ({}, 64, "In progress"),
        ({}, 66, "Success"),
        ({"fails_at_first": 1.0}, 51, "Failed"),
        ({"fails_at_first": 1.0}, 100, "Success on retry"),
        ({"fails_at_first": 1.0, "stays_failed": 1.0}, 100, "Success on retry"),
        ({"takes_long": 1.0}, 100, "In progress"),
        ({"takes_long": 1.0}, 140, "Success"),
    ],
)
def test_the_report_tells_the_truth_half_an_hour_late(
    moods: Mapping[str, float], count: int, told: str
) -> None:
    tenant, clock = a_moody_tenant(**moods)
    switched_on(tenant)
    minute(clock, count)

    (row,) = lines(an_export(tenant, "DeploymentState"))

    assert row["DeploymentState_loc"] == told


def test_the_report_has_not_heard_of_a_young_deployment() -> None:
    tenant, clock = a_moody_tenant()
    switched_on(tenant)
    minute(clock, 29)

    assert lines(an_export(tenant)) == []


def test_a_line_names_the_app_that_failed() -> None:
    tenant, clock = a_moody_tenant()
    tenant.deployment_fails("SN-1", app="Contoso VPN")
    switched_on(tenant)
    minute(clock, 60)

    (line,) = lines(an_export(tenant, "EspDeviceSetupFailureDetails", "DeviceSetupDuration"))

    assert line == {
        "EspDeviceSetupFailureDetails": "Contoso VPN",
        "DeviceSetupDuration": "00:20:00",
    }


def test_a_former_life_has_its_line() -> None:
    tenant, _ = a_moody_tenant()
    tenant.deployed_before("SN-1", START - timedelta(days=365))

    (line,) = lines(an_export(tenant, "DeploymentStartDateTime", "DeploymentEndDateTime"))

    assert line == {
        "DeploymentStartDateTime": "2025-03-02 08:00:00.0000000",
        "DeploymentEndDateTime": "2025-03-02 08:35:00.0000000",
    }
