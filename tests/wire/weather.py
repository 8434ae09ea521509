"""A storm over the wire: the real app, in a tenant that misbehaves in every known way.

Time is real, and passes six hundred times as fast: whatever a slow machine does
later than usual, it may still do.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from cli.addresses import Address
from cli.client import Client
from simulator.stack import Stack, StackPlan
from simulator.tenant import (
    Limits,
    LostAnswer,
    Moods,
    Operation,
    Outage,
    Rule,
    Tenant,
    Throttle,
    minutes,
)
from tests.fates import ENDS, Fate, Machine, Timetable, arrange, deliver, machines_of, plan_text
from tests.said_of_fates import EVENT, hire_of, shipment_of
from tests.storms import BRISK

type Json = dict[str, Any]

SEED = 27
MACHINES = machines_of(SEED, 26)
# Far more than it takes on two cores that have something else to do.
SECONDS = 150
PATIENCE = {"longest": "PT10M", "handed_over": "PT10M", "recovery": "PT3H"}
# Some requests are throttled, in batches as well, for two real seconds.
RETRY_AFTER = 1200.128
# What is sent within the first of these may not have heard, on however busy a machine.
TRAVEL = timedelta(minutes=10)
THROTTLED = (
    Operation.IMPORT_DEVICES,
    Operation.IDENTITIES,
    Operation.ASSIGN_USER,
    Operation.MEMBERS,
    Operation.USER,
    Operation.AUTOPILOT_EVENTS,
    Operation.MANAGED_DEVICES,
)
MISHAPS = (
    *(
        Rule(operation=each, first=number, fault=Throttle(retry_after=RETRY_AFTER))
        for number, each in enumerate(THROTTLED, 1)
    ),
    Rule(operation=Operation.BATCH, first=3, times=2, fault=Outage()),
    Rule(operation=Operation.BATCH, first=8, fault=LostAnswer(hangs_up=True)),
    Rule(operation=Operation.IMPORT_DEVICES, first=2, fault=LostAnswer(hangs_up=True)),
)
# Longer than the hour that Autopilot's events listen.
LATENCIES = replace(BRISK, long_device_setup=minutes(62, 68))


@dataclass(slots=True, kw_only=True)
class Storm:
    """The stack in the storm, and what is seen of it from outside."""

    stack: Stack
    client: Client
    delivered: set[str] = field(default_factory=set)

    async def pass_over(self) -> list[str]:
        """Post everything, watch, and tell who went astray."""
        await self._post()
        end = monotonic() + SECONDS
        while (astray := await self._astray()) and monotonic() < end:
            self.stack.check()
            await asyncio.sleep(0.5)
        return astray

    async def _post(self) -> None:
        """Post three shipments, each of them twice, and announce those who are hired later."""
        third = -(-len(MACHINES) // 3)
        for start in range(0, len(MACHINES), third):
            shipment = shipment_of(f"SHP-{start}", MACHINES[start : start + third])
            for _ in range(2):
                await self._accepted("procurement", shipment)
        for machine in MACHINES:
            if machine.fate is Fate.HIRED_LATER:
                await self._accepted("hr", hire_of(machine))

    async def _accepted(self, route: str, event: Json) -> None:
        answer = await self.client.post(f"{route}/groundcrew", json.dumps(event).encode(), EVENT)
        assert answer.status_code == 202, answer.text

    async def _astray(self) -> list[str]:
        known = {each["serial"]: each for each in await self.client.every("devices")}
        codes = {each["serial"]: each["code"] for each in await self.client.every("parked")}
        return [
            told
            for machine in MACHINES
            for told in self._look(machine, known.get(machine.serial), codes)
        ]

    def _look(self, machine: Machine, device: Json | None, codes: Json) -> Iterator[str]:
        if device is None:
            yield f"{machine.serial} ({machine.fate}) is not known"
            return
        waits = (device["waiting_for"] or {}).get("code")
        # Only now is its person where the policy looks for them, however slow the app is.
        due = machine.fate is Fate.PREPARED and waits == "switch-on"
        if due and machine.serial not in self.delivered:
            self.delivered.add(machine.serial)
            deliver(self.stack.tenant, machine)
        parked = device["stage"] == "parked"
        ended = (device["stage"], codes.get(machine.serial, "") if parked else "")
        if ended != ENDS[machine.fate]:
            last = device["timeline"][-1]["what"]
            yield f"{machine.serial} ({machine.fate}) is {ended}, waits for {waits}: {last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What a storm left behind."""

    astray: list[str]
    tenant: Tenant
    dead_lettered: int
    statuses: Counter[int]
    log: str


def set_out(tenant: Tenant, began: datetime) -> None:
    tenant.limits_apply(Limits.documented())
    tenant.messages_travel(TRAVEL)
    for rule in MISHAPS:
        tenant.script.add(rule)
    late = {"person": timedelta(minutes=40), "maker": timedelta(minutes=30)}
    arrange(tenant, MACHINES, Timetable(begins=began, delivery=None, **late))


async def weather(folder: Path) -> Passed:
    flight_plan = folder / "storm.yaml"
    flight_plan.write_text(plan_text(PATIENCE), encoding="utf-8")
    plan = StackPlan(
        speed=600,
        seed=SEED,
        moods=Moods.stormy(),
        latencies=LATENCIES,
        arrange_tenant=set_out,
        flight_plan=flight_plan,
        state=folder / "state",
    )
    statuses: Counter[int] = Counter()
    async with Stack(plan) as stack, Client(Address(url=stack.base_url, key=stack.key)) as client:
        stack.tenant.trace_to(lambda line: statuses.update([line["status"]]))
        astray = await Storm(stack=stack, client=client).pass_over()
        dead_lettered = stack.queues.tally.dead_lettered
    return Passed(
        astray=astray,
        tenant=stack.tenant,
        dead_lettered=dead_lettered,
        statuses=statuses,
        log=stack.log.read_text(encoding="utf-8"),
    )
