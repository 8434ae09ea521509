"""Whose a device is by now: nobody takes it any more, or whoever comes first may."""

from shared.domain.departures import Departure
from shared.domain.device import Device
from shared.domain.pairing import IN_USE, SETTLED


def is_in_use(device: Device) -> bool:
    """Whether a device belongs to whoever switched it on; one that is repaired stays theirs."""
    if device.leaving is not None:
        return device.leaving.departure is Departure.REPLACE
    return device.stage in IN_USE


def is_settled(device: Device) -> bool:
    """Whether nothing is paired any more: a device is in use, leaves, or will not come."""
    return device.stage in SETTLED or device.leaving is not None


def is_gone(device: Device) -> bool:
    """Whether a device is for nobody: it will not come, or leaves whoever has it."""
    return is_settled(device) and not is_in_use(device)
