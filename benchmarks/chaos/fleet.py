"""The devices of a run, wave by wave, and how they are announced.

Their fates are those of the storms, with one more: a hash that Autopilot refuses.
"""

import asyncio
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from cli.client import Client
from cli.exits import Trouble
from shared.clock import FastClock
from simulator.tenant import Tenant
from tests.fates import ENDS, USUAL, Fate, Machine, Timetable, expect, machines_of
from tests.said_of_fates import EVENT, Json, hire_of, shipment_of

FATES = {**USUAL, Fate.SPOILT: 1}
PATIENCE = {"longest": "PT10M", "handed_over": "PT10M", "recovery": "PT1H"}
_LATE = {"person": timedelta(minutes=40), "maker": timedelta(minutes=30)}
_SHIPMENT = 50  # lines
_ACCEPTED, _SERVER_ERRORS = 202, 500
_PAUSE = 0.5  # seconds before a sender tries again


class Unacceptable(Exception):
    """The app refuses what it has to take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Some devices that are announced together."""

    number: int
    machines: tuple[Machine, ...]

    @classmethod
    def of(cls, seed: int, number: int, count: int) -> "Wave":
        """Draw a wave; no two waves of a run have a serial number in common."""
        return cls(number=number, machines=machines_of(seed * 1000 + number, count, FATES))

    def expected_by(self, tenant: Tenant, clock: FastClock) -> None:
        """Arrange what awaits the devices in the tenant."""
        expect(tenant, self.machines, Timetable(begins=clock.now(), delivery=None, **_LATE))

    def events(self) -> Iterator[tuple[str, Json]]:
        """Write what suppliers and HR send, and where to."""
        for start in range(0, len(self.machines), _SHIPMENT):
            name = f"SHP-{self.number}-{start}"
            lines = self.machines[start : start + _SHIPMENT]
            yield "procurement/groundcrew", shipment_of(name, lines)
        for machine in self.machines:
            if machine.fate is Fate.HIRED_LATER:
                yield "hr/groundcrew", hire_of(machine)


async def announce(wave: Wave, client: Client, draw: Random) -> None:
    """Send everything in any order, some of it twice, each until it is accepted."""
    events = list(wave.events())
    events += draw.sample(events, len(events) // 5)
    draw.shuffle(events)
    for route, event in events:
        await _accepted(client, route, event)


async def _accepted(client: Client, route: str, event: Json) -> None:
    """Post an event, again if nobody answers or the answer is a server's error."""
    body = json.dumps(event).encode()
    while True:
        try:
            answer = await client.post(route, body, EVENT)
        except Trouble:
            await asyncio.sleep(_PAUSE)
            continue
        if answer.status_code == _ACCEPTED:
            return
        if answer.status_code < _SERVER_ERRORS:
            raise Unacceptable(f"{route} answered {answer.status_code}: {answer.text}")
        await asyncio.sleep(_PAUSE)


def hopeless(machines: Sequence[Machine]) -> set[str]:
    """Name the devices that must end parked."""
    return {each.serial for each in machines if ENDS[each.fate][0] == "parked"}
