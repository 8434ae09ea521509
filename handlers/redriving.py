"""Send parked commands again, once somebody has mended their cause."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from handlers.operators import act_of, hear, note
from handlers.park_reading import command_in, decided, readable, standing, stands
from handlers.parking import serials_of, unpark
from handlers.resuming import resumed
from shared.domain.acts import ActType
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
    driven = await _driven(parked, said, services)
    if driven is None:
        raise decided()
    return reply(driven, HTTPStatus.ACCEPTED)


async def redrive_many(request: Request, services: Services) -> Reply:
    """Put all that is parked for one reason, or of one shipment, back on its route.

    One request drives a part and says how many are left; *before* in the next
    one keeps what was parked again meanwhile from being driven for ever.
    """
    said = hear(request, RedriveData, services)
    which = replace(said.which, before=said.before or services.clock.now())
    meant = [each async for each in every(services.parked.page) if which.takes(each)]
    drivable = [each for each in meant if readable(each)]
    driven = [await _driven(each, said, services) for each in drivable[:AT_ONCE]]
    told = {
        "redriven": list(filter(None, driven)),
        "left": len(drivable) - len(driven),
        "not_redrivable": len(meant) - len(drivable),
        "before": which.before.isoformat() if which.before else None,
    }
    return reply(told, HTTPStatus.ACCEPTED)


async def _driven(parked: Parked, said: Said, services: Services) -> Mapping[str, Any] | None:
    """Drive one record again, unless somebody else just did (``None``).

    The new step is named after the record and its parking: asking twice drives
    once, and parking again makes something that can be driven again.
    """
    before = command_in(parked)
    act = act_of(ActType.REDRIVE, parked.subject, said, services, record=parked.id)
    await note(act, services, mark=parked.parking)
    if not await stands(parked, services):
        return None
    command = await resumed(before.command, services)
    origin = f"redrive/{parked.parking}"
    envelope = first(command, origin=origin, correlation=before.correlation)
    await services.outbox.send(envelope.message())
    # Last: should this process die before, the record still says what to drive.
    await services.parked.leave(parked, services.clock.now())
    for serial in await serials_of(command, services):
        await unpark(serial, services)
    return {"redriven": parked.id, "serial": parked.serial or None, "queue": envelope.queue}
