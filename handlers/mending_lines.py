"""Correct what a supplier's line says of a device that is parked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from http import HTTPStatus

from handlers.dismissing import gone_by_hand
from shared.domain import hardware_hash
from shared.domain.acts import Act
from shared.domain.commands import Command, Shipment, Step
from shared.domain.device import Device
from shared.domain.hardware_hash import HardwareHash
from shared.domain.parked import Parked
from shared.domain.serials import normalised
from shared.domain.shipment import ByHand, ManifestLine, ShipmentEvent
from shared.domain.stages import Stage
from shared.domain.words import said_now
from shared.intake.acts import refusal
from shared.intake.faults import Fault
from shared.intake.lines import LineData, lint, serial_fault
from shared.intake.park_acts import CorrectionData
from shared.runtime.http import Problem
from shared.runtime.services import Services

_GONE = frozenset({Stage.CANCELLED, Stage.RETIRED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The line that is corrected, as it was said *at* a time (``None``: when it was taken in).

    It is *unheard* where its notice itself is parked; *then* is the step that is parked.
    """

    line: ManifestLine
    shipment_id: str
    at: datetime | None
    device: Device | None
    unheard: Shipment | None = None
    then: str = ""

    @property
    def told_at(self) -> datetime | None:
        """When the latest word on the device was said."""
        return self.device.told_at if self.device else None


async def source_of(command: Command, services: Services) -> Source | None:
    """Find the one line that a command is about; ``None`` where it is not about one."""
    match command:
        case Step(serials=(serial,)):
            return _of_device(await services.devices.get(serial), command)
        case Shipment(event=ShipmentEvent.DISPATCHED, lines=(line,)):
            return Source(
                line=line,
                shipment_id=command.shipment_id,
                at=command.said_at,
                device=await services.devices.get(normalised(line.serial)),
                unheard=command,
            )
        case _:
            return None


def _of_device(device: Device | None, command: Step) -> Source | None:
    if device is None:
        return None
    if device.stage is not Stage.PARKED:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-parked",
            f"{device.serial} has left the park; there is nothing to correct. Dismiss the record.",
        )
    return Source(
        line=device.line,
        shipment_id=device.shipment_id,
        at=device.notices.dispatched_at,
        device=device,
        then=type(command).__name__,
    )


async def check_line(
    data: CorrectionData, source: Source, parked: Parked, services: Services
) -> None:
    """Hold a correction against the rules for lines (``Problem`` when it breaks them)."""
    if data.serial and (wrong := serial_fault(data.serial)):
        raise refusal(Fault(field="serial", reason=wrong))
    line = _line_data(data, source)
    if faults := lint(line, str).faults:
        raise refusal(*faults)
    if not _renames(data, source):
        return
    other = await services.devices.get(normalised(data.serial))
    first_at = other.notices.first_at if other else None
    if other and other.stage not in _GONE and first_at and first_at < parked.first_seen:
        raise Problem(
            HTTPStatus.CONFLICT,
            "serial-known",
            f"{other.serial} was announced before; it is {other.stage}. "
            "If this record means the same machine, dismiss it.",
        )


async def line_words(
    data: CorrectionData, source: Source, act: Act, services: Services
) -> Sequence[Command]:
    """Say what the supplier would have said: of a wrong serial number, that it will not come."""
    serial = normalised(data.serial) or normalised(source.line.serial)
    fields = await _fields(data, source, serial, services)
    renames = _renames(data, source)
    by_hand = ByHand.RENAMED if renames else ByHand.CORRECTED
    words: list[Command] = []
    if renames or source.unheard:
        words.append(await _as_it_was(source, serial, services))
    if fields or not words:
        words.append(
            Shipment(
                event=ShipmentEvent.DISPATCHED,
                shipment_id=source.shipment_id,
                lines=(ManifestLine(serial=serial, **fields),),
                said_at=said_now(act.at, [source.told_at]),
                by_hand=by_hand,
                then="" if renames else source.then,
            )
        )
    if renames and source.device:
        what = f"An operator corrected its serial number to {serial}."
        noted = partial(Device.noted, at=services.clock.now(), what=what)
        await services.devices.amend(source.device.serial, noted)
        words.append(gone_by_hand(source.device, by_hand, act))
    return words


async def _fields(
    data: CorrectionData, source: Source, serial: str, services: Services
) -> dict[str, str]:
    """List what is corrected; a hash is kept before anybody hears of it."""
    told = {
        name: str(value)
        for name, value in data.told.items()
        if name not in {"serial", "hardware_hash"}
    }
    decoded = lint(_line_data(data, source), str).decoded
    if decoded is None:
        return told
    await services.hashes.keep(serial, decoded.fingerprint, decoded.text)
    return {**told, "fingerprint": decoded.fingerprint}


async def _as_it_was(source: Source, serial: str, services: Services) -> Shipment:
    """Say the line as it was said, of the right machine; its hash comes along if it is of that."""
    known = normalised(source.line.serial)
    fingerprint = source.line.fingerprint
    if serial != known:
        fingerprint = await _taken_along(known, serial, fingerprint, services)
    return Shipment(
        event=ShipmentEvent.DISPATCHED,
        shipment_id=source.shipment_id,
        lines=(replace(source.line, serial=serial, fingerprint=fingerprint),),
        said_at=source.at,
        by_hand=ByHand.RENAMED if serial != known else None,
    )


async def _taken_along(known: str, serial: str, fingerprint: str, services: Services) -> str:
    text = await services.hashes.find(known, fingerprint)
    read = hardware_hash.read(text) if text else None
    if not isinstance(read, HardwareHash) or hardware_hash.mismatch(read, serial):
        return ""
    await services.hashes.keep(serial, fingerprint, read.text)
    return fingerprint


def _renames(data: CorrectionData, source: Source) -> bool:
    return normalised(data.serial) not in {"", normalised(source.line.serial)}


def _line_data(data: CorrectionData, source: Source) -> LineData:
    """Make the line that the hash is held against."""
    return LineData.model_construct(
        serial=data.serial or source.line.serial,
        hardware_hash=data.hardware_hash,
        manufacturer=data.manufacturer or source.line.manufacturer,
        model=data.model or source.line.model,
    )
