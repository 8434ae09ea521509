"""What an earlier release left behind: its store and its queues, at moments of one story.

``tests/data/rows/N`` and ``tests/data/envelopes/N`` hold them as that release wrote
them.  They were made by running this module inside that release:
``python -m tests.earlier_release FOLDER`` at the commit that is to be remembered.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from shared.domain.commands import COMMANDS, DeviceRequest, RequestEvent, queue_of
from shared.domain.flightplan import FlightPlan
from shared.domain.rows import RowKey
from shared.domain.shipment import ManifestLine, ShipmentEvent
from simulator.queues import Message
from simulator.store import MemoryRows
from simulator.world import START, World
from tests.journeys import (
    ADELE,
    ENGINEERS,
    GROUP,
    PEOPLE,
    a_described_line,
    a_hire,
    a_line,
    a_plan,
    a_preparing_plan,
    hired,
    ship,
)

NESTOR = "nestor.wilke@contoso.com"
DEBRA = "debra.berger@contoso.com"
# Hashes are not kept here: they are confidential even when they are made up.
TABLES = ("devices", "hires", "requests", "parked", "ledger", "rounds", "leads", "exports")
MINUTE = timedelta(minutes=1)
# Minutes after the first message; whoever is given a device switches it on within hours.
MOMENTS = {"sent": 0, "begun": 1, "registering": 20, "ready": 60, "deployed": 300}


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The rows and the messages of one moment."""

    rows: list[Any]
    messages: list[Any]


async def the_story() -> World:
    """Begin a story in which devices take both routes, wait, are parked, and are called off."""
    preparing, usual = a_preparing_plan(), a_plan()
    personas = {**usual.personas, "prepared": preparing.personas["prepared"]}
    world = World(FlightPlan(personas=personas, default_persona="office"))
    tenant = world.tenant
    people, prepared = map(tenant.group_exists, (PEOPLE, "Prepared"))
    tenant.profile_assigned("Office", *map(tenant.group_exists, (GROUP, ENGINEERS)))
    tenant.preparation_policy("Standard", user_group=people, device_group=prepared)
    for person in (ADELE, NESTOR, DEBRA):
        tenant.user_appears(person)
    tenant.oem_registers("SN-2", START + timedelta(hours=4))
    tenant.owned_elsewhere("SN-4")
    hired(world)
    hired(world, a_hire(upn=NESTOR, employee_id="E-2", order_reference="PO-2"))
    hired(world, a_hire(upn="", employee_id="E-3", order_reference="PO-3"))
    _asked(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await ship(world, ManifestLine(serial="SN-2", person=DEBRA))
    await ship(world, a_line("SN-3"), a_line("SN-4"))
    await ship(world, a_described_line("SN-5", persona="prepared", order_reference="PO-2"))
    await ship(world, a_line("SN-6"))
    await ship(world, a_line("SN-6"), event=ShipmentEvent.CANCELLED)
    return world


def _asked(world: World) -> None:
    asked = DeviceRequest(
        event=RequestEvent.ASKED,
        request_id="R-1",
        said_at=START,
        by=ADELE,
        person=ADELE,
        persona="engineer",
        needed_by=date(2026, 3, 1),
        why="A second device.",
    )
    world.ask(asked, origin="request/R-1")


async def leaves(world: World) -> Left:
    """Write down what the store and the queues hold, but for hashes."""
    rows = [
        {
            "table": row.key.table,
            "partition": row.key.partition,
            "row": row.key.row,
            "document": row.document,
        }
        for table in TABLES
        for row in (await world.rows.page(table, None, 100_000)).rows
    ]
    messages = [
        {
            "queue": queue_of(kind),
            "id": peeked.message.message_id,
            "due": _written(peeked.message.enqueue_at),
            "envelope": json.loads(peeked.message.body),
        }
        for kind in COMMANDS
        for peeked in world.queues.peek(queue_of(kind), 1000)
    ]
    return Left(rows=rows, messages=messages)


async def finds(world: World, left: Left) -> None:
    """Put what a release left in the place of what this one has, but for hashes."""
    rows = world.rows
    assert isinstance(rows, MemoryRows)
    for table in TABLES:
        for row in (await rows.page(table, None, 100_000)).rows:
            await rows.delete(row.key)
    for each in left.rows:
        key = RowKey(table=each["table"], partition=each["partition"], row=each["row"])
        await rows.upsert(key, each["document"])
    for kind in COMMANDS:
        queue = queue_of(kind)
        world.queues.take(queue, 1000)
        for peeked in world.queues.peek(queue, 1000):
            world.queues.cancel_scheduled(queue, peeked.sequence_number)
    for each in left.messages:
        world.queues.send(each["queue"], _message(each))


def _message(written: Mapping[str, Any]) -> Message:
    body = json.dumps(written["envelope"]).encode()
    due = written["due"] and datetime.fromisoformat(written["due"])
    # The queue of the story has seen the id before, which a queue of that release has not.
    return Message(body=body, message_id=f"{written['id']}#found", enqueue_at=due)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


async def reached(minutes: int) -> World:
    """Let the story go on for so many minutes."""
    world = await the_story()
    await world.settle(minutes * MINUTE)
    return world


async def main(folder: Path) -> None:
    """Write down every moment."""
    for name, minutes in MOMENTS.items():
        left = await leaves(await reached(minutes))
        for kind, content in (("rows", left.rows), ("envelopes", left.messages)):
            path = folder / kind / "1" / f"{name}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
