"""Take in what a supplier says of devices on their way."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers.correcting import corrected, followed
from handlers.forgotten import heeded_shipment
from handlers.line_by_line import line_by_line
from handlers.pairing import next_step, pair_device
from handlers.parking import unpark
from handlers.resuming import resumed
from shared.domain.commands import STEPS, FollowUp, RegisterDevices, Shipment, Step
from shared.domain.device import Device
from shared.domain.leaving import cancelled
from shared.domain.notices import Announcement, Notices
from shared.domain.park import is_listed
from shared.domain.serials import normalised
from shared.domain.shipment import GIVEN_UP, ManifestLine, ShipmentEvent, announcing
from shared.domain.stages import NEXT, Milestone, Stage
from shared.domain.words import said_now
from shared.runtime.persistence import FIRST_WAIT
from shared.runtime.services import Services

_GONE = frozenset({Stage.CANCELLED, Stage.RETIRED})
_STEPS = {step.__name__: step for step in STEPS}


async def shipment(command: Shipment, services: Services) -> list[FollowUp]:
    """Expect the devices of a manifest, or note what became of them."""
    command = await heeded_shipment(command, services)
    match command.event:
        case ShipmentEvent.DISPATCHED:
            taken = await _taken_in(command, partial(_expected, command, services), services)
            return [*taken, *await _resumed(command, services)]
        case ShipmentEvent.DELIVERED:
            await _delivered(command, services)
            return []
        case ShipmentEvent.CANCELLED | ShipmentEvent.RETURNED:
            return await _taken_in(command, partial(_given_up, command, services), services)


async def _resumed(command: Shipment, services: Services) -> list[FollowUp]:
    """Go on with the devices whose lines an operator has corrected."""
    if not command.then:
        return []
    serials = tuple(normalised(line.serial) for line in command.lines)
    return [FollowUp(command=await resumed(_STEPS[command.then](serials=serials), services))]


async def _taken_in(
    command: Shipment,
    heard: Callable[[ManifestLine, Device | None], Device],
    services: Services,
) -> list[FollowUp]:
    """Write down what was said of each device, pair it anew, and go on with all together.

    Whoever began long ago goes on from where it stands.
    """
    steps: defaultdict[type[Step], dict[str, None]] = defaultdict(dict)

    async def take(line: ManifestLine) -> None:
        serial = normalised(line.serial)
        device = await services.devices.change(serial, partial(heard, line))
        if device.stage is Stage.CANCELLED:
            await unpark(serial, services)
        touched = await pair_device(serial, services)
        await _gather(steps, (serial, *touched), services)

    left = await line_by_line(command.lines, take)
    rest = [FollowUp(command=replace(command, lines=left), after=FIRST_WAIT)] if left else []
    onward = (FollowUp(command=step(serials=tuple(each))) for step, each in steps.items())
    return [*onward, *rest]


async def _gather(
    steps: defaultdict[type[Step], dict[str, None]], serials: Iterable[str], services: Services
) -> None:
    for serial in serials:
        device = await services.devices.known(serial)
        if RegisterDevices.__name__ in device.planned:
            steps[RegisterDevices][serial] = None
        if step := await next_step(device, services):
            steps[step][serial] = None


def _expected(
    command: Shipment, services: Services, line: ManifestLine, before: Device | None
) -> Device:
    """Expect a device; a notice that repeats or corrects an earlier one adds to it."""
    now = services.clock.now()
    known = before or _unknown(line, now)
    at = _said_at(command, known, now)
    told = _announced(known).dispatched(line, command.shipment_id, at)
    if known.stage in _GONE and not _comes_anew(known, told.notices):
        return _noting(known, told)
    what = announcing(command.shipment_id, command.by_hand)
    if known.stage in _GONE:
        device = Device(serial=known.serial, since=now, line=told.line)
        if before is not None:
            device = _after(before, device)
        device = _noting(device, told).reached(Milestone.ANNOUNCED, now, what)
    else:
        mended = corrected(known, line, told, now)
        device = followed(known, _noting(mended, told), services)
    device = services.flight_plan.routed(device, now)
    if before is not None and is_listed(device) and not before.held:
        return device
    return device.plans(RegisterDevices.__name__, now)


def _given_up(
    command: Shipment, services: Services, line: ManifestLine, before: Device | None
) -> Device:
    """Cancel a device, unless it arrived after all: what was observed outweighs what was said.

    Of a device that nobody has announced it is kept as well: the notice may come later.
    """
    now = services.clock.now()
    device = before or _unknown(line, now)
    at = _said_at(command, device, now)
    told = _announced(device).gone(at)
    heard_before = told.notices == device.notices
    device = services.flight_plan.routed(followed(device, _noting(device, told), services), now)
    if told.notices.live or heard_before:
        return device
    done, too_late = GIVEN_UP[command.by_hand or command.event]
    if Stage.CANCELLED not in NEXT[device.stage] | {device.stage}:
        return device.noted(now, too_late)
    return cancelled(device, now, done)


async def _delivered(command: Shipment, services: Services) -> None:
    """Note once that a device arrived, whatever else was said before or after."""
    now = services.clock.now()

    def delivered(device: Device) -> Device:
        at = _said_at(command, device, now)
        before, gone_at = device.notices.delivered_at, device.notices.gone_at
        if before is not None and (gone_at is None or before > gone_at):
            return device
        device = replace(device, notices=replace(device.notices, delivered_at=at))
        return device.noted(now, "The supplier says it was delivered.")

    for line in command.lines:
        await services.devices.amend(normalised(line.serial), delivered)


def _after(before: Device, device: Device) -> Device:
    """Keep of a device that was gone what others may still have to do with it."""
    return replace(
        device,
        imports=before.imports + 1,
        pairing=before.pairing,
        news=before.news,
        timeline=before.timeline,
    )


def _unknown(line: ManifestLine, now: datetime) -> Device:
    """Begin with a device of which nothing was said yet."""
    serial = normalised(line.serial)
    return Device(
        serial=serial, since=now, stage=Stage.CANCELLED, line=ManifestLine(serial=line.serial)
    )


def _said_at(command: Shipment, device: Device, now: datetime) -> datetime:
    return command.said_at or said_now(now, [device.told_at])


def _announced(device: Device) -> Announcement:
    return Announcement(line=device.line, shipment_id=device.shipment_id, notices=device.notices)


def _noting(device: Device, told: Announcement) -> Device:
    """Write down what all notices come to."""
    return replace(
        device,
        line=told.line,
        shipment_id=told.shipment_id,
        notices=told.notices,
        told_at=told.notices.told_at,
    )


def _comes_anew(device: Device, notices: Notices) -> bool:
    """Whether a device that was gone is on its way by a word later than what is known."""
    if device.stage is Stage.RETIRED:
        return notices.live and notices.told_at != device.told_at
    return notices.live
