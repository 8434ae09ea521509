"""Answer what is parked, and who did what about it."""

from dataclasses import asdict
from typing import Any

from handlers.explaining import Json
from handlers.inquiry import listed, page_of
from handlers.park_reading import readable, standing
from shared.domain.acts import Act
from shared.domain.commands import Shipment
from shared.domain.parked import Parked, Which
from shared.domain.serials import normalised
from shared.runtime.envelope import Envelope, fields_of
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services


async def list_parked(request: Request, services: Services) -> Reply:
    """List what is parked, a page at a time; by code, shipment, serial number or queue."""
    which = await _which(request, services)
    return page_of(await listed(request, services.parked, which.takes), parked_json)


async def show_parked(request: Request, services: Services) -> Reply:
    """Show one park record with the command that is parked, as far as it is one."""
    parked = await standing(request, services)
    envelope = readable(parked)
    command = None if envelope is None else _command_json(envelope)
    more = {"correlation": parked.correlation or None, "command": command}
    return reply({**parked_json(parked), **more})


async def list_acts(request: Request, services: Services) -> Reply:
    """List what people did by hand, the oldest first; by what it was done to."""
    subject = request.query.get("subject", "")
    told = {subject, normalised(subject)}

    def concerns(act: Act) -> bool:
        return not subject or not told.isdisjoint({act.subject, *act.facts.values()})

    return page_of(await listed(request, services.acts, concerns), act_json)


def parked_json(parked: Parked) -> Json:
    """Write a park record down for a caller, without the message it came in."""
    return {
        "id": parked.id,
        "at": parked.at.isoformat(),
        "first_at": parked.first_seen.isoformat(),
        "times": parked.times,
        "tries": parked.tries,
        "serial": parked.serial or None,
        "shipment_id": parked.shipment_id or None,
        "queue": parked.queue,
        "class": parked.error_class,
        "code": parked.reason.code,
        "sentence": parked.reason.sentence,
        "remedy": parked.reason.remedy,
        "evidence": parked.reason.evidence,
    }


def act_json(act: Act) -> Json:
    """Write an act down for a caller."""
    return {"id": act.id, **asdict(act), "at": act.at.isoformat()}


def _command_json(envelope: Envelope) -> Json:
    """Write a command down without what names a hardware hash."""
    fields: dict[str, Any] = fields_of(envelope.command)
    if isinstance(envelope.command, Shipment):
        fields["lines"] = [_line_json(line) for line in fields["lines"]]
    return {"name": type(envelope.command).__name__, "fields": fields}


def _line_json(line: Json) -> Json:
    hashed = bool(line["fingerprint"])
    return {**{name: each for name, each in line.items() if name != "fingerprint"}, "hash": hashed}


async def _which(request: Request, services: Services) -> Which:
    query = request.query
    serial = normalised(query.get("serial", ""))
    device = await services.devices.get(serial) if serial else None
    return Which(
        code=query.get("code", ""),
        shipment_id=query.get("shipment", ""),
        queue=query.get("queue", ""),
        serial=serial,
        ids=frozenset(device.parked_as if device else ()),
    )
