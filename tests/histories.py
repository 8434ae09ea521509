"""Histories that might have been: what is said, lost, repeated and struck, and a model of its end.

The model is a few dictionaries.  It knows who is to come and which devices are on
their way; that pairs are as good as can be, two other checks tell.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from shared.domain.commands import DeviceRequest, HireEvent, NewHire, RequestEvent, Shipment
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.mishaps import Mishap
from simulator.world import START
from tests.journeys import ADELE, a_described_line, a_hire, a_line
from tests.requesting import NESTOR, OPERATOR

MINUTE = timedelta(minutes=1)
PEOPLE = {1: ADELE, 2: NESTOR}
# The first two come with a hash, the third's maker registers it, the fourth is prepared.
ELSEWHERE, FROM_MAKER, PREPARED = "SN-2", "SN-3", "SN-4"
SERIALS = ("SN-1", ELSEWHERE, FROM_MAKER, PREPARED)
ORDERS = st.sampled_from(["PO-1", "PO-2", ""])
GONE = {ShipmentEvent.CANCELLED, ShipmentEvent.RETURNED}

type Word = NewHire | Shipment | DeviceRequest


@dataclass(frozen=True, slots=True)
class Struck:
    """A mishap befalls the call that comes after so many others."""

    mishap: Mishap
    after: int


@dataclass(frozen=True, slots=True)
class Lost:
    """The next message of a step is lost."""


@dataclass(frozen=True, slots=True)
class Redriven:
    """The other tenant gives a device up, and an operator redrives all that is parked."""


@dataclass(frozen=True, slots=True)
class SwitchedOn:
    """Somebody switches a device on, if it is there."""

    serial: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens after a *pause*; a word comes so many *times*."""

    what: Word | Struck | Lost | Redriven | SwitchedOn
    times: int
    pause: timedelta


@dataclass(slots=True)
class Model:
    """What was said, by whom it is about: the moment and the event."""

    hires: defaultdict[str, list[tuple[datetime, HireEvent]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    notices: defaultdict[str, list[tuple[datetime, ShipmentEvent]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    requests: defaultdict[str, list[tuple[datetime, RequestEvent]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def hears(self, word: Word) -> None:
        """Take in what was said."""
        match word:
            case NewHire():
                self.hires[word.employee_id].append((word.said_at, word.event))
            case DeviceRequest():
                self.requests[word.request_id].append((word.said_at, word.event))
            case Shipment():
                for line in word.lines:
                    if word.said_at is not None and word.event is not ShipmentEvent.DELIVERED:
                        self.notices[line.serial].append((word.said_at, word.event))

    def comes(self, serial: str) -> bool:
        """Whether a device is on its way by the latest word."""
        said = self.notices[serial]
        return bool(said) and max(said)[1] not in GONE

    def starts(self, employee_id: str) -> bool:
        """Whether somebody is still to start: a change alone brings nobody back."""
        said = [each for each in self.hires[employee_id] if each[1] is not HireEvent.CHANGED]
        return not said or max(said)[1] is not HireEvent.CANCELLED

    def may_have_one(self, request_id: str) -> bool:
        """Whether a request may have a device: asked for, approved first, and not given up."""
        said = sorted(self.requests[request_id])
        events = [event for _, event in said]
        decisions = [e for e in events if e in {RequestEvent.APPROVED, RequestEvent.REFUSED}]
        return (
            RequestEvent.ASKED in events
            and decisions[:1] == [RequestEvent.APPROVED]
            and RequestEvent.CANCELLED not in events
        )


def line_of(serial: str, order_reference: str, person: str) -> ManifestLine:
    """Write the line of one of the devices."""
    told = {"order_reference": order_reference, "person": person, "location": "Oslo"}
    if serial == PREPARED:
        return a_described_line(serial, persona="prepared", **told)
    line = a_line(serial, persona="office")
    line = replace(line, order_reference=order_reference, person=person, location="Oslo")
    return replace(line, fingerprint="") if serial == FROM_MAKER else line


@st.composite
def _hires(draw: st.DrawFn) -> NewHire:
    number = draw(st.sampled_from(sorted(PEOPLE)))
    hire = a_hire(
        draw(st.sampled_from(HireEvent)),
        upn=PEOPLE[number],
        order_reference=draw(ORDERS),
        employee_id=f"E-{number}",
        persona="office",
    )
    return replace(hire, location="Oslo")


@st.composite
def _shipments(draw: st.DrawFn) -> Shipment:
    serials = draw(st.lists(st.sampled_from(SERIALS), min_size=1, max_size=2, unique=True))
    person = draw(st.sampled_from([ADELE, "", ""]))
    lines = tuple(
        line_of(serial, order_reference=draw(ORDERS), person=person) for serial in serials
    )
    event = draw(st.sampled_from([ShipmentEvent.DISPATCHED, *ShipmentEvent]))
    return Shipment(event=event, shipment_id="SHP-1", lines=lines, said_at=START)


@st.composite
def _requests(draw: st.DrawFn) -> DeviceRequest:
    number = draw(st.sampled_from(sorted(PEOPLE)))
    events = [
        RequestEvent.ASKED,
        RequestEvent.APPROVED,
        RequestEvent.REFUSED,
        RequestEvent.CANCELLED,
    ]
    event = draw(st.sampled_from([RequestEvent.ASKED, *events]))
    asked = event is RequestEvent.ASKED
    return DeviceRequest(
        event=event,
        request_id=f"R-{number}",
        said_at=START,
        by="somebody@contoso.com" if asked else OPERATOR,
        person=PEOPLE[number] if asked else "",
        persona="office" if asked else "",
        location="Oslo" if asked else "",
    )


_STRUCK = st.builds(Struck, st.sampled_from(Mishap), st.integers(1, 60))
_OTHERS = st.one_of(
    _STRUCK,
    _STRUCK,
    st.just(Lost()),
    st.just(Redriven()),
    st.builds(SwitchedOn, st.sampled_from(SERIALS)),
)
_PAUSES = st.sampled_from([timedelta(minutes=minutes) for minutes in (0, 0, 1, 9, 40, 400)])
_WORDS = st.one_of(_hires(), _shipments(), _shipments(), _requests())


@st.composite
def histories(draw: st.DrawFn, most: int) -> list[Happening]:
    """Draw what happens; words come in another order than they were said."""
    happened = draw(
        st.lists(
            st.builds(Happening, st.one_of(_WORDS, _WORDS, _OTHERS), st.integers(1, 2), _PAUSES),
            min_size=3,
            max_size=most,
        )
    )
    turns = draw(st.permutations(range(len(happened))))
    return list(_dated(happened, turns))


def _dated(happened: Sequence[Happening], turns: Sequence[int]) -> Iterator[Happening]:
    for each, turn in zip(happened, turns, strict=True):
        at = START + turn * MINUTE
        match each.what:
            case NewHire() | Shipment() | DeviceRequest():
                yield replace(each, what=replace(each.what, said_at=at))
            case _:
                yield each
