"""Clear away what has done its work: hashes, rounds, deliveries and what left the park."""

from datetime import timedelta

import structlog

from shared.domain.device import Device
from shared.domain.park import is_listed
from shared.domain.stages import Stage
from shared.runtime.ledger import Claim
from shared.runtime.records import every
from shared.runtime.services import Services

# A hash whose device never came this far is not kept for ever; its line can be sent again.
KEPT_AT_MOST = timedelta(days=30)
# One that came a moment ago may belong to a manifest that is being taken in.
KEPT_AT_LEAST = timedelta(hours=1)

# Reading all rounds, or all deliveries, is dear, and nothing depends on it.
FORGETTING = timedelta(hours=6)
# A round is remembered for as long as its message may be tried again.
ROUNDS_KEPT = timedelta(days=2)
# Far longer than anybody tries again, and than any time stamp may be old.
DELIVERIES_KEPT = timedelta(days=30)
# How often something was parked before is worth knowing for so long.
LEFT_KEPT = timedelta(days=90)

log = structlog.get_logger()


async def forget(services: Services) -> None:
    """Forget what is of no more use; rounds and deliveries only now and then."""
    await _forget_hashes(services)
    if await services.ledger.claim("forgetting", FORGETTING) is Claim.OURS:
        await _forget_rounds(services)
        await _forget_deliveries(services)
        await _forget_what_left(services)


async def _forget_hashes(services: Services) -> None:
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
    if device is None:
        return False
    gone = device.stage in {Stage.CANCELLED, Stage.RETIRED}
    return gone or is_listed(device)


async def _forget_rounds(services: Services) -> None:
    now = services.clock.now()
    async for key, at in every(services.rounds.page):
        if now - at > ROUNDS_KEPT:
            await services.rounds.forget(key)


async def _forget_deliveries(services: Services) -> None:
    now = services.clock.now()
    async for remembered in every(services.deliveries.page):
        if now - remembered.since > DELIVERIES_KEPT:
            await services.deliveries.forget(remembered.key)


async def _forget_what_left(services: Services) -> None:
    """Forget the history of what left the park long ago."""
    now = services.clock.now()
    async for record in services.parked.all_left():
        if record.left_at is not None and now - record.left_at > LEFT_KEPT:
            await services.parked.delete(record.id)
