"""How far a deployment is, judged from sources of which none tells the whole truth.

==============  ========================================  ====================================
source          says                                      known lies
==============  ========================================  ====================================
identity        that the device is enrolled               not that it is finished, nor in which
                                                          of its lives it enrolled
event           each attempt, and the phases of the       stays failed after a retry that
                Enrollment Status Page, at once           succeeded; stays incomplete after an
                                                          hour; fails after four hours whatever
                                                          the machine does
report          the same, right where events are not      some minutes behind; Autopilot's is
                                                          empty in a tenant that only prepares
managed device  when it enrolled, whether it complies     complies where nothing is demanded;
                                                          may be of a former life
==============  ========================================  ====================================

Sources: "Windows Autopilot known issues", "Intune reports and properties
available using Graph API", and what others observed.  Whatever is older than
the device's registration is of a former life and counts for nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.domain.attempts import SUCCEEDED, Attempt, Source
from shared.domain.findings import Evidence, Finding, Standing, Times
from shared.domain.monitoring import DeploymentState, ManagedDevice

# Events of longer deployments stay incomplete (Windows Autopilot known issues).
EVENTS_LISTEN = timedelta(hours=1)
# After so long Intune calls a deployment failed, whatever the machine does (the same).
LONGEST_DEPLOYMENT = timedelta(hours=4)
# Two sources need not agree on the second at which an attempt began.
SAME_ATTEMPT = timedelta(minutes=5)


def judge(evidence: Evidence, times: Times, before: Finding | None = None) -> Finding:
    """Judge by the first rule that holds; of one attempt, a phase that is over never comes back.

    *before* is what was found last.
    """
    facts = _Facts.of(evidence, times)
    rule = next(rule for rule in RULES if rule.holds(facts))
    attempt = facts.latest
    source = rule.source or (attempt.source if attempt else None)
    found = Finding(standing=rule.standing(facts), source=source, attempt=attempt)
    if before is None or not _same(before.attempt, attempt):
        return found
    if found.failing and before.failing:
        return replace(found, failed_on=before.failed_on)
    if _PHASES.get(found.standing, _OVER) < _PHASES.get(before.standing, 0):
        return replace(found, standing=before.standing)
    return found


def is_open(finding: Finding, evidence: Evidence, times: Times) -> bool:
    """Say whether the events leave a question that the report may answer."""
    match finding.standing:
        case Standing.NOT_SWITCHED_ON | Standing.DEPLOYED:
            return False
        case Standing.RECOVERING | Standing.FAILED:
            return True
        case _:
            unseen = finding.attempt is None and not evidence.complete
            return unseen or times.now - _began(finding, times) >= EVENTS_LISTEN


def is_over(finding: Finding, times: Times) -> bool:
    """Say whether the deployment can no longer be running, so that the machine's word counts."""
    return times.now - _began(finding, times) >= LONGEST_DEPLOYMENT


def _began(finding: Finding, times: Times) -> datetime:
    return finding.attempt.started_at if finding.attempt else times.enrolled or times.now


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """The evidence of this life alone: the newest of each source."""

    event: Attempt | None
    line: Attempt | None
    managed: ManagedDevice | None
    enrolled: bool
    times: Times

    @classmethod
    def of(cls, evidence: Evidence, times: Times) -> "_Facts":
        managed = evidence.managed
        former = managed is not None and managed.enrolled_at < times.registered
        return cls(
            event=_newest(evidence.events, times.registered),
            line=_newest(evidence.lines, times.registered),
            managed=None if former else managed,
            enrolled=evidence.enrolled and not former,
            times=times,
        )

    @property
    def latest(self) -> Attempt | None:
        """The attempt that counts: the later one; of one that both tell, the event while it is new.

        The report is right where events are not, and behind where they are.
        """
        if self.event is None or self.line is None:
            return self.event or self.line
        if not _same(self.event, self.line):
            return max(self.event, self.line, key=lambda each: each.started_at)
        stale = self.times.now - self.event.started_at >= EVENTS_LISTEN
        rests = stale and not (self.event.succeeded or self.event.failed)
        return self.line if self.line.succeeded or rests else self.event

    @property
    def inferred(self) -> bool:
        """Whether the machine complies although its attempt is not known to have succeeded.

        Nothing is being deployed any more by then, and what failed for good
        leaves a machine on which its person never gets to work.
        """
        if self.managed is None or not self.managed.compliant:
            return False
        began = self.latest.started_at if self.latest else self.managed.enrolled_at
        return self.times.now - max(began, self.managed.enrolled_at) >= LONGEST_DEPLOYMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line of the table: when it *holds*, how far the deployment is then.

    *source* is who says so, unless it is whoever tells of the latest attempt.
    """

    holds: Callable[[_Facts], bool]
    standing: Callable[[_Facts], Standing]
    source: Source | None = None


def _attempt(test: Callable[[Attempt], bool]) -> Callable[[_Facts], bool]:
    return lambda facts: facts.latest is not None and test(facts.latest)


def _is(standing: Standing) -> Callable[[_Facts], Standing]:
    return lambda _: standing


def _failed(facts: _Facts) -> Standing:
    since = facts.times.failing or facts.times.now
    over = facts.times.now - since >= facts.times.grace
    return Standing.FAILED if over else Standing.RECOVERING


_RUNS = DeploymentState.IN_PROGRESS

# Read from the top; the last line covers a device of which nobody says anything.
RULES: tuple[Rule, ...] = (
    Rule(holds=_attempt(lambda each: each.succeeded), standing=_is(Standing.DEPLOYED)),
    Rule(
        holds=lambda facts: facts.inferred,
        standing=_is(Standing.DEPLOYED),
        source=Source.MANAGED_DEVICE,
    ),
    Rule(holds=_attempt(lambda each: each.failed), standing=_failed),
    Rule(
        holds=_attempt(lambda each: each.device_setup in SUCCEEDED or each.account_setup is _RUNS),
        standing=_is(Standing.ACCOUNT_SETUP),
    ),
    Rule(
        holds=_attempt(lambda each: each.device_setup is _RUNS),
        standing=_is(Standing.DEVICE_SETUP),
    ),
    Rule(holds=_attempt(lambda _: True), standing=_is(Standing.ENROLLED)),
    Rule(
        holds=lambda facts: facts.managed is not None,
        standing=_is(Standing.ENROLLED),
        source=Source.MANAGED_DEVICE,
    ),
    Rule(
        holds=lambda facts: facts.enrolled,
        standing=_is(Standing.ENROLLED),
        source=Source.IDENTITY,
    ),
    Rule(holds=lambda _: True, standing=_is(Standing.NOT_SWITCHED_ON)),
)

_PHASES = {Standing.ENROLLED: 1, Standing.DEVICE_SETUP: 2, Standing.ACCOUNT_SETUP: 3}
_OVER = 4


def _newest(attempts: Iterable[Attempt], registered: datetime) -> Attempt | None:
    of_this_life = [each for each in attempts if each.started_at >= registered]
    return max(of_this_life, key=lambda each: each.started_at, default=None)


def _same(one: Attempt | None, other: Attempt | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one.started_at - other.started_at) <= SAME_ATTEMPT
