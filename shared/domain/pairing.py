"""Which device is for which person: the rules, first match wins.

A rule names, for one side, where to look for the other.
"""

from dataclasses import dataclass
from enum import StrEnum

from shared.domain.device import Device
from shared.domain.hire import Hire, Pairing
from shared.domain.stages import Stage

NAMED = "the line names the person"
ORDERED = "same order reference"


class Rule(StrEnum):
    """The rules by the names that the flight plan gives them, the strongest first."""

    PERSON = "person"
    ORDER_REFERENCE = "order-reference"
    REQUEST = "request"
    STOCK = "stock"


# From here on the device belongs to whoever switched it on.
SETTLED = frozenset({Stage.DEPLOYING, Stage.DEPLOYED, Stage.CANCELLED, Stage.RETIRED})


class Clue(StrEnum):
    """What can tie a device to a person."""

    EMPLOYEE = "employee"
    PERSON = "person"
    ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A clue with its value, folded so that spelling does not matter."""

    clue: Clue
    value: str

    @property
    def rule(self) -> str:
        """The rule that a match on this lead follows."""
        return ORDERED if self.clue is Clue.ORDER else NAMED


def leads(*, employee_id: str, person: str, order_reference: str) -> tuple[Lead, ...]:
    """List the leads that something offers, the strongest first."""
    offered = (
        (Clue.EMPLOYEE, employee_id),
        (Clue.PERSON, person),
        (Clue.ORDER, order_reference),
    )
    return tuple(
        Lead(clue=clue, value=value.strip().casefold()) for clue, value in offered if value.strip()
    )


def may_pair(device: Device, hire: Hire) -> bool:
    """Whether nothing but the rules stands between these two."""
    if device.stage in SETTLED:
        return False
    if hire.device not in {"", device.serial}:
        return False
    return device.pairing is None or is_for(device.pairing, hire)


def is_for(pairing: Pairing, hire: Hire) -> bool:
    """Whether a pairing means this person, by employee id or by name."""
    if pairing.employee_id:
        return pairing.employee_id == hire.employee_id
    name = pairing.user_principal_name.casefold()
    return name != "" and name == hire.user_principal_name.casefold()


def pairing_of(hire: Hire, rule: str) -> Pairing:
    """Write down who the device is for, and why."""
    return Pairing(
        rule=rule,
        employee_id=hire.employee_id,
        user_principal_name=hire.user_principal_name,
        start_date=hire.start_date,
        persona=hire.persona,
    )
