"""What a supplier's later word changes on a device that is on its route already."""

from dataclasses import replace
from datetime import datetime

from shared.domain.anew import begins_again, imports_again
from shared.domain.device import Device
from shared.domain.errors import DEREGISTERED, HASH_GONE
from shared.domain.identifiers import identifier_of
from shared.domain.notices import Announcement
from shared.domain.park import release
from shared.domain.settled import is_settled
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Route, Stage
from shared.runtime.services import Services


def corrected(before: Device, line: ManifestLine, told: Announcement, now: datetime) -> Device:
    """Take a parked device back on its route when the line mends what parked it.

    *told* is what all notices come to by now: an older line mends nothing.
    """
    if before.stage is not Stage.PARKED or before.leaving is not None:
        return before
    if before.parked_for == DEREGISTERED and told.notices.told_at != before.told_at:
        return release(begins_again(before), now, "The line came again: begun anew.")
    if before.route is not Route.AUTOPILOT or line.fingerprint != told.line.fingerprint:
        return before
    another = line.fingerprint not in {"", before.line.fingerprint}
    if another or (before.parked_for == HASH_GONE and line.fingerprint):
        return release(imports_again(before), now, "Corrected: a hardware hash came.")
    return before


def followed(before: Device, device: Device, services: Services) -> Device:
    """Forget what was made of what the line said before and now says otherwise."""
    plan, now = services.flight_plan, services.clock.now()
    if is_settled(device):
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
