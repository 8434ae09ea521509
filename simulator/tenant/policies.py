"""What the enrollment status page waited for: an event's policyStatusDetails."""

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.tenant.answers import Entity, stamp
from simulator.tenant.flight import USUAL_FAILING_APP, Flight
from simulator.tenant.progress import FAILURE, SUCCESS, Progress

# 0x87D1041C: the app was installed and could not be found afterwards.
NOT_DETECTED = -2016345060


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """An app or a policy on its way to the machine; the page waits for those that are *tracked*."""

    name: str
    kind: str = "application"
    tracked: bool = True


USUAL = (
    Policy(name=USUAL_FAILING_APP),
    Policy(name="Device baseline", kind="configurationPolicy"),
    Policy(name="Feedback Hub", tracked=False),
)
# policyType, and complianceStatus before and after it has arrived.
_STATUSES = {
    "application": ("notInstalled", "installed"),
    "configurationPolicy": ("unknown", "compliant"),
}


def policy_status_details(flight: Flight) -> list[Entity]:
    """Write what an event says of each app and policy; it knows no more than the event does."""
    return [
        {
            "id": f"{flight.id}_{number}",
            "displayName": policy.name,
            "policyType": policy.kind,
            "complianceStatus": _status(policy, flight),
            "errorCode": NOT_DETECTED if _failed(policy, flight) else 0,
            "trackedOnEnrollmentStatus": policy.tracked,
            "lastReportedDateTime": stamp(flight.told.at),
        }
        for number, policy in enumerate(_policies(flight), 1)
    ]


def _policies(flight: Flight) -> Iterator[Policy]:
    yield from USUAL
    if flight.failing_app not in {policy.name for policy in USUAL}:
        yield Policy(name=flight.failing_app)


def _status(policy: Policy, flight: Flight) -> str:
    if _failed(policy, flight):
        return "error"
    before, after = _STATUSES[policy.kind]
    return after if _arrived(policy, flight.told) else before


def _failed(policy: Policy, flight: Flight) -> bool:
    return flight.told.device_setup == FAILURE and policy.name == flight.failing_app


def _arrived(policy: Policy, told: Progress) -> bool:
    if policy.tracked:
        return told.device_setup in {SUCCESS, FAILURE}
    return told.account_setup == SUCCESS
