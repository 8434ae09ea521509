"""What the sources say together, as a table: how far a deployment is, and on whose word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.attempts import Attempt, Source
from shared.domain.deployment import is_open, is_over, judge
from shared.domain.findings import Evidence, Finding, Standing, Times
from shared.domain.monitoring import DeploymentState, FailedItem, ManagedDevice

REGISTERED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEGAN = REGISTERED + 24 * HOUR
SUCCESS, FAILURE = DeploymentState.SUCCESS, DeploymentState.FAILURE
RUNS = DeploymentState.IN_PROGRESS


def after(hours: float, failing: float | None = None) -> Times:
    """The times so many hours after the deployment began; *failing* is when that was first seen."""
    return Times(
        registered=REGISTERED,
        now=BEGAN + hours * HOUR,
        grace=6 * HOUR,
        enrolled=BEGAN,
        failing=None if failing is None else BEGAN + failing * HOUR,
    )


def an_event(
    state: DeploymentState = RUNS,
    device_setup: DeploymentState = DeploymentState.UNKNOWN,
    account_setup: DeploymentState = DeploymentState.UNKNOWN,
    *,
    at: datetime = BEGAN,
) -> Attempt:
    return Attempt(
        source=Source.EVENT,
        started_at=at,
        state=state,
        device_setup=device_setup,
        account_setup=account_setup,
    )


def a_line(state: DeploymentState = RUNS, *, at: datetime = BEGAN) -> Attempt:
    return Attempt(source=Source.REPORT, started_at=at, state=state)


def a_machine(*, compliant: bool = False, at: datetime = BEGAN) -> ManagedDevice:
    return ManagedDevice(id="m-1", serial="SN-1", enrolled_at=at, compliant=compliant)


FORMER = REGISTERED - 24 * HOUR
NOTHING = Evidence()
FAILED = Evidence(events=(an_event(FAILURE, FAILURE),))
RETRY = an_event(RUNS, RUNS, at=BEGAN + 2 * HOUR)
COMPLIES = a_machine(compliant=True)

TABLE: dict[str, tuple[Evidence, Times, Standing, Source | None]] = {
    "nobody says anything": (NOTHING, after(1), Standing.NOT_SWITCHED_ON, None),
    "enrolled": (Evidence(enrolled=True), after(1), Standing.ENROLLED, Source.IDENTITY),
    "a machine": (
        Evidence(managed=a_machine()), after(1), Standing.ENROLLED, Source.MANAGED_DEVICE,
    ),
    "enrolled in a former life": (
        Evidence(enrolled=True, managed=a_machine(at=FORMER, compliant=True)),
        after(1), Standing.NOT_SWITCHED_ON, None,
    ),
    "an event of a former life": (
        Evidence(enrolled=True, events=(an_event(SUCCESS, at=FORMER),)),
        after(1), Standing.ENROLLED, Source.IDENTITY,
    ),
    "a line of a former life": (
        Evidence(lines=(a_line(SUCCESS, at=FORMER),)), after(1), Standing.NOT_SWITCHED_ON, None,
    ),
    "no phase yet": (Evidence(events=(an_event(),)), after(0), Standing.ENROLLED, Source.EVENT),
    "device setup": (
        Evidence(events=(an_event(RUNS, RUNS),)), after(0.1), Standing.DEVICE_SETUP, Source.EVENT,
    ),
    "account setup": (
        Evidence(events=(an_event(RUNS, SUCCESS, RUNS),)),
        after(0.5), Standing.ACCOUNT_SETUP, Source.EVENT,
    ),
    "no device setup at all": (
        Evidence(events=(an_event(RUNS, DeploymentState.DISABLED, RUNS),)),
        after(0.5), Standing.ACCOUNT_SETUP, Source.EVENT,
    ),
    "success": (
        Evidence(events=(an_event(SUCCESS),)), after(1), Standing.DEPLOYED, Source.EVENT,
    ),
    "success on a retry": (
        Evidence(events=(an_event(DeploymentState.SUCCESS_ON_RETRY),)),
        after(1), Standing.DEPLOYED, Source.EVENT,
    ),
    "success with a timeout": (
        Evidence(events=(an_event(DeploymentState.SUCCESS_WITH_TIMEOUT),)),
        after(1), Standing.DEPLOYED, Source.EVENT,
    ),
    "a failure first seen now": (FAILED, after(1), Standing.RECOVERING, Source.EVENT),
    "a failure within its grace": (FAILED, after(6.9, 1), Standing.RECOVERING, Source.EVENT),
    "a failure after its grace": (FAILED, after(7, 1), Standing.FAILED, Source.EVENT),
    "an event that stays failed": (
        replace(FAILED, lines=(a_line(SUCCESS),)), after(9, 1), Standing.DEPLOYED, Source.REPORT,
    ),
    "a report that is behind": (
        replace(FAILED, lines=(a_line(RUNS),)), after(1), Standing.RECOVERING, Source.EVENT,
    ),
    "a later attempt that runs": (
        replace(FAILED, events=(RETRY, *FAILED.events)),
        after(2.5, 1), Standing.DEVICE_SETUP, Source.EVENT,
    ),
    "a later attempt that failed": (
        Evidence(events=(an_event(SUCCESS), an_event(FAILURE, at=BEGAN + 2 * HOUR))),
        after(3), Standing.RECOVERING, Source.EVENT,
    ),
    "an event incomplete after an hour": (
        Evidence(events=(an_event(RUNS, RUNS),), lines=(a_line(FAILURE),)),
        after(1), Standing.RECOVERING, Source.REPORT,
    ),
    "a report before the hour": (
        Evidence(events=(an_event(RUNS, RUNS),), lines=(a_line(FAILURE),)),
        after(0.9), Standing.DEVICE_SETUP, Source.EVENT,
    ),
    "a machine that complies while it may be running": (
        replace(FAILED, managed=COMPLIES), after(3.9, 1), Standing.RECOVERING, Source.EVENT,
    ),
    "a machine that complies when nothing runs": (
        replace(FAILED, managed=COMPLIES), after(4, 1), Standing.DEPLOYED, Source.MANAGED_DEVICE,
    ),
    "a machine that does not comply": (
        replace(FAILED, managed=a_machine()), after(4, 1), Standing.RECOVERING, Source.EVENT,
    ),
    "a machine of before the last attempt": (
        Evidence(events=(RETRY,), managed=COMPLIES),
        after(4), Standing.DEVICE_SETUP, Source.EVENT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_the_evidence_is_judged_by_the_table(case: str) -> None:
    evidence, times, standing, source = TABLE[case]

    finding = judge(evidence, times)

    assert (finding.standing, finding.source) == (standing, source)


def found(standing: Standing, attempt: Attempt, **other: tuple[FailedItem, ...]) -> Finding:
    return Finding(standing=standing, source=attempt.source, attempt=attempt, **other)


def test_a_source_that_is_behind_takes_no_phase_back() -> None:
    before = found(Standing.ACCOUNT_SETUP, an_event(RUNS, SUCCESS, RUNS))
    behind = Evidence(lines=(replace(a_line(), device_setup=RUNS),))

    assert judge(behind, after(0.5), before).standing is Standing.ACCOUNT_SETUP


def test_another_attempt_begins_with_its_first_phase() -> None:
    before = found(Standing.ACCOUNT_SETUP, an_event(RUNS, SUCCESS, RUNS))

    assert judge(Evidence(events=(RETRY,)), after(2.5), before).standing is Standing.DEVICE_SETUP


def test_what_an_attempt_failed_on_is_kept_while_it_fails() -> None:
    items = (FailedItem(name="Contoso VPN", error_code=-1),)
    before = found(Standing.RECOVERING, *FAILED.events, failed_on=items)

    assert judge(FAILED, after(2, 1), before).failed_on == items


@pytest.mark.parametrize(
    ("evidence", "times", "leaves"),
    [
        (NOTHING, after(9), False),
        (Evidence(events=(an_event(SUCCESS),)), after(9), False),
        (Evidence(events=(an_event(),)), after(0.9), False),
        (Evidence(events=(an_event(),)), after(1), True),
        (Evidence(enrolled=True), after(0.5), False),
        (Evidence(enrolled=True, complete=False), after(0.5), True),
        (FAILED, after(0.5), True),
    ],
)
def test_the_report_is_asked_only_while_events_leave_a_question(
    evidence: Evidence, times: Times, *, leaves: bool
) -> None:
    assert is_open(judge(evidence, times), evidence, times) is leaves


@pytest.mark.parametrize(("hours", "over"), [(3.9, False), (4, True)])
def test_a_deployment_is_over_after_four_hours(hours: float, *, over: bool) -> None:
    assert is_over(judge(FAILED, after(hours)), after(hours)) is over
