"""Take in what a supplier says of devices on their way."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from functools import partial

from handlers.pairing import leads_of_device, next_step, pair_device, release_hire
from handlers.parking import unpark
from shared.domain.anew import begins_again, imports_again
from shared.domain.commands import FollowUp, RegisterDevices, Shipment, Step
from shared.domain.device import Device
from shared.domain.errors import DEREGISTERED, HASH_GONE
from shared.domain.identifiers import identifier_of
from shared.domain.pairing import SETTLED
from shared.domain.park import is_listed, release
from shared.domain.serials import normalised
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import NEXT, Milestone, Route, Stage
from shared.runtime.leads import Side
from shared.runtime.services import Services


async def shipment(command: Shipment, services: Services) -> list[FollowUp]:
    """Expect the devices of a manifest, or note what became of them."""
    match command.event:
        case ShipmentEvent.DISPATCHED:
            return await _dispatched(command, services)
        case ShipmentEvent.DELIVERED:
            await _noted(command, "The supplier says it was delivered.", services)
        case ShipmentEvent.CANCELLED:
            return await _cancelled(command, services)
    return []


async def _dispatched(command: Shipment, services: Services) -> list[FollowUp]:
    # The whole manifest goes on together; whoever began long ago, from where it stands.
    steps: defaultdict[type[Step], dict[str, None]] = defaultdict(dict)
    for line in command.lines:
        serial = normalised(line.serial)
        device = await services.devices.change(
            serial,
            partial(_expected, line, command.shipment_id, services),
        )
        for lead in leads_of_device(device):
            await services.leads.leave(lead, Side.DEVICE, serial)
        await pair_device(device, services)
        if RegisterDevices.__name__ in device.planned:
            steps[RegisterDevices][serial] = None
        if step := await next_step(serial, services):
            steps[step][serial] = None
    return [FollowUp(command=step(serials=tuple(serials))) for step, serials in steps.items()]


def _expected(
    line: ManifestLine, shipment_id: str, services: Services, before: Device | None
) -> Device:
    """Expect a device; a notice that repeats or corrects an earlier one adds to it."""
    now = services.clock.now()
    what = f"Announced with shipment {shipment_id}."
    if before is None or before.stage in {Stage.CANCELLED, Stage.RETIRED}:
        device = Device(serial=normalised(line.serial), since=now, line=line)
        if before is not None:
            device = replace(
                device, timeline=before.timeline, news=before.news, imports=before.imports + 1
            )
        device = device.reached(Milestone.ANNOUNCED, now, what)
    else:
        device = _renamed(_corrected(before, line, now), line, now)
    device = replace(device, line=line.over(device.line), shipment_id=shipment_id)
    if before is not None:
        device = _followed(before, device, services)
    device = services.flight_plan.routed(device, now)
    if before is not None and is_listed(device) and not before.held:
        return device
    return device.plans(RegisterDevices.__name__, now)


def _corrected(before: Device, line: ManifestLine, now: datetime) -> Device:
    """Take a parked device back on its route when the line mends what parked it."""
    if before.stage is not Stage.PARKED:
        return before
    if before.parked_for == DEREGISTERED:
        return release(begins_again(before), now, "The line came again: begun anew.")
    if before.route is not Route.AUTOPILOT:
        return before
    another = line.fingerprint not in {"", before.line.fingerprint}
    if another or (before.parked_for == HASH_GONE and line.fingerprint):
        return release(imports_again(before), now, "Corrected: a hardware hash came.")
    return before


def _followed(before: Device, device: Device, services: Services) -> Device:
    """Forget what was made of what the line said before and now says otherwise."""
    plan, now = services.flight_plan, services.clock.now()
    if device.stage in SETTLED:
        return device
    if plan.persona_of(device) != plan.persona_of(before):
        device = device.lost(Milestone.GROUPED, now, "Its persona has other groups.")
    elif plan.group_tag_of(device) != plan.group_tag_of(before):
        device = _retagged(device, now)
    if identifier_of(device) == identifier_of(before) or device.route is Route.AUTOPILOT:
        return device
    if device.passed(Milestone.IDENTIFIED):
        return begins_again(device).settled(now, "Its line tells another identifier.")
    return release(device, now, "Corrected: its line tells another identifier.")


def _retagged(device: Device, now: datetime) -> Device:
    """Have the tag read back and the groups looked at again; no other route knows tags."""
    if device.route is not Route.AUTOPILOT:
        return device
    device = replace(device, group_tag="")
    return device.lost(Milestone.GROUPED, now, "Its line tells another group tag.")


def _renamed(device: Device, line: ManifestLine, now: datetime) -> Device:
    """Take the device off a person whom only the line named, when it names another one now."""
    pairing = device.pairing
    if pairing is None or pairing.employee_id or device.stage in SETTLED:
        return device
    same = line.person.casefold() in {"", pairing.user_principal_name.casefold()}
    return device if same else device.paired(None, now)


async def _noted(command: Shipment, what: str, services: Services) -> None:
    now = services.clock.now()
    for line in command.lines:
        serial = normalised(line.serial)
        await services.devices.amend(serial, lambda device: device.noted(now, what))


async def _cancelled(command: Shipment, services: Services) -> list[FollowUp]:
    follow_ups: list[FollowUp] = []
    given_up = partial(_given_up, services.clock.now())
    for line in command.lines:
        serial = normalised(line.serial)
        device = await services.devices.amend(serial, given_up)
        if device is None or device.stage is not Stage.CANCELLED:
            continue
        await unpark(serial, services)
        for lead in leads_of_device(device):
            await services.leads.withdraw(lead, Side.DEVICE, serial)
        follow_ups += await release_hire(device, services)
        await services.devices.update(serial, _nobodys)
    return follow_ups


def _nobodys(device: Device) -> Device:
    # Unless it was dispatched after all meanwhile.
    return replace(device, pairing=None) if device.stage is Stage.CANCELLED else device


def _given_up(now: datetime, device: Device) -> Device:
    """Cancel a device, unless it arrived after all: what was observed outweighs what was said."""
    if Stage.CANCELLED not in NEXT[device.stage] | {device.stage}:
        return device.noted(now, "A cancellation came too late.")
    return device.cancelled(now, "The supplier cancelled the shipment.")
