"""Which device is for which person: the rules, and which of two pairs comes first.

Every possible pair of a device and a claimant has a rank.  A pairing gives way
only to a pair of a better rank, so there is one end to it, whatever order the
news came in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Self

from shared.domain.departures import Given
from shared.domain.device import Device
from shared.domain.hire import Hire, Pairing
from shared.domain.stages import Stage
from shared.domain.words import NEVER

WORD = "an operator's word"
NAMED = "the line names the person"
ORDERED = "same order reference"
REQUESTED = "same request"
DRAWN = "oldest in stock"


class Rule(StrEnum):
    """The rules by the names that the flight plan gives them, the strongest first.

    An operator's word stands above the flight plan, which neither names nor ranks it.
    """

    OPERATOR = "operator"
    PERSON = "person"
    ORDER_REFERENCE = "order-reference"
    REQUEST = "request"
    STOCK = "stock"


# Those that a flight plan lists.
RULES = (Rule.PERSON, Rule.ORDER_REFERENCE, Rule.REQUEST, Rule.STOCK)

# What the timeline says of a rule.
SENTENCES = {
    Rule.OPERATOR: WORD,
    Rule.PERSON: NAMED,
    Rule.ORDER_REFERENCE: ORDERED,
    Rule.REQUEST: REQUESTED,
    Rule.STOCK: DRAWN,
}

# From here on the device belongs to whoever switched it on.
IN_USE = frozenset({Stage.DEPLOYING, Stage.DEPLOYED})
# Nothing is paired any more: the device is in use, or it will not come.
SETTLED = IN_USE | {Stage.CANCELLED, Stage.RETIRED}


class Clue(StrEnum):
    """What can tie a device to a person, the strongest first."""

    EMPLOYEE = "employee"
    PERSON = "person"
    ORDER = "order"
    REQUEST = "request"
    STOCK = "stock"


_RULES = {
    Clue.EMPLOYEE: Rule.PERSON,
    Clue.PERSON: Rule.PERSON,
    Clue.ORDER: Rule.ORDER_REFERENCE,
    Clue.REQUEST: Rule.REQUEST,
    Clue.STOCK: Rule.STOCK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A clue with its value, folded so that spelling does not matter."""

    clue: Clue
    value: str

    @property
    def by(self) -> Rule:
        """The rule that a match on this lead follows."""
        return _RULES[self.clue]


def lead(clue: Clue, *values: str) -> tuple[Lead, ...]:
    """Make the lead of a clue; none when one of its values is blank."""
    folded = [value.strip().casefold() for value in values]
    return (Lead(clue=clue, value="\n".join(folded)),) if all(folded) else ()


def is_for(pairing: Pairing, hire: Hire) -> bool:
    """Whether a pairing means this person, by employee id or by name."""
    if pairing.employee_id:
        return pairing.employee_id == hire.employee_id
    name = pairing.user_principal_name.casefold()
    return name != "" and name == hire.user_principal_name.casefold()


def announced_at(device: Device) -> datetime:
    """When a supplier first spoke of a device."""
    return device.notices.first_at or NEVER


def leads_of(device: Device) -> tuple[Lead, ...]:
    """List what ties a device to a person by what an operator and its line say."""
    line = device.line
    given = device.given or Given(at=NEVER)
    return (
        *lead(Clue.EMPLOYEE, given.employee_id),
        *lead(Clue.PERSON, given.person),
        *lead(Clue.EMPLOYEE, line.employee_id),
        *lead(Clue.PERSON, line.person),
        *lead(Clue.ORDER, line.order_reference),
        *lead(Clue.REQUEST, line.request),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When it is a claimant's turn: who needs a device first, then who spoke first.

    A hire for whom somebody asked for a device, too, comes right *after* that request.
    """

    since: datetime
    needed: date
    after: str = ""
    key: str

    def behind(self, other: "Turn") -> "Turn":
        """Come right after another."""
        return Turn(
            since=max(self.since, other.since),
            needed=max(self.needed, other.needed),
            after=other.key,
            key=self.key,
        )

    def note(self) -> dict[str, str]:
        """Write it down beside a lead."""
        said = {"since": self.since.isoformat(), "needed": self.needed.isoformat()}
        return {**said, "after": self.after, "turn": self.key}

    @classmethod
    def read(cls, note: Mapping[str, object]) -> Self:
        """Read what was written beside a lead."""
        return cls(
            since=datetime.fromisoformat(str(note["since"])),
            needed=date.fromisoformat(str(note["needed"])),
            after=str(note["after"]),
            key=str(note["turn"]),
        )


type Strength = tuple[int, int]
# An operator's word is stronger than whatever a flight plan ranks first.
GIVEN: Strength = (-1, 0)
# Better is less.
type Rank = tuple[Strength, datetime, date, datetime, str, str, datetime, str, str]


def rank(strength: Strength, turn: Turn, announced: datetime, serial: str) -> Rank:
    """Rank a pair: by rule, by when both were there, by whose turn it is, the oldest device first.

    Devices that were announced at one moment are alike: which of them it is, a
    number made of both decides.  A device that comes back would otherwise go
    from hand to hand through everybody who came later.
    """
    mixed = sha256(f"{turn.key}/{serial}".encode()).hexdigest()
    return (
        strength,
        max(turn.since, announced),
        turn.needed,
        turn.since,
        turn.after or turn.key,
        turn.key if turn.after else "",
        announced,
        mixed,
        serial,
    )
