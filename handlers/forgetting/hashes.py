"""Forget the hashes that no device needs."""

from datetime import timedelta

import structlog

from shared.domain.device import Device
from shared.domain.park import is_listed
from shared.domain.stages import Stage
from shared.runtime.records import every
from shared.runtime.services import Services

# A hash whose device never came this far is not kept for ever; its line can be sent again.
KEPT_AT_MOST = timedelta(days=30)
# One that came a moment ago may belong to a manifest that is being taken in.
KEPT_AT_LEAST = timedelta(hours=1)

log = structlog.get_logger()


async def forget_hashes(services: Services) -> None:
    """Forget the hash of a device that needs none; a notice may repeat once it is registered."""
    now = services.clock.now()
    async for kept in every(services.hashes.page):
        age = now - kept.since
        if age <= KEPT_AT_LEAST:
            continue
        if age > KEPT_AT_MOST or _needless(await services.devices.get(kept.serial)):
            await services.hashes.forget(kept.serial)
            log.info("sweep.hash_forgotten", serial=kept.serial)


def _needless(device: Device | None) -> bool:
    """Whether a device has no use for a hash; one that is parked may be redriven with it."""
    if device is None or device.leaving is not None:
        return False
    gone = device.stage in {Stage.CANCELLED, Stage.RETIRED}
    return gone or is_listed(device)
