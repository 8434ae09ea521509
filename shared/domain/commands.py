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
class Step:
    """A step on the route of the devices it names, or of those whose look is due *at* that moment.

    Devices that wait for the same step until the same moment are looked at
    together, by one message: their round.
    """

    serials: tuple[str, ...] = ()
    at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse a step that speaks of nobody (``ValueError``)."""
        if not self.serials and self.at is None:
            raise ValueError("a step names devices, or the moment at which their looks are due")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDevices(Step):
    """Bring devices into Autopilot, or upload their corporate identifiers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRegistration(Step):
    """See whether devices have appeared where they were registered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToGroup(Step):
    """Put devices, or their people, into the groups of their persona."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignUser(Step):
    """Make each device's assigned user what its pairing says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckDeployment(Step):
    """See how far devices are on the way from being prepared to their desks."""


# In the order of the route: what an earlier step lacks is the next thing that must happen.
STEPS: tuple[type[Step], ...] = (
    RegisterDevices,
    ConfirmRegistration,
    AddToGroup,
    AssignUser,
    CheckDeployment,
)

type Command = NewHire | Shipment | Step
COMMANDS: tuple[type[Command], ...] = (NewHire, Shipment, *STEPS)
_QUEUES = {kind: re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower() for kind in COMMANDS}


def queue_of(command: type[Command]) -> str:
    """Name the queue of a command: ``RegisterDevices`` travels on ``register-devices``."""
    return _QUEUES[command]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A command to send once this one is done, now or later.

    Two follow-ups with the same *key* are one, whoever sends them; without a
    key the step is named after the one that it follows.
    """

    command: Command
    after: timedelta = timedelta(0)
    key: str = ""
