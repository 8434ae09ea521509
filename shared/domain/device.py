"""One machine on its way from an order to a desk.

A device is a value: every change makes a new one, so that a change can be
tried again on a fresher copy when somebody else wrote first.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from shared.domain.errors import Impossible, Reason
from shared.domain.stages import NEXT, Milestone, Route, Stage, stage_of
from shared.domain.waiting import Wait, WaitingFor, waiting_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a device's timeline."""

    at: datetime
    stage: Stage
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Which person a device is for, and the rule that decided it.

    Either name may be blank: a line may name somebody whom HR has not announced
    yet, and HR may announce somebody who has no account yet.
    """

    rule: str
    employee_id: str = ""
    user_principal_name: str = ""
    start_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What we know about one device, keyed by its normalised serial number.

    *import_id* is our name for the import, written before the act;
    *import_record*, *identity_id* and *object_id* are the tenant's ids, written
    as soon as they are known.  *assigned_to* is the user who was read back.
    *next_look* is when somebody will look again; when it is long past, a
    message was lost.
    """

    serial: str
    stage: Stage = Stage.EXPECTED
    since: datetime
    route: Route = Route.AUTOPILOT
    persona: str = ""
    manufacturer: str = ""
    model: str = ""
    group_tag: str = ""
    product_key: str = ""
    order_reference: str = ""
    shipment_id: str = ""
    fingerprint: str = ""
    pairing: Pairing | None = None
    milestones: dict[Milestone, datetime] = field(default_factory=dict[Milestone, datetime])
    waiting_for: WaitingFor | None = None
    next_look: datetime | None = None
    import_id: str = ""
    import_record: str = ""
    identity_id: str = ""
    object_id: str = ""
    assigned_to: str = ""
    timeline: tuple[Entry, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the device has left its route: no step may touch it."""
        return self.stage in {Stage.PARKED, Stage.CANCELLED, Stage.RETIRED}

    def passed(self, milestone: Milestone) -> bool:
        """Whether something has been observed."""
        return milestone in self.milestones

    def reached(self, milestone: Milestone, at: datetime, what: str) -> "Device":
        """Note an observation; seeing it again changes nothing."""
        if milestone in self.milestones:
            return self
        milestones = {**self.milestones, milestone: at}
        return replace(self, milestones=milestones).settled(at, what)

    def forgotten(self, milestone: Milestone, at: datetime, what: str) -> "Device":
        """Take an observation back, because what it was about has changed."""
        if milestone not in self.milestones:
            return self
        kept = {key: value for key, value in self.milestones.items() if key is not milestone}
        return replace(self, milestones=kept).settled(at, what)

    def settled(self, at: datetime, what: str) -> "Device":
        """Stand at the stage that the milestones make, and write *what* in the timeline."""
        if self.held:
            return self.noted(at, what)
        return self.moved(self._stage_observed(), at, what)

    def moved(self, stage: Stage, at: datetime, what: str) -> "Device":
        """Go to *stage* if the table allows it (``Impossible`` otherwise)."""
        if stage is not self.stage and stage not in NEXT[self.stage]:
            raise Impossible(
                Reason(
                    code="stage-impossible",
                    sentence=f"{self.serial} cannot go from {self.stage} to {stage}.",
                    remedy="Look at the device's timeline; release or retire the device.",
                )
            )
        since = self.since if stage is self.stage else at
        return replace(self, stage=stage, since=since).noted(at, what)

    def noted(self, at: datetime, what: str) -> "Device":
        """Write a line in the timeline, unless it says what the last one said."""
        if self.timeline and self.timeline[-1].what == what:
            return self
        entry = Entry(at=at, stage=self.stage, what=what)
        return replace(self, timeline=(*self.timeline, entry))

    def waits(self, wait: Wait, until: datetime | None = None) -> "Device":
        """Say what must happen next, and when somebody will look (``None``: nobody will)."""
        return replace(self, waiting_for=waiting_for(wait), next_look=until)

    def rests(self) -> "Device":
        """Wait for nothing any more."""
        return replace(self, waiting_for=None, next_look=None)

    def parked(self, reason: Reason, at: datetime) -> "Device":
        """Leave the route until somebody decides."""
        if self.stage is Stage.PARKED or Stage.PARKED not in NEXT[self.stage]:
            return self.noted(at, reason.sentence)
        return self.moved(Stage.PARKED, at, reason.sentence).waits(Wait.OPERATOR)

    def _stage_observed(self) -> Stage:
        return stage_of(
            frozenset(self.milestones), has_person=self.pairing is not None, route=self.route
        )
