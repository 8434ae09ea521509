"""One machine on its way from an order to a desk.

A device is a value: every change makes a new one, so that a change can be
tried again on a fresher copy when somebody else wrote first.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.domain.departures import STEP, Given, Leaving
from shared.domain.errors import Impossible, Reason
from shared.domain.findings import Finding
from shared.domain.hire import Pairing, persona_of
from shared.domain.news import BY_MILESTONE, BY_STAGE, News, NewsType
from shared.domain.notices import Notices
from shared.domain.shipment import ManifestLine
from shared.domain.stages import NEXT, PERSONAL, Milestone, Route, Stage, stage_of
from shared.domain.timeline import Entry, Timeline, written
from shared.domain.waiting import Wait, WaitingFor, waiting_for

_AWAY = frozenset({Stage.PARKED, Stage.CANCELLED, Stage.RETIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What we know about one device, keyed by its normalised serial number.

    *import_id* is our name for the import, written before the act, *import_in_flight_until* how
    long whoever posts it has for that, or when its answer was given up; *failed_imports* counts
    those that came to nothing in a row; *import_record*, *identity_id* and *object_id* are the
    tenant's ids, written as soon as they are known. *group_tag* is what was read back when it was
    right, *tag_repairs* how often it was wrong since. *assigned_to* is the user who was read back
    (or seen in the policy's user group), *asked_for* the one whom we last asked Graph to assign
    (blank: nobody), *asked_at* when. *planned* says which command will come when; when one is long
    past due, a message was lost; *looks* counts how often each has come in vain. *line* is what the
    supplier said; *pairing* is what was made of it. *parked_for* is the code of the reason that
    parked it, *parked_as* the park records of it. *finding* is how far its deployment was found to
    be; *failing_since* is when what it waits for was first seen to have failed, as long as it may
    recover. *told_at* is the time of the supplier's latest word, *notices* what all their words
    come to; *leaving*, *given* and *acted_at* are an operator's word, whom they gave it to, and
    when they last spoke; *news* is what still has to be told to others; *waiting_since* is when it
    began to wait for what it waits for.
    """

    serial: str
    stage: Stage = Stage.EXPECTED
    since: datetime
    route: Route = Route.AUTOPILOT
    line: ManifestLine
    shipment_id: str = ""
    pairing: Pairing | None = None
    milestones: dict[Milestone, datetime] = field(default_factory=dict[Milestone, datetime])
    waiting_for: WaitingFor | None = None
    waiting_since: datetime | None = None
    planned: dict[str, datetime] = field(default_factory=dict[str, datetime])
    looks: dict[str, int] = field(default_factory=dict[str, int])
    imports: int = 0
    failed_imports: int = 0
    import_id: str = ""
    import_in_flight_until: datetime | None = None
    import_record: str = ""
    identity_id: str = ""
    object_id: str = ""
    group_tag: str = ""
    tag_repairs: int = 0
    assigned_to: str = ""
    asked_for: str | None = None
    asked_at: datetime | None = None
    parked_for: str = ""
    parked_as: tuple[str, ...] = ()
    finding: Finding | None = None
    failing_since: datetime | None = None
    told_at: datetime | None = None
    notices: Notices = field(default_factory=Notices)
    leaving: Leaving | None = None
    given: Given | None = None
    acted_at: datetime | None = None
    news: tuple[News, ...] = ()
    timeline: Timeline = ()

    @property
    def held(self) -> bool:
        """Whether the device has left its route, or leaves it: no step of it may touch it."""
        return self.stage in _AWAY or self.leaving is not None

    @property
    def rests(self) -> bool:
        """Whether no step is to come."""
        return self.stage in _AWAY and (self.leaving is None or self.stage is Stage.PARKED)

    def passed(self, milestone: Milestone) -> bool:
        """Whether something has been observed."""
        return milestone in self.milestones

    def reached(self, milestone: Milestone, at: datetime, what: str) -> "Device":
        """Note an observation; seeing it again changes nothing."""
        if milestone in self.milestones:
            return self
        milestones = {**self.milestones, milestone: at}
        seen = replace(self, milestones=milestones).settled(at, what)
        return seen.tells(BY_MILESTONE.get(milestone), at)

    def settled(self, at: datetime, what: str) -> "Device":
        """Stand at the stage that the milestones make, and write *what* in the timeline."""
        if self.held:
            return self.noted(at, what)
        return self.moved(self.observed, at, what)

    def moved(self, stage: Stage, at: datetime, what: str, **facts: str) -> "Device":
        """Go to *stage* if the table allows it (``Impossible`` otherwise); news of it has *facts*.

        Where the table of news has the stage, others are told.
        """
        if stage is not self.stage and stage not in NEXT[self.stage]:
            raise Impossible(
                Reason(
                    code="stage-impossible",
                    sentence=f"{self.serial} cannot go from {self.stage} to {stage}.",
                    remedy="Look at the device's timeline; release or retire the device.",
                )
            )
        if stage is self.stage:
            return self.noted(at, what)
        # Of a device that is deployed nobody awaits anything.
        planned = {} if stage is Stage.DEPLOYED else self.planned
        there = replace(self, stage=stage, since=at, planned=planned).noted(at, what)
        return there.tells(BY_STAGE.get(stage), at, **facts)

    def tells(self, kind: NewsType | None, at: datetime, **facts: str) -> "Device":
        """Have something to tell others (``None``: nothing); the same at one moment is one news."""
        if kind is None or any((each.type, each.at) == (kind, at) for each in self.news):
            return self
        news = News(type=kind, subject=self.serial, at=at, facts=facts)
        return replace(self, news=(*self.news, news))

    def noted(self, at: datetime, what: str) -> "Device":
        """Write a line in the timeline, unless it says what the last one said."""
        entry = Entry(at=at, stage=self.stage, what=what)
        return replace(self, timeline=written(self.timeline, entry))

    def waits(self, wait: Wait | None, at: datetime | None = None) -> "Device":
        """Say what must happen next (``None``: nothing); one that rests waits for nothing else.

        *at* is when it began to (``None``: with its stage), unless it waits for that already.
        """
        if self.rests or (self.waiting_for and self.waiting_for.code) is wait:
            return self
        if wait is None:
            return replace(self, waiting_for=None, waiting_since=None)
        return replace(self, waiting_for=waiting_for(wait), waiting_since=at or self.since)

    def plans(self, command: str, due: datetime) -> "Device":
        """Note that a command will come, so that its loss is noticed."""
        if self.rests or (command == STEP) is (self.leaving is None):
            return self
        return replace(self, planned={**self.planned, command: due})

    def answered(self, command: str) -> "Device":
        """Note that a command has come and needs no other look."""
        planned = {name: due for name, due in self.planned.items() if name != command}
        looks = {name: count for name, count in self.looks.items() if name != command}
        return replace(self, planned=planned, looks=looks)

    def looked(self, command: str) -> "Device":
        """Count a look that came in vain."""
        return replace(self, looks={**self.looks, command: self.looks.get(command, 0) + 1})

    def paired(self, pairing: Pairing | None, at: datetime) -> "Device":
        """Be for this person (``None``: for nobody); who was assigned before counts no more."""
        if pairing == self.pairing:
            return self
        before = self.assigned_to.casefold()
        same = pairing is not None and pairing.user_principal_name.casefold() == before != ""
        what = f"Paired: {pairing.rule}." if pairing else "The pairing was undone."
        personal, _ = PERSONAL[self.route]
        milestones = self.milestones if same else _without(self.milestones, personal)
        if not self.line.persona and persona_of(pairing) != persona_of(self.pairing):
            # Another persona has other groups.
            milestones = _without(milestones, Milestone.GROUPED)
        return replace(self, pairing=pairing, milestones=milestones).settled(at, what)

    def lost(self, milestone: Milestone, at: datetime, what: str) -> "Device":
        """Take back an observation that holds no longer, if it was made."""
        if milestone not in self.milestones:
            return self
        return replace(self, milestones=_without(self.milestones, milestone)).settled(at, what)

    @property
    def observed(self) -> Stage:
        """The stage that its milestones make."""
        return stage_of(
            frozenset(self.milestones), has_person=self.pairing is not None, route=self.route
        )


def _without(passed: dict[Milestone, datetime], one: Milestone) -> dict[Milestone, datetime]:
    return {milestone: at for milestone, at in passed.items() if milestone is not one}
