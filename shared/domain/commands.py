"""Everything the system can be asked to do, in the imperative.

A command crosses a queue, so it holds nothing that cannot be written down as
JSON.  Its class name, the handler, the function and the queue share one word.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shared.domain.changes import ChangeDevice
from shared.domain.erasure import ForgetPerson
from shared.domain.lifecycle import WorkflowTask
from shared.domain.news import News
from shared.domain.shipment import ByHand, ManifestLine, ShipmentEvent


class HireEvent(StrEnum):
    """What HR tells."""

    CREATED = "created"
    CHANGED = "changed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHire:
    """Take in what HR says of a person.  A blank field means that HR did not say.

    *needs_device* is ``False`` for people who get none, such as contractors.
    *fetch_from* names the source that has to be asked what happened, because
    the event only said that something did.  *task* is what waits in a lifecycle
    workflow of Entra.
    """

    event: HireEvent
    employee_id: str
    said_at: datetime
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    location: str = ""
    order_reference: str = ""
    needs_device: bool | None = None
    fetch_from: str = ""
    task: WorkflowTask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """Take in some lines of a supplier's manifest.

    *said_at* is the event's own time; without one it counts as said when it is taken in.
    *by_hand* tells that an operator says so, and what they did; *then* is the step
    that takes the devices of a corrected line out of the park (blank: none).
    """

    event: ShipmentEvent
    shipment_id: str
    lines: tuple[ManifestLine, ...]
    said_at: datetime | None = None
    by_hand: ByHand | None = None
    then: str = ""


class RequestEvent(StrEnum):
    """What becomes of a request by somebody's word."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    ORDERED = "ordered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRequest:
    """Take in a request for a device, or a decision on one; *by* is whose word it is.

    *person* is the user principal name of whom the device is for.  What *event*
    does not need is blank.
    """

    event: RequestEvent
    request_id: str
    said_at: datetime
    by: str = ""
    person: str = ""
    employee_id: str = ""
    persona: str = ""
    location: str = ""
    needed_by: date | None = None
    why: str = ""
    order_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Tell somebody what happened: one of them has a value, the others are blank.

    *subscriber* is one of the flight plan; *task* waits in a lifecycle workflow;
    *request* is the id of the request that the device answers.
    """

    news: News
    subscriber: str = ""
    task: WorkflowTask | None = None
    request: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireDevices(Step):
    """Take devices out of Intune and Autopilot, as far as they are to leave."""


# In the order of the route: what an earlier step lacks is the next thing that must happen.
STEPS: tuple[type[Step], ...] = (
    RegisterDevices,
    ConfirmRegistration,
    AddToGroup,
    AssignUser,
    CheckDeployment,
    RetireDevices,
)

type Command = NewHire | Shipment | DeviceRequest | ChangeDevice | Step | Notify | ForgetPerson
COMMANDS: tuple[type[Command], ...] = (
    NewHire,
    Shipment,
    DeviceRequest,
    ChangeDevice,
    *STEPS,
    Notify,
    ForgetPerson,
)
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
