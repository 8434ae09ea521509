"""Wait for registrations, and say so once when a person's start date comes near."""

from dataclasses import replace

import structlog

from handlers.steps import again
from shared.domain.commands import ConfirmRegistration
from shared.domain.device import Device
from shared.domain.outcomes import Next
from shared.domain.waiting import Wait
from shared.runtime.services import Services

log = structlog.get_logger()


def watched(device: Device, wait: Wait, services: Services) -> Next:
    """Look for the device a while later."""
    return again(ConfirmRegistration, device, wait, services)


def awaited(device: Device, services: Services) -> Next:
    """Wait for the manufacturer, who registers a device without a hardware hash."""
    start = device.pairing.start_date if device.pairing else None
    now = services.clock.now()
    days = None if start is None else (start - now.date()).days
    if days is None or days > services.flight_plan.patience.escalated.days:
        return watched(device, Wait.OEM_REGISTRATION, services)
    overdue = watched(device, Wait.OEM_OVERDUE, services)
    if device.waiting_for is not None and device.waiting_for.code is Wait.OEM_OVERDUE:
        return overdue
    left = "1 day is left" if days == 1 else f"{max(days, 0)} days are left"
    what = f"The manufacturer has not registered it; {left}."
    log.warning("device.start_in_danger", serial=device.serial, days=days)
    return replace(overdue, noting=lambda device: device.noted(now, what))
