"""Delete the import records that have done their work: only ours, and in nobody's way."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import structlog

from handlers.ordering import import_id_of
from shared.domain.device import Device
from shared.domain.errors import Retryable
from shared.domain.import_failures import is_of_import
from shared.domain.stages import Milestone, Stage
from shared.runtime.services import Services

log = structlog.get_logger()


def is_ours(device: Device) -> bool:
    """Say whether the import of a device is the one that its line asks for, made by us."""
    return device.import_id == import_id_of(device)


def is_left(device: Device) -> bool:
    """Say whether an import record is to be deleted yet: its device was seen, or it failed."""
    failed = device.stage is Stage.PARKED and is_of_import(device.parked_for)
    over = failed or device.passed(Milestone.REGISTERED)
    return bool(device.import_record) and over and is_ours(device)


async def delete_imports(devices: Sequence[Device], services: Services) -> None:
    """Delete their import records; the sweep comes back to those that could not be deleted yet."""
    if not devices:
        return
    failed = await services.autopilot.delete_imports([each.import_record for each in devices])
    for device in devices:
        if not isinstance(failed.get(device.import_record), Retryable):
            await services.devices.amend(device.serial, partial(_without, device.import_record))
    if failed:
        log.warning("imports.kept", records=len(failed), reason=str(next(iter(failed.values()))))


def _without(record: str, device: Device) -> Device:
    # Another import may have been made meanwhile.
    return replace(device, import_record="") if device.import_record == record else device
