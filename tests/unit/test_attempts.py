"""Reading what the exported reports tell of deployments."""

from datetime import UTC, datetime

import pytest

from shared.domain.attempts import Attempt, time_of, told_by_report
from shared.domain.monitoring import DeploymentState, Report

V1 = {
    "DeviceSerialNumber": "sn-1",
    "DeploymentStartDateTime": "2026-07-19 15:35:56.3022384",
    "DeploymentEndDateTime": "",
    "DeploymentState": "3",
    "DeviceSetupStatus": "3",
    "UserSetupStatus": "5",
    "EspDeviceSetupFailureDetails": "Contoso VPN",
    "FailureDetails": "Apps (Failed: 1)",
}
V2 = {
    "SerialNumber": "SN-1",
    "EnrollmentTimeInUtc": "2026-07-19 15:35:56.3022384",
    "DeploymentStatus": "3",
    "CurrentProvisioningPhase": "2",
    "ResultCode": "-2147023436",
    "DeviceId": "m-1",
}


def autopilot(**other: str) -> Attempt:
    ((attempt,),) = told_by_report(Report.AUTOPILOT, [V1 | other]).values()
    return attempt


def prepared(**other: str) -> Attempt:
    ((attempt,),) = told_by_report(Report.DEVICE_PREPARATION, [V2 | other]).values()
    return attempt


def test_a_line_tells_of_an_attempt_by_its_normalised_serial_number() -> None:
    told = told_by_report(Report.AUTOPILOT, [V1])

    assert list(told) == ["SN-1"]
    assert autopilot().started_at == datetime(2026, 7, 19, 15, 35, 56, 302238, tzinfo=UTC)
    assert autopilot().ended_at is None
    assert autopilot().failed
    assert autopilot().failure == "Contoso VPN"


@pytest.mark.parametrize("state", ["7", "successOnRetry", "Success on retry"])
def test_a_state_is_read_by_its_number_its_name_and_its_text(state: str) -> None:
    assert autopilot(DeploymentState=state).state is DeploymentState.SUCCESS_ON_RETRY


def test_a_state_that_nobody_documents_is_unknown() -> None:
    assert autopilot(DeploymentState="42").state is DeploymentState.UNKNOWN


def test_a_line_without_a_start_tells_nothing() -> None:
    assert told_by_report(Report.AUTOPILOT, [V1 | {"DeploymentStartDateTime": ""}]) == {}


@pytest.mark.parametrize(
    ("status", "result", "state"),
    [
        ("2", "0", DeploymentState.SUCCESS),
        ("2", "1", DeploymentState.IN_PROGRESS),
        ("3", "-2147023436", DeploymentState.FAILURE),
        ("1", "0", DeploymentState.IN_PROGRESS),
        ("", "", DeploymentState.IN_PROGRESS),
    ],
)
def test_only_the_codes_that_were_observed_end_a_preparation(
    status: str, result: str, state: DeploymentState
) -> None:
    assert prepared(DeploymentStatus=status, ResultCode=result).state is state


def test_a_preparation_keeps_its_raw_codes() -> None:
    assert prepared().codes == "status 3, phase 2, result -2147023436"


@pytest.mark.parametrize("text", ["", "soon", "0001-01-01 00:00:00"])
def test_a_time_that_is_none_is_none(text: str) -> None:
    assert time_of(text) is None
