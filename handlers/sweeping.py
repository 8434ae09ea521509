"""Ask again for whatever outstayed its patience, and clear away what has done its work.

Every command that is to come is noted on its device with the moment it is due.
One that is long overdue was lost, and is sent again: a lost message delays and
never loses.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched

import structlog

from handlers.finishing import delete_imports, is_left
from handlers.foresight import look_ahead
from handlers.forgetting import forget
from handlers.parking import serials_of, unpark
from handlers.steps import TOGETHER
from shared.domain.commands import STEPS, Command
from shared.domain.device import Device
from shared.domain.errors import HIRE_CANCELLED
from shared.domain.stages import Stage
from shared.runtime import measures
from shared.runtime.envelope import Envelope, afresh
from shared.runtime.records import every
from shared.runtime.services import Services
from shared.runtime.unit import Beginning, Kind, unit

_STEPS = {step.__name__: step for step in STEPS}
# What was due within so long of each other is asked for together: each device of a shipment
# was planned at a moment of its own.  It is how often the sweep comes.
_TOGETHER = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# How far past its planned look a device that leaves may be, whatever its stage.
LEAVING_OUTSTAYED = timedelta(minutes=15)

log = structlog.get_logger()


async def sweep(services: Services) -> int:
    """Send overdue commands again; tell for how many devices."""
    with unit(Beginning(kind=Kind.TIMER, name="sweep", cause="sweep")) as at_hand:
        asked = await _ask_again(services)
        await _count_parked(services)
        await forget(services)
        await look_ahead(services)
        at_hand.note(function="sweep", devices=asked)
        return asked


async def _ask_again(services: Services) -> int:
    """Ask for devices that are overdue alike together, as they were planned.

    On the way, finish what was left: import records that could not be deleted, park records
    of devices that have left the park, and news.
    """
    overdue: defaultdict[Overdue, list[str]] = defaultdict(list)
    left: list[Device] = []
    stages: list[dict[str, str]] = []
    async for device in every(services.devices.page):
        stages.append({"stage": str(device.stage), "route": str(device.route)})
        for each in overdue_of(device, services):
            overdue[each].append(device.serial)
        if is_left(device):
            left.append(device)
        if device.parked_as and device.stage is not Stage.PARKED:
            # A device in use is on record without having been in the park.
            await unpark(device.serial, services, sparing=HIRE_CANCELLED)
        if device.news:
            await services.devices.herald(device.serial)
    for each, serials in overdue.items():
        for some in batched(serials, TOGETHER, strict=False):
            envelope = asked_again(each, some)
            await services.outbox.send(envelope.message())
            log.info("sweep.asked_again", queue=envelope.queue, devices=len(some))
    measures.DEVICES(stages)
    await delete_imports(left[:TOGETHER], services)
    return sum(len(serials) for serials in overdue.values())


async def _count_parked(services: Services) -> None:
    """Count what is parked, if anybody reads it."""
    if measures.are_read():
        parked = [each async for each in every(services.parked.page)]
        measures.PARK_RECORDS({"code": each.reason.code} for each in parked)


async def expect_later(command: Command, due: datetime, services: Services) -> None:
    """Note when a postponed command comes again: it is late, and not lost."""
    name = type(command).__name__

    def expected(device: Device) -> Device:
        return device.plans(name, due) if name in device.planned else device

    for serial in await serials_of(command, services):
        await services.devices.amend(serial, expected)


@dataclass(frozen=True, slots=True)
class Overdue:
    """A command that should have come until *due*, and how often that has outstayed its patience.

    *due* is the end of the five minutes in which it should have come.
    """

    command: str
    due: datetime
    times: int


def overdue_of(device: Device, services: Services) -> Iterator[Overdue]:
    """List the commands that should have come to a device long ago."""
    patience = services.flight_plan.patience.outstayed.get(device.stage)
    if device.leaving is not None:
        patience = LEAVING_OUTSTAYED
    if device.rests or patience is None:
        return
    now = services.clock.now()
    for name, at in sorted(device.planned.items()):
        due = at + (_EPOCH - at) % _TOGETHER
        times = _times_outstayed(due, now, patience)
        if times:
            yield Overdue(name, due, times)


def asked_again(overdue: Overdue, serials: Sequence[str]) -> Envelope:
    """Make the command to send again, named after what is overdue: two sweeps ask once."""
    origin = f"sweep/{overdue.due.isoformat()}/{overdue.times}/{'/'.join(serials)}"
    command = _STEPS[overdue.command](serials=tuple(serials))
    return afresh(command, origin=origin, correlation=f"sweep/{overdue.due.isoformat()}")


def _times_outstayed(due: datetime, now: datetime, patience: timedelta) -> int:
    return max((now - due) // patience, 0)
