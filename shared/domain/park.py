"""Leaving the route for the park, and coming back to where the device was seen last."""

from dataclasses import replace
from datetime import datetime

from shared.domain.anew import begins_again, imports_again
from shared.domain.device import Device
from shared.domain.errors import DEREGISTERED, HIRE_CANCELLED, REQUEST_ID, Reason
from shared.domain.stages import NEXT, Milestone, Route, Stage
from shared.domain.timeline import told
from shared.domain.waiting import Wait, waiting_for


def park(device: Device, reason: Reason, record: str, at: datetime) -> Device:
    """Leave the route until somebody decides; *record* is the id of the park record."""
    records = tuple(dict.fromkeys((*device.parked_as, record)))
    in_use = device.stage is Stage.DEPLOYED or reason.code == HIRE_CANCELLED
    stays = in_use and device.leaving is None
    if stays or device.stage is Stage.PARKED or Stage.PARKED not in NEXT[device.stage]:
        return _told_by(
            reason, replace(device, parked_as=records).noted(at, reason.sentence), device
        )
    facts = {"code": reason.code, "sentence": reason.sentence, "remedy": reason.remedy}
    parked = device.moved(Stage.PARKED, at, reason.sentence, **facts)
    return replace(
        _told_by(reason, parked, device),
        waiting_for=waiting_for(Wait.OPERATOR),
        waiting_since=at,
        planned={},
        looks={},
        parked_for=reason.code,
        parked_as=records,
    )


def _told_by(reason: Reason, device: Device, before: Device) -> Device:
    """Say which request to Graph was refused, where the evidence has it."""
    request_id = reason.evidence.get(REQUEST_ID, "")
    return replace(device, timeline=told(device.timeline, before.timeline, request_id))


def redrive(device: Device, at: datetime) -> Device:
    """Come back because somebody says that the cause is mended."""
    if device.stage is not Stage.PARKED:
        return device
    mended = device if is_listed(device) else imports_again(device)
    if device.parked_for == DEREGISTERED:
        mended = begins_again(device)
    return release(mended, at, "Redriven by an operator.")


def release(device: Device, at: datetime, what: str) -> Device:
    """Come back to the stage that was observed; what failed has its patience anew."""
    if device.stage is not Stage.PARKED:
        return device
    moved = device.moved(device.observed, at, what)
    anew = replace(moved, failed_imports=0, tag_repairs=0, finding=None, failing_since=None)
    return replace(anew, parked_for="").waits(None)


def is_listed(device: Device) -> bool:
    """Say whether the device was seen where its route registers it."""
    return device.passed(LISTED[device.route])


LISTED = {Route.AUTOPILOT: Milestone.REGISTERED, Route.DEVICE_PREPARATION: Milestone.IDENTIFIED}
