"""A person who is about to start, keyed by the HR system's employee id, and their pairing."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.lifecycle import WorkflowTask
from shared.domain.news import News
from shared.domain.timeline import Entry, Timeline, written
from shared.domain.waiting import Wait, WaitingFor, waiting_for
from shared.domain.words import NEVER, Times


class HireState(StrEnum):
    """Whether the person is still expected."""

    STARTING = "starting"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """Whether somebody's device will be ready when they start."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """A verdict and its reason: what is missing, as codes and in words.

    *code* is in what way a device is missing, *missing* the code of what is waited
    for, *who* can move that on and *remedy* how; *expected* is the stage that it
    should have come to.  All of them are blank for who is on track.
    """

    verdict: Verdict
    since: datetime
    code: str = ""
    missing: str = ""
    sentence: str = ""
    who: str = ""
    remedy: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """What HR has said of one person.

    *said_at* is the time of HR's latest word, *first_said_at* of the first,
    *created_at* and *cancelled_at* of the latest of their kind, *times* of each
    field's value.  *names* are all user principal names the person ever had.
    *task* is what waits in a lifecycle workflow to hear of their device; *served_at* is
    when an operator took back the one that they had; *readiness* is the verdict on
    their start that was told last (``None``: nobody judges);
    *news* is what still has to be told to others; *waiting_since* is when they began
    to wait for a device.
    """

    employee_id: str
    said_at: datetime
    state: HireState = HireState.STARTING
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    location: str = ""
    order_reference: str = ""
    device: str = ""
    needs_device: bool | None = None
    task: WorkflowTask | None = None
    names: tuple[str, ...] = ()
    times: Times = field(default_factory=dict[str, datetime])
    first_said_at: datetime | None = None
    created_at: datetime | None = None
    cancelled_at: datetime | None = None
    served_at: datetime | None = None
    readiness: Readiness | None = None
    waiting_since: datetime | None = None
    news: tuple[News, ...] = ()
    timeline: Timeline = ()

    @property
    def waiting_for(self) -> WaitingFor | None:
        """What the person waits for, as far as it is not told by the device."""
        if not self.expects_device or self.device:
            return None
        return waiting_for(Wait.DEVICE)

    @property
    def expects_device(self) -> bool:
        """Whether the person is coming and gets a device; HR need not say so.

        Who has had one gets another when HR says later that they are hired or need it.
        """
        if self.state is not HireState.STARTING or self.needs_device is False:
            return False
        said = max(self.created_at or NEVER, self.times.get("needs_device", NEVER))
        return self.served_at is None or said > self.served_at

    def without(self, serial: str) -> "Hire":
        """Give a device back."""
        return replace(self, device="") if self.device == serial else self

    def noted(self, at: datetime, what: str) -> "Hire":
        """Write a line in the timeline, unless it says what the last one said."""
        entry = Entry(at=at, stage=self.state, what=what)
        return replace(self, timeline=written(self.timeline, entry))

    def awaiting(self, at: datetime) -> "Hire":
        """Begin to wait for a device at this time, or end it, as the rest of the row has it."""
        if self.waiting_for is None:
            return replace(self, waiting_since=None)
        return replace(self, waiting_since=self.waiting_since or at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Which person a device is for, and the rule that decided it.

    Either name may be blank: a line may name somebody whom HR has not announced
    yet, and HR may announce somebody who has no account yet.  *request* is the id
    of the request that the device answers, if it answers one.
    """

    rule: str
    employee_id: str = ""
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    request: str = ""


def persona_of(pairing: Pairing | None) -> str:
    """Name the persona that HR gave the person of a pairing, if any."""
    return "" if pairing is None else pairing.persona
