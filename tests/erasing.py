"""Having a person erased, and looking for what is left of them."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from handlers.forgetting_people import forget_hire, show_forgetting
from shared.runtime.http import Reply, Request
from shared.runtime.stored import TABLES, told_by
from simulator.world import World

EMPLOYEE = "EMP-10482"
SAID = {"by": "ada.operator", "why": "They asked for it."}


def asked(employee_id: str = EMPLOYEE, **more: object) -> Request:
    return Request(
        route={"employee_id": employee_id},
        headers={"content-type": "application/json"},
        body=json.dumps({**SAID, **more}).encode(),
    )


async def erase(world: World, employee_id: str = EMPLOYEE, **more: object) -> Reply:
    """Ask for an erasure as an operator does."""
    return await forget_hire(asked(employee_id, **more), world.services)


async def erased(world: World, employee_id: str = EMPLOYEE, **more: object) -> dict[str, Any]:
    """Erase somebody, and read the proof."""
    await erase(world, employee_id, **more)
    await world.settle(timedelta(hours=2))
    told = await show_forgetting(asked(employee_id), world.services)
    content: dict[str, Any] = json.loads(told.body)
    return content


async def stored(world: World) -> Mapping[str, Sequence[str]]:
    """Everything that is stored, as text in small letters, by table."""
    return {
        table: [
            "\n".join(map(_text, told_by(row))).casefold()
            async for row in world.services.stored.every(table)
        ]
        for table in TABLES
    }


async def left_of(world: World, *words: str) -> list[str]:
    """List the rows that still hold one of these words, wherever."""
    return [
        f"{table}: {text}"
        for table, texts in (await stored(world)).items()
        for text in texts
        if any(word.casefold() in text for word in words)
    ]


def _text(told: object) -> str:
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
