"""Leaving the route by an operator's word, and what becomes of a device once it has left."""

from dataclasses import replace
from datetime import datetime

from shared.domain.anew import begins_again
from shared.domain.departures import STEP, Departure, Leaving
from shared.domain.device import Device
from shared.domain.park import release
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait, waiting_for

_SENT = {
    Departure.RETIRE: "To be retired, by an operator's word.",
    Departure.RELEASE: "To go back to stock, by an operator's word.",
    Departure.REPLACE: "Repaired: to be registered anew with its new hash, by an operator's word.",
}
_BEGUN = {
    Departure.RELEASE: "Back in stock: begun anew.",
    Departure.REPLACE: "Nothing of the old hash is left: begun anew.",
}
_RETIRED = "Retired: neither Intune nor Autopilot lists it."
# What a line says of whom its device is for.
_PERSONAL = ("person", "employee_id", "order_reference", "request")


def sent_away(device: Device, leaving: Leaving, at: datetime) -> Device:
    """Leave the route; what was planned on it is planned no more, and what parked it counts not."""
    told = _SENT[leaving.departure]
    out = release(device, at, told) if device.stage is Stage.PARKED else device.noted(at, told)
    if leaving.departure is Departure.RELEASE:
        out = _nobodys(out, leaving.at)
    wait = waiting_for(Wait.MANAGED_DEVICE)
    return replace(out, leaving=leaving, planned={}, looks={}, waiting_for=wait).plans(STEP, at)


def has_left(device: Device, at: datetime) -> Device:
    """Be retired, or begin anew; a device that does not leave is left as it is."""
    leaving = device.leaving
    if leaving is None:
        return device
    bare = replace(
        begins_again(device),
        leaving=None,
        planned={},
        looks={},
        waiting_for=None,
        asked_for=None,
        asked_at=None,
    )
    if leaving.departure is Departure.RETIRE:
        return replace(bare, pairing=None, given=None).moved(Stage.RETIRED, at, _RETIRED)
    if leaving.departure is Departure.REPLACE:
        bare = _rehashed(bare, leaving)
    if device.stage is Stage.CANCELLED:
        return bare
    return bare.moved(Stage.EXPECTED, at, _BEGUN[leaving.departure])


def is_taken_by(device: Device, step: str) -> bool:
    """Whether a step, by its command's name, is one for a device that leaves, or that does not."""
    return (device.leaving is not None) is (step == STEP)


def was_at_work(device: Device) -> bool:
    """Whether somebody has switched the device on in this life."""
    return device.passed(Milestone.ENROLLED) or device.passed(Milestone.DEPLOYED)


def _nobodys(device: Device, at: datetime) -> Device:
    """Forget whom line and operator meant; an older notice that comes again names nobody either."""
    notices = device.notices
    times = {**notices.times, **dict.fromkeys(_PERSONAL, at)}
    lapsed = {name: said for name, said in notices.lapsed.items() if name not in _PERSONAL}
    return replace(
        device,
        line=_saying(device.line, dict.fromkeys(_PERSONAL, "")),
        notices=replace(notices, times=times, lapsed=lapsed),
        given=None,
    )


def _rehashed(device: Device, leaving: Leaving) -> Device:
    """Carry the new hash; an older notice that comes again does not bring the old one back."""
    times = {**device.notices.times, "fingerprint": leaving.at}
    return replace(
        device,
        line=_saying(device.line, {"fingerprint": leaving.fingerprint}),
        notices=replace(device.notices, times=times),
    )


def _saying(line: ManifestLine, said: dict[str, str]) -> ManifestLine:
    return replace(line, **said)


def cancelled(device: Device, at: datetime, what: str) -> Device:
    """Leave the route because the device will not come (``Impossible`` once it deploys)."""
    there = device.moved(Stage.CANCELLED, at, what)
    if device.leaving and device.stage is not Stage.PARKED:
        return there
    return replace(there, waiting_for=None, waiting_since=None, planned={}, leaving=None)
