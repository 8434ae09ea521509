"""What cannot go on, as the record that somebody decides by."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from shared.domain.commands import Command, Shipment, Step
from shared.domain.errors import Malformed, Rejected
from shared.domain.parked import Parked
from shared.runtime.delivery import Delivery
from shared.runtime.envelope import Envelope, fields_text

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
        mark=delivery.message_id or delivery.name,
    )


def record_for(envelope: Envelope, error: Rejected, at: datetime, delivery: Delivery) -> Parked:
    """Make the park record of a command; the same command makes the same record."""
    parked = record_of(delivery, error, at)
    return replace(
        parked,
        id=str(uuid5(_NAMESPACE, f"{delivery.queue}/{fields_text(envelope.command)}")),
        serial=serial_of(envelope.command),
        shipment_id=shipment_of(envelope.command),
        correlation=envelope.correlation,
        tries=envelope.tries,
    )


def _kept(body: bytes, error: Rejected) -> bytes:
    """Keep a command whole, so that it can be driven again."""
    return body[:KEPT_BYTES] if isinstance(error, Malformed) else body


def told_of(envelope: Envelope) -> dict[str, str | int]:
    """Say in a log line what a delivery is about, and what set it off."""
    told: dict[str, str | int] = {"correlation": envelope.correlation, "tries": envelope.tries}
    return told | subject_of(envelope.command)


def subject_of(command: Command) -> dict[str, str | int]:
    """Say in a log line what a command is about: a device, or how many; never a person."""
    if serial := serial_of(command):
        return {"serial": serial}
    devices = getattr(command, "serials", ()) or getattr(command, "lines", ())
    return {"devices": len(devices)} if devices else {}


def shipment_of(command: Command) -> str:
    """Name the shipment that a command is about, if it is about one."""
    return command.shipment_id if isinstance(command, Shipment) else ""


def serial_of(command: Command) -> str:
    """Name the one device that a command is about; blank when it is about several, or none."""
    match command:
        case Step(serials=(serial,)):
            return serial
        case _:
            return ""
