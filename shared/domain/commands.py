"""Everything the system can be asked to do, in the imperative.

A command crosses a queue, so it holds nothing that cannot be written down as
JSON.  Its class name, the handler, the function and the queue share one word.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shared.domain.shipment import ManifestLine, ShipmentEvent


class HireEvent(StrEnum):
    """What HR tells."""

    CREATED = "created"
    CHANGED = "changed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHire:
    """Take in what HR says of a person.  A blank field means that HR did not say."""

    event: HireEvent
    employee_id: str
    said_at: datetime
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    location: str = ""
    order_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """Take in some lines of a supplier's manifest."""

    event: ShipmentEvent
    shipment_id: str
    lines: tuple[ManifestLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDevices:
    """Bring devices into Autopilot, or find them there."""

    serials: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRegistration:
    """See whether devices have appeared in Autopilot; *look* counts from 1."""

    serials: tuple[str, ...]
    look: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToGroup:
    """Put a device into the groups of its persona."""

    serial: str
    look: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignUser:
    """Make the device's assigned user what its pairing says."""

    serial: str
    look: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDeployment:
    """See how far a device is on the way from its profile to its desk."""

    serial: str
    look: int = 1


type Command = (
    NewHire
    | Shipment
    | RegisterDevices
    | ConfirmRegistration
    | AddToGroup
    | AssignUser
    | CheckDeployment
)
COMMANDS: tuple[type[Command], ...] = (
    NewHire,
    Shipment,
    RegisterDevices,
    ConfirmRegistration,
    AddToGroup,
    AssignUser,
    CheckDeployment,
)


def queue_of(command: type[Command]) -> str:
    """Name the queue of a command: ``RegisterDevices`` travels on ``register-devices``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", command.__name__).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A command to send once this one is done, now or later.

    Two follow-ups with the same *key* are one, whoever sends them; without a
    key the step is named after the one that it follows.
    """

    command: Command
    after: timedelta = timedelta(0)
    key: str = ""
