"""What cannot go on, as the record that somebody decides by."""

from datetime import datetime
from uuid import UUID, uuid5

from shared.domain.commands import Command, Step
from shared.domain.errors import Malformed, Rejected
from shared.domain.parked import Parked
from shared.runtime.delivery import Delivery

# Of bytes that are no command, the beginning is enough to tell whose they are.
KEPT_BYTES = 65_536

_NAMESPACE = UUID("0e2b3a5c-8f0d-4a58-9a8e-6b1a4f5d2c77")


def record_of(delivery: Delivery, error: Rejected, at: datetime) -> Parked:
    """Make the park record of a delivery; the same message makes the same record."""
    return Parked(
        id=str(uuid5(_NAMESPACE, delivery.name)),
        at=at,
        reason=error.reason,
        error_class=type(error).__name__,
        queue=delivery.queue,
        message=_kept(delivery.body, error).decode("utf-8", "replace"),
    )


def _kept(body: bytes, error: Rejected) -> bytes:
    """Keep a command whole, so that it can be driven again."""
    return body[:KEPT_BYTES] if isinstance(error, Malformed) else body


def subject_of(command: Command) -> dict[str, str | int]:
    """Say in a log line what a command is about: a device, or how many; never a person."""
    if serial := serial_of(command):
        return {"serial": serial}
    devices = getattr(command, "serials", ()) or getattr(command, "lines", ())
    return {"devices": len(devices)} if devices else {}


def serial_of(command: Command) -> str:
    """Name the one device that a command is about; blank when it is about several, or none."""
    match command:
        case Step(serials=(serial,)):
            return serial
        case _:
            return ""
