"""What an operator says of a device, as a command."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DeviceEvent(StrEnum):
    """What an operator says of a device."""

    RETIRE = "retire"
    RELEASE = "release"
    REPLACE = "replace"
    REASSIGN = "reassign"
    UNBLOCK = "unblock"
    RETRY = "retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDevice:
    """Take in what an operator says of a device; who said it, and why, is among the acts.

    *fingerprint* names the new hash of a device that was repaired; *person* (a user
    principal name) and *employee_id* say whom it is for from now on.
    """

    event: DeviceEvent
    serial: str
    said_at: datetime
    fingerprint: str = ""
    person: str = ""
    employee_id: str = ""
