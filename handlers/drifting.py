"""Look once a night whether what was seen still holds; repair it if the flight plan says so.

The timer comes every five minutes of some hours of the night.  Each time one
instance goes on from where the last one stopped, a page at a time with a pause
in between, so that no more than about a quarter of Autopilot's limit is taken
from those who are waiting.  Graph being busy ends the turn; the next one goes on.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from handlers.drift_looks import look
from shared.domain.device import Device
from shared.domain.drift import MEANINGS, Drift, DriftType, Night, Part
from shared.domain.errors import Retryable
from shared.domain.pairing import SETTLED
from shared.domain.serials import normalised
from shared.runtime.drifts import TONIGHT
from shared.runtime.envelope import first
from shared.runtime.ledger import Claim
from shared.runtime.records import every
from shared.runtime.services import Services
from shared.runtime.work import work

# A turn ends before the function's five minutes do, and its claim with them.
TURN = timedelta(minutes=4)
LEASE = timedelta(minutes=5)
PAUSE = timedelta(seconds=10)
# Of each are asked two things of Autopilot: a hundred requests, of which it takes 1,000 in 20 s.
PAGE = 50

_CLAIM = "drift"
log = structlog.get_logger()


async def drift(services: Services) -> None:
    """Go on with the look of this night, unless it is over or somebody else is at it."""
    with work("drift"):
        if await services.ledger.claim(_CLAIM, LEASE) is not Claim.OURS:
            return
        await _go_on(services)
        await services.ledger.release(_CLAIM)


async def _go_on(services: Services) -> None:
    began = services.clock.now()
    night = await services.nights.change(TONIGHT, lambda last: _tonight(last, began))
    try:
        while night.ended is None and services.clock.now() < began + TURN:
            if night.place or night.part is not Part.DEVICES:
                await services.clock.sleep(PAUSE)
            night = await _page(night, services)
            await services.nights.put(TONIGHT, night)
    except Retryable as error:
        log.info("drift.held_up", reason=str(error), looked=night.looked)


def _tonight(last: Night | None, now: datetime) -> Night:
    if last is None or last.date < now.date():
        return Night(date=now.date(), began=now)
    return last


async def _page(night: Night, services: Services) -> Night:
    if night.part is Part.IDENTITIES:
        return await _orphans(night, services)
    listing = await services.devices.page(night.place or None, PAGE)
    devices = [each for each in listing.items if not each.held]
    seen = await look(devices, services)
    found, repaired = Counter[DriftType](), 0
    for device in devices:
        if types := seen.drifted.get(device.serial):
            fresh = await services.devices.get(device.serial)
            if fresh is not None and _claims(fresh) == _claims(device):
                found.update(types)
                repaired += await _found(device, types, night, services)
    return replace(
        night,
        looked=night.looked + len(devices),
        unseen=night.unseen + len(seen.unseen),
        repaired=night.repaired + repaired,
        place=listing.continuation or "",
        part=Part.DEVICES if listing.continuation else Part.IDENTITIES,
    ).finds(found)


def _claims(device: Device) -> tuple[object, ...]:
    """List what a device was compared by: it may change while Graph is asked."""
    return (
        device.stage,
        device.milestones,
        device.pairing,
        device.identity_id,
        device.object_id,
        device.group_tag,
        device.assigned_to,
    )


async def _found(device: Device, types: set[DriftType], night: Night, services: Services) -> int:
    """Note findings, and repair them if that is wanted; tell how many repairs were sent."""
    repaired = 0
    for kind in sorted(types):
        in_use = device.stage in SETTLED
        now = services.clock.now()
        one = Drift(type=kind, serial=device.serial, known=now, seen=now, in_use=in_use)
        noted = await services.drifts.change(one.id, one.after)
        if noted.repair and services.flight_plan.drift.repair:
            await _repair(noted, night, services)
            repaired += 1
    return repaired


async def _repair(found: Drift, night: Night, services: Services) -> None:
    """Take back what does not hold, and ask for the step that makes it hold again."""
    meaning = MEANINGS[found.type]
    if meaning.step is None:
        return
    now, step = services.clock.now(), meaning.step

    def undone(device: Device) -> Device:
        if device.held or device.stage in SETTLED:
            return device
        what = f"Found at night: {meaning.sentence}"
        return meaning.undone(device, now, what).plans(step.__name__, now)

    await services.devices.amend(found.serial, undone)
    origin = f"drift/{night.date.isoformat()}/{found.id}"
    envelope = first(step(serials=(found.serial,)), origin=origin, correlation=origin)
    await services.outbox.send(envelope.message())
    await services.drifts.put(found.id, replace(found, repaired_at=now))
    log.info("drift.repaired", serial=found.serial, drift=found.type)


async def _orphans(night: Night, services: Services) -> Night:
    page = await services.autopilot.identity_page(night.place)
    found = Counter[DriftType]()
    for identity in page.identities:
        serial = normalised(identity.serial)
        if serial and await services.devices.get(serial) is None:
            now = services.clock.now()
            one = Drift(type=DriftType.ORPHAN, serial=serial, known=now, seen=now)
            await services.drifts.change(one.id, one.after)
            found[DriftType.ORPHAN] += 1
    following = replace(night, place=page.link).finds(found)
    return following if page.link else await _ended(following, services)


async def _ended(night: Night, services: Services) -> Night:
    """Forget what was not found again, and say in one line what the night has shown."""
    async for each in every(services.drifts.page):
        if each.seen < night.began:
            await services.drifts.delete(each.id)
    ended = replace(night, ended=services.clock.now())
    log.info("drift.ended", **_told(ended), repairs=services.flight_plan.drift.repair)
    return ended


def _told(night: Night) -> Mapping[str, object]:
    found = {str(kind): count for kind, count in night.found.items()}
    counts = {"looked": night.looked, "unseen": night.unseen, "repaired": night.repaired}
    return {"night": night.date.isoformat(), **counts, "found": found}
