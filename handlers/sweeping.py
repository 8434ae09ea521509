"""Ask again for whatever outstayed its patience, and forget the hashes that have done their work.

Every command that is to come is noted on its device with the moment it is due.
One that is long overdue was lost, and is sent again: a lost message delays and
never loses.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta

import structlog

from handlers.parking import serials_of
from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    Command,
    ConfirmRegistration,
    RegisterDevices,
)
from shared.domain.device import Device
from shared.domain.stages import Milestone, Stage
from shared.runtime.envelope import Envelope, first
from shared.runtime.records import Listing
from shared.runtime.services import Services

PAGE = 500
# A hash whose device never came this far is not kept for ever; its line can be sent again.
KEPT_AT_MOST = timedelta(days=30)
# One that came a moment ago may belong to a manifest that is being taken in.
KEPT_AT_LEAST = timedelta(hours=1)

_QUESTIONS: Mapping[str, Callable[[str], Command]] = {
    "RegisterDevices": lambda serial: RegisterDevices(serials=(serial,)),
    "ConfirmRegistration": lambda serial: ConfirmRegistration(serials=(serial,)),
    "AddToGroup": lambda serial: AddToGroup(serial=serial),
    "AssignUser": lambda serial: AssignUser(serial=serial),
    "CheckDeployment": lambda serial: CheckDeployment(serial=serial),
}

log = structlog.get_logger()


async def sweep(services: Services) -> int:
    """Send overdue commands again; tell how many."""
    asked = await _ask_again(services)
    await _forget_hashes(services)
    return asked


async def _ask_again(services: Services) -> int:
    asked = 0
    async for device in _every(services.devices.page):
        for envelope in overdue(device, services):
            await services.outbox.send(envelope.message())
            log.info("sweep.asked_again", serial=device.serial, queue=envelope.queue)
            asked += 1
    return asked


async def _every[T](page: Callable[[str | None, int], Awaitable[Listing[T]]]) -> AsyncIterator[T]:
    """Go through a list to its last page."""
    continuation = None
    while True:
        listing = await page(continuation, PAGE)
        for item in listing.items:
            yield item
        continuation = listing.continuation
        if continuation is None:
            return


async def expect_later(command: Command, due: datetime, services: Services) -> None:
    """Note when a postponed command comes again: it is late, and not lost."""
    name = type(command).__name__

    def expected(device: Device) -> Device:
        return device.plans(name, due) if name in device.planned else device

    for serial in serials_of(command):
        await services.devices.amend(serial, expected)


async def _forget_hashes(services: Services) -> None:
    """Forget the hash of a device that needs none; a notice may repeat once it is registered."""
    now = services.clock.now()
    async for kept in _every(services.hashes.page):
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
    return gone or device.passed(Milestone.REGISTERED)


def overdue(device: Device, services: Services) -> Iterator[Envelope]:
    """List the commands that should have come to a device long ago.

    The step is named after the moment it was due and how often it has
    outstayed its patience, so two sweeps at once ask once.
    """
    patience = services.flight_plan.patience.outstayed.get(device.stage)
    if device.held or patience is None:
        return
    now = services.clock.now()
    for name, due in sorted(device.planned.items()):
        times = _times_outstayed(due, now, patience)
        if times:
            origin = f"sweep/{device.serial}/{due.isoformat()}/{times}"
            yield first(_QUESTIONS[name](device.serial), origin=origin, correlation=device.serial)


def _times_outstayed(due: datetime, now: datetime, patience: timedelta) -> int:
    return max((now - due) // patience, 0)
