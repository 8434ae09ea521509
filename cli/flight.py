"""Flies a story: plays its scenes at their time, and otherwise only watches."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from time import perf_counter
from typing import Protocol

from cli.client import Client, Json
from cli.exits import Trouble
from cli.receipts import Receipt, Verdict
from cli.sending import post, read_letter
from simulator.prompting import Prompter
from simulator.stack import Stack
from simulator.stories import EXAMPLES, Posting, Scene, Story, Turn
from simulator.tenant import Counts

_GLANCE = 0.2  # real seconds between two looks at the devices
_AT_REST = {"deployed", "parked", "cancelled", "retired"}


class Watcher(Protocol):
    """Is told of what happens; *at* is how long into the story."""

    def played(self, scene: Scene, receipt: Receipt | None, at: timedelta) -> None:
        """Hear that a scene was played, with the receipt if a file was posted."""
        ...

    def seen(self, devices: Sequence[Json], at: timedelta) -> None:
        """See where every device stands."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Astray:
    """A device that did not end where the story says."""

    serial: str
    should: str
    stage: str
    waiting_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """How a flight ended: what the app knows, what it cost, and who went astray."""

    devices: Sequence[Json]
    hires: Sequence[Json]
    requests: Sequence[Json]
    parked: Sequence[Json]
    refused: Sequence[Verdict]
    graph: dict[str, int]
    messages: dict[str, int]
    seconds: float
    told: timedelta
    astray: Sequence[Astray]


class Flight:
    """One story on one stack, told to *watcher*; gives up after *limit* of the story."""

    def __init__(self, stack: Stack, story: Story, watcher: Watcher, limit: timedelta) -> None:
        self._stack = stack
        self._story = story
        self._watcher = watcher
        self._limit = limit
        self._prompter = Prompter(story.scenes)
        self._refused: list[Verdict] = []

    async def fly(self, client: Client) -> Landing:
        """Fly to the end (``Trouble`` or ``HostDied`` when the app fails)."""
        started, before = perf_counter(), cost_of(self._stack.tenant.counts)
        try:
            devices = await self._watch(client)
            hires, parked = await client.every("hires"), await client.every("parked")
            requests = await client.every("requests")
        except Trouble:
            self._stack.check()
            raise
        cost, tally = cost_of(self._stack.tenant.counts), asdict(self._stack.queues.tally)
        names = ("sent", "delivered", "completed", "abandoned", "dead_lettered")
        return Landing(
            devices=devices,
            hires=hires,
            requests=requests,
            parked=parked,
            refused=tuple(self._refused),
            graph={name: now - before[name] for name, now in cost.items()},
            messages={name: tally[name] for name in names},
            seconds=round(perf_counter() - started, 1),
            told=self._at(),
            astray=astray(self._story, devices),
        )

    async def _watch(self, client: Client) -> list[Json]:
        devices: list[Json] = []
        while True:
            at = self._at()
            for scene in self._prompter.due(await self._waits(client, devices), at):
                await self._play(scene, client)
            devices = await client.every("devices")
            self._watcher.seen(devices, self._at())
            if at > self._limit or self._over(devices):
                return devices
            await asyncio.sleep(_GLANCE)

    async def _play(self, scene: Scene, client: Client) -> None:
        receipt: Receipt | None = None
        match scene.does:
            case Posting(route=route, file=file, source=source):
                letter = await read_letter(EXAMPLES / file)
                proof = self._stack.senders[source].proof(letter.body, self._stack.clock.now())
                receipt = await post(client, route, replace(letter, proof=proof))
                self._refused += [each for each in receipt.verdicts if not each.accepted]
            case Turn(happens=happens):
                happens(self._stack.tenant)
        self._watcher.played(scene, receipt, self._at())

    async def _waits(self, client: Client, devices: Sequence[Json]) -> dict[str, str]:
        """Tell what each device and each request waits for, as long as a scene may want to know."""
        if self._prompter.done:
            return {}
        requests = {each["id"]: each for each in await client.every("requests")}
        known = {each["serial"]: each for each in devices} | requests
        return {name: (each["waiting_for"] or {}).get("code", "") for name, each in known.items()}

    def _at(self) -> timedelta:
        return self._stack.clock.now() - self._stack.began

    def _over(self, devices: Sequence[Json]) -> bool:
        """Tell whether all is as it should be, or nothing will happen any more."""
        if not self._prompter.done:
            return False
        return not astray(self._story, devices) or (
            all(map(_rests, devices)) and self._queues_are_empty()
        )

    def _queues_are_empty(self) -> bool:
        depths = map(self._stack.queues.depth, self._stack.names)
        return not any(depth.available + depth.locked + depth.scheduled for depth in depths)


def astray(story: Story, devices: Sequence[Json]) -> list[Astray]:
    """List the devices that are not where the story says they must end."""
    known = {device["serial"]: device for device in devices}
    found: list[Astray] = []
    for serial in sorted(story.ends.keys() | known.keys()):
        should = story.ends.get(serial) or "not known"
        device = known.get(serial)
        stage = device["stage"] if device else "not known"
        if stage != should:
            waiting = (device or {}).get("waiting_for") or {}
            sentence = str(waiting.get("sentence", ""))
            found.append(Astray(serial=serial, should=should, stage=stage, waiting_for=sentence))
    return found


def _rests(device: Json) -> bool:
    waiting = device["waiting_for"]
    in_stock = waiting is not None and waiting["code"] == "person"
    return device["stage"] in _AT_REST or in_stock


def cost_of(counts: Counts) -> dict[str, int]:
    """Tell what was asked of Graph so far."""
    return {
        "requests": counts.requests,
        "round_trips": counts.round_trips,
        "writes": counts.writes,
        "throttled": counts.throttled,
        "into_closed_window": counts.into_closed_window.total(),
    }
