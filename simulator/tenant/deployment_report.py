"""The lines of AutopilotV1DeploymentStatus: what became of every deployment, a little later."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from simulator.tenant.flight import OS_VERSION, Flight, failure_details
from simulator.tenant.progress import FAILURE, Progress
from simulator.tenant.reports import STATES, Row


def deployment_rows(flights: Iterable[Flight]) -> list[Row]:
    """Write the deployments that the report has heard of."""
    return [_row(flight, flight.reported) for flight in flights if flight.reported is not None]


def report_time(when: datetime) -> str:
    """Write a UTC time as exported reports do: ``2026-07-19 15:35:56.0000000`` (observed)."""
    return when.strftime("%Y-%m-%d %H:%M:%S.%f0")


def _row(flight: Flight, seen: Progress) -> Row:
    passenger = flight.passenger
    failed = seen.state == FAILURE
    return {
        "AccountSetupDuration": _length(seen.account_took),
        "AutopilotProfileName": passenger.profile_name,
        "DeploymentDuration": _length(seen.took),
        "DeploymentEndDateTime": _time(seen.at if seen.ended else None),
        "DeploymentStartDateTime": _time(flight.began),
        "DeploymentState": _code(seen.state),
        "DeploymentTotalDuration": _length(seen.took),
        "DeviceId": flight.managed_device_id,
        "DeviceName": passenger.name,
        "DeviceRegisteredDateTime": _time(passenger.registered),
        "DeviceSerialNumber": passenger.serial,
        "DeviceSetupDuration": _length(seen.device_took),
        "DeviceSetupStatus": _code(seen.device_setup),
        "EnrollmentDateTime": _time(flight.began),
        "EnrollmentMethod": "1",
        "EnrollmentStatus": "1",
        "ESPPolicyId": passenger.page_id or "",
        "ESPPolicyName": passenger.page_name or "",
        "EspDeviceSetupFailureDetails": flight.failing_app if failed else "",
        "EspUserSetupFailureDetails": "",
        "FailureDetails": failure_details(seen) or "",
        "FailureReason": "DeviceSetup" if failed else "",
        "OS": "Windows",
        "OSVersion": OS_VERSION,
        "UPN": passenger.upn,
        "UserId": passenger.user_id,
        "UserSetupStatus": _code(seen.account_setup),
    }


def _time(when: datetime | None) -> str:
    return "" if when is None else report_time(when)


def _code(state: str) -> str:
    return STATES[state][0]


def _length(length: timedelta) -> str:
    """Write a length of time as hours, minutes and seconds (assumed)."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
