"""What goes wrong, and when: rules that a story writes down before it begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.answers import AnswerLost, GraphFault
from simulator.tenant.draws import Draws
from simulator.tenant.operations import Operation, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle:
    """429, with the seconds to wait or (``None``) without saying."""

    retry_after: float | None = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """503: nothing was done."""

    retry_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Any other refusal: nothing was done."""

    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LostAnswer:
    """The request has its effect and no answer: a 504, or a closed connection (*hangs_up*)."""

    hangs_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slowness:
    """The answer takes so many real milliseconds over HTTP, and no time in process."""

    milliseconds: int


type Fault = Throttle | Outage | Refusal | LostAnswer | Slowness


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A fault, and the requests it befalls.

    *about* is a serial number or a UPN.  Of the requests that match, the
    *first*-th (1 is the first) and those after it are meant, *times* of them
    (``None``: all), each with the probability *share*; *since* and *until* bound the time.
    """

    fault: Fault
    operation: Operation | None = None
    about: str | None = None
    first: int = 1
    times: int | None = 1
    share: float = 1.0
    since: datetime | None = None
    until: datetime | None = None

    def matches(self, request: Request, at: datetime) -> bool:
        """Say whether a request at that time is one of those the rule counts."""
        return (
            self.operation in (None, request.operation)
            and (self.about is None or self.about.casefold() in request.about)
            and (self.since is None or at >= self.since)
            and (self.until is None or at < self.until)
        )

    def strikes(self, count: int) -> bool:
        """Say whether the *count*-th match (from 1) is meant."""
        return count >= self.first and (self.times is None or count < self.first + self.times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What the script has in store for one request."""

    refusal: GraphFault | None = None
    lost: AnswerLost | None = None
    milliseconds: int = 0


class Script:
    """The rules, and how often each has matched; of several that strike, the first refuses."""

    def __init__(self, rules: Iterable[Rule] = (), *, seed: int = 0) -> None:
        self._rules: list[Rule] = []
        self._counts: list[int] = []
        self._draws = Draws(seed)
        for rule in rules:
            self.add(rule)

    def add(self, rule: Rule) -> None:
        """Write another rule; it counts matches from now on."""
        self._rules.append(rule)
        self._counts.append(0)

    def fate(self, request: Request, at: datetime) -> Fate:
        """Count a request and say what happens to it."""
        refusal: GraphFault | None = None
        lost: AnswerLost | None = None
        milliseconds = 0
        for fault in self._striking(request, at):
            match fault:
                case LostAnswer():
                    lost = lost or AnswerLost(hung_up=fault.hangs_up)
                case Slowness():
                    milliseconds += fault.milliseconds
                case _:
                    refusal = refusal or _refusal(fault)
        return Fate(refusal=refusal, lost=lost, milliseconds=milliseconds)

    def _striking(self, request: Request, at: datetime) -> list[Fault]:
        found: list[Fault] = []
        for index, rule in enumerate(self._rules):
            if not rule.matches(request, at):
                continue
            self._counts[index] += 1
            count = self._counts[index]
            lucky = not self._draws.chance(rule.share, str(index), str(count))
            if rule.strikes(count) and not lucky:
                found.append(rule.fault)
        return found


def throttled(retry_after: float | None) -> GraphFault:
    """Refuse what comes too often."""
    return GraphFault(429, "TooManyRequests", "Too many requests.", retry_after)


def unavailable(retry_after: float | None) -> GraphFault:
    """Refuse because the service is not there for a while."""
    message = "The service is temporarily unavailable."
    return GraphFault(503, "ServiceUnavailable", message, retry_after)


def _refusal(fault: Throttle | Outage | Refusal) -> GraphFault:
    match fault:
        case Throttle():
            return throttled(fault.retry_after)
        case Outage():
            return unavailable(fault.retry_after)
        case Refusal():
            return GraphFault(fault.status, fault.code, fault.message)
