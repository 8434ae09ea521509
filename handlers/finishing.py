"""Delete import records that have done their work, and only our own.

Deleting one deregisters nothing.  A record that stays is in nobody's way, so
nothing waits for this.
"""

from collections.abc import Sequence
from datetime import timedelta

import structlog

from handlers.ordering import import_id_of
from shared.domain.commands import ConfirmRegistration, FollowUp
from shared.domain.device import Device
from shared.domain.errors import Refused, Retryable
from shared.domain.import_failures import RECORD
from shared.domain.outcomes import Next, Outcome
from shared.domain.stages import Milestone
from shared.runtime.services import Services

# For so long after the registration a record is tried again that could not be deleted.
TRIED_FOR = timedelta(days=1)

log = structlog.get_logger()


def is_ours(device: Device) -> bool:
    """Say whether the import that a device has is the one that its line asks for."""
    return device.import_id == import_id_of(device)


def is_finished(device: Device, outcome: Outcome) -> bool:
    """Say whether an import of ours is of no more use: it is acted upon, or told in the park."""
    if not device.import_record or not is_ours(device):
        return False
    match outcome:
        case Next(step=step):
            return step is not ConfirmRegistration
        case Refused() as error:
            return RECORD in error.reason.evidence
        case _:
            return False


async def delete_finished(devices: Sequence[Device], services: Services) -> list[FollowUp]:
    """Delete the import records of devices; those that Graph has no time for come again."""
    records = [device.import_record for device in devices]
    failed = await services.autopilot.delete_imports(records) if records else {}
    if failed:
        log.warning("imports.kept", records=len(failed), reason=str(next(iter(failed.values()))))
    oldest = services.clock.now() - TRIED_FOR
    left = tuple(
        device.serial
        for device in devices
        if isinstance(failed.get(device.import_record), Retryable)
        and device.milestones.get(Milestone.REGISTERED, oldest) >= oldest
    )
    after = services.flight_plan.patience.longest
    return [FollowUp(command=ConfirmRegistration(serials=left), after=after)] if left else []
