"""Builders of what operators say, and the acts that they do."""

import json
from collections.abc import Mapping
from typing import Any

from handlers import dismissing, mending, park_inquiry, redriving
from shared.domain.acts import Act
from shared.domain.commands import Command
from shared.domain.errors import Reason
from shared.domain.parked import Parked
from shared.runtime.envelope import first
from shared.runtime.http import Reply, Request
from shared.runtime.park_records import shipment_of
from simulator.world import World

SAID = {"by": "ops@contoso.com", "why": "It is mended."}


def said(record: str = "", **told: object) -> Request:
    """Make the request of an act."""
    return Request(
        headers={"content-type": "application/json"},
        route={"id": record} if record else {},
        body=json.dumps({**SAID, **told}).encode(),
    )


def told(reply: Reply) -> Any:  # noqa: ANN401  any JSON
    """Read an answer."""
    return json.loads(reply.body)


async def the_parked(world: World) -> Parked:
    """Read the one thing that is parked."""
    (parked,) = await world.parked()
    return parked


async def park_command(world: World, command: Command, record: str = "P-1") -> None:
    """Park a command as if it had been tried in vain for a day."""
    message = first(command, origin=record, correlation="C-1").message()
    reason = Reason(code="unanswered", sentence="No answer.", remedy="Redrive.")
    parked = Parked(
        id=record,
        at=world.clock.now(),
        reason=reason,
        error_class="Rejected",
        queue=message.queue,
        message=message.body.decode(),
        shipment_id=shipment_of(command),
        mark=message.id,
    )
    await world.services.parked.put(parked.id, parked)


async def redrive(world: World, parked: Parked) -> None:
    """Redrive a record."""
    await redriving.redrive(said(parked.id), world.services)


async def redrive_many(world: World, **which: Any) -> Any:  # noqa: ANN401  any JSON
    """Redrive what is meant; tells the answer."""
    return told(await redriving.redrive_many(said(**which), world.services))


async def correct(world: World, parked: Parked, **right: object) -> Any:  # noqa: ANN401  any JSON
    """Correct a record; tells the answer."""
    return told(await mending.correct(said(parked.id, **right), world.services))


async def dismiss(world: World, parked: Parked) -> Any:  # noqa: ANN401  any JSON
    """Dismiss a record; tells the answer."""
    return told(await dismissing.dismiss(said(parked.id), world.services))


async def acts(world: World, **query: str) -> list[Mapping[str, Any]]:
    """List the acts."""
    listed: list[Mapping[str, Any]] = told(
        await park_inquiry.list_acts(Request(query=query), world.services)
    )["items"]
    return listed


async def acts_done(world: World) -> list[Act]:
    """List the acts as they are stored."""
    return list((await world.services.acts.page(None, 1000)).items)
