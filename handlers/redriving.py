"""Send parked commands again, once somebody has mended their cause."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from handlers.operators import act_of, hear, note
from handlers.park_reading import command_in, decided, readable, standing, stands
from handlers.parking import serials_of, unpark
from handlers.resuming import resumed
from shared.domain.acts import ActType
from shared.domain.commands import Command, Step
from shared.domain.parked import Parked
from shared.intake.acts import Said
from shared.intake.park_acts import RedriveData
from shared.runtime.envelope import first
from shared.runtime.http import Reply, Request, reply
from shared.runtime.records import every
from shared.runtime.services import Services

# So many are driven in one request: it is answered within seconds.
AT_ONCE = 50


async def redrive(request: Request, services: Services) -> Reply:
    """Put what is parked back on its route."""
    said = hear(request, Said, services)
    parked = await standing(request, services)
    command_in(parked)
    driven = await _driven([parked], said, services)
    if not driven:
        raise decided()
    return reply(driven[0], HTTPStatus.ACCEPTED)


async def redrive_many(request: Request, services: Services) -> Reply:
    """Put all that is parked for one reason, or of one shipment, back on its route.

    One request drives a part and says how many are left; *before* in the next
    one keeps what was parked again meanwhile from being driven for ever.
    """
    said = hear(request, RedriveData, services)
    before = said.before or services.clock.now()
    meant = [each async for each in every(services.parked.page) if said.which.takes(each)]
    drivable = [each for each in meant if readable(each)]
    told = {
        "redriven": await _driven(drivable[:AT_ONCE], said, services),
        "left": len(drivable[AT_ONCE:]),
        "not_redrivable": len(meant) - len(drivable),
        "before": before.isoformat(),
    }
    return reply(told, HTTPStatus.ACCEPTED)


async def _driven(
    records: Sequence[Parked], said: Said, services: Services
) -> list[Mapping[str, Any]]:
    """Drive records again, but those that somebody else just drove; tell which.

    Devices that go on with the same step go on together.
    """
    drives: defaultdict[str, list[_Drive]] = defaultdict(list)
    for parked in records:
        act = act_of(ActType.REDRIVE, parked.subject, said, services, record=parked.id)
        await note(act, services, mark=parked.parking)
        if await stands(parked, services):
            before = command_in(parked)
            command = await resumed(before.command, services)
            drive = _Drive(parked=parked, command=command, correlation=before.correlation)
            drives[drive.together].append(drive)
    return [told for some in drives.values() for told in await _sent(some, services)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drive:
    """A record and the command that it goes on with."""

    parked: Parked
    command: Command
    correlation: str

    @property
    def together(self) -> str:
        """Name what may travel in one message: devices that take the same step."""
        names_devices = isinstance(self.command, Step) and self.command.at is None
        return type(self.command).__name__ if names_devices else self.parked.id


async def _sent(drives: Sequence[_Drive], services: Services) -> list[Mapping[str, Any]]:
    """Send what travels together, and let its records leave the park.

    The step is named after the records and their parking: asking twice drives
    once, and parking again makes something that can be driven again.
    """
    command = drives[0].command
    if isinstance(command, Step) and len(drives) > 1:
        serials = [serial for drive in drives for serial in _serials(drive.command)]
        command = type(command)(serials=tuple(dict.fromkeys(serials)))
    origin = f"redrive/{'/'.join(drive.parked.parking for drive in drives)}"
    envelope = first(command, origin=origin, correlation=drives[0].correlation)
    await services.outbox.send(envelope.message())
    # Last: should this process die before, the records still say what to drive.
    for drive in drives:
        await services.parked.leave(drive.parked, services.clock.now())
    for serial in await serials_of(command, services):
        await unpark(serial, services)
    return [
        {
            "redriven": drive.parked.id,
            "serial": drive.parked.serial or None,
            "queue": envelope.queue,
        }
        for drive in drives
    ]


def _serials(command: Command) -> Sequence[str]:
    return command.serials if isinstance(command, Step) else ()
