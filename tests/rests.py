"""What a story has come to once everything is at rest, without times and ids."""

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from shared.domain.commands import COMMANDS, queue_of
from shared.domain.device import Device
from shared.domain.hire import Hire, Pairing
from shared.domain.request import Request
from shared.domain.rows import Row
from shared.ports import Rows
from shared.runtime.aggregates import Requests
from shared.runtime.leads import TABLE as LEADS
from shared.runtime.ledger import TABLE as LEDGER
from shared.runtime.records import every
from simulator.subscribers import SubscriberSite
from simulator.tenant.answers import Entity
from simulator.world import World


def _imported(body: Any) -> list[str]:  # noqa: ANN401  any JSON
    return [str(each["serialNumber"]) for each in body["importedWindowsAutopilotDeviceIdentities"]]


def _identified(body: Any) -> list[str]:  # noqa: ANN401  any JSON
    return [str(each["importedDeviceIdentifier"]) for each in body["importedDeviceIdentities"]]


def _added(body: Any) -> list[str]:  # noqa: ANN401  any JSON
    several = body.get("members@odata.bind", [])
    return several or [str(body["@odata.id"])]


# Done twice they are done once, as Graph's pages say, and a lost answer leaves no other way.  How
# often an identifier is listed in the end is compared by itself.
_REPEATABLE = frozenset({"unassign", "deregister", "identify"})
# What must be done, and not twice: the ends of the requests that do it, and what they are about, by
# their bodies or by an identity in their addresses.  A tag that is set twice is set once.
_EFFECTS: Mapping[str, tuple[re.Pattern[str], Callable[[Any], list[str]] | None]] = {
    "import": (re.compile(r"importedWindowsAutopilotDeviceIdentities/import$"), _imported),
    "identify": (re.compile(r"/importDeviceIdentityList$"), _identified),
    "add": (re.compile(r"/groups/[^/]+(/members/\$ref)?$"), _added),
    "assign": (re.compile(r"/([^/]+)/assignUserToDevice$"), None),
    "unassign": (re.compile(r"/([^/]+)/unassignUserFromDevice$"), None),
    "resume": (re.compile(r"/([^/]+)/resume$"), None),
    "deregister": (re.compile(r"/windowsAutopilotDeviceIdentities/([^/]+)$"), None),
}
# Claimed for a while and never finished, by design.
_WINDOWS = frozenset({"autopilot-sync", "forgetting", "looking-ahead"})
_HTTP_ERRORS = 400
_LEFT_TO_SWEEP = {"details", "told", "left", "imports_kept"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A world at rest: what stands in its rows, what the tenant did, and what others were told.

    *left* are traces of work that nobody will finish; there should be none.
    """

    devices: Mapping[str, object]
    hires: Mapping[str, object]
    requests: Mapping[str, object]
    parked: list[tuple[str, str, str]]
    effects: Mapping[str, int]
    details: Mapping[str, object]
    imports_kept: int
    identifiers: list[str]
    told: list[tuple[str, str]]
    left: list[str]


class Watch:
    """Sees the changes that the tenant makes because of a request."""

    def __init__(self, world: World) -> None:
        self.effects: Counter[str] = Counter()
        self._tenant = world.tenant
        world.tenant.trace_to(self._see)

    def _see(self, request: Entity) -> None:
        method, url = str(request["method"]), str(request["url"])
        if request["status"] >= _HTTP_ERRORS:
            return
        for kind, (pattern, subjects) in _EFFECTS.items():
            if method != "GET" and (found := pattern.search(url)):
                about = subjects(request["body"]) if subjects else [self._serial(found[1])]
                self._had(kind, about)

    def _had(self, kind: str, about: Sequence[str]) -> None:
        for each in about:
            effect = f"{kind} {each}"
            self.effects[effect] = 1 if kind in _REPEATABLE else self.effects[effect] + 1

    def _serial(self, identity_id: str) -> str:
        identity = self._tenant.model.identities.find(identity_id)
        return identity_id if identity is None else identity.serial


def differences(calm: Rest, other: Rest, *, swept: bool = True) -> list[str]:
    """Say in what a story ended otherwise than it does in calm weather.

    What is not *swept* yet may still owe somebody news, a request among them, or have a
    look planned that came long ago, an import record that is of no use, or somebody
    assigned who is to be no longer.
    """
    found: list[str] = []
    left_to_sweep = set[str]() if swept else _LEFT_TO_SWEEP
    if not swept:
        # Two things may be owed: taking somebody off a device, and answering a workflow.
        owed = {name: times for name, times in calm.effects.items() if name in other.effects}
        owed |= {name: each for name, each in calm.effects.items() if _must_be_done(name)}
        calm = replace(calm, effects=owed)
    for field in fields(Rest):
        if field.name in left_to_sweep:
            continue
        was, became = getattr(calm, field.name), getattr(other, field.name)
        if was != became:
            found.append(f"{field.name}: {_apart(was, became)}")
    return found


def _must_be_done(effect: str) -> bool:
    return not effect.startswith(("unassign ", "resume "))


def _apart(was: object, became: object) -> str:
    if isinstance(was, Mapping) and isinstance(became, Mapping):
        keys = [key for key in {**was, **became} if was.get(key) != became.get(key)]
        return "; ".join(f"{key}: {was.get(key)} became {became.get(key)}" for key in keys)
    return f"{was} became {became}"


async def rest_of(world: World, watch: Watch, sites: Mapping[str, SubscriberSite]) -> Rest:
    """Read what a story has come to."""
    devices, hires = await world.devices(), await world.hires()
    requests = [each async for each in every(Requests(world.rows).page)]
    parked = [(each.serial, each.reason.code, each.queue) for each in await world.parked()]
    return Rest(
        devices={each.serial: _device(each) for each in devices},
        details={
            **{each.serial: _details(each) for each in devices},
            **{each.id: _standing(each) for each in requests},
            **{each.employee_id: (each.task, len(each.news)) for each in hires},
        },
        hires={each.employee_id: _hire(each) for each in hires},
        requests={each.id: _request(each) for each in requests},
        parked=sorted(parked),
        effects=dict(watch.effects),
        imports_kept=len(world.tenant.model.imports.containing("")),
        identifiers=sorted(
            str(each["importedDeviceIdentifier"]) for each in world.tenant.identifiers()
        ),
        told=sorted(told for site in sites.values() for told in _told(site)),
        left=await left_in(world),
    )


def _told(site: SubscriberSite) -> Iterator[tuple[str, str]]:
    """List each event once, however often it came under its id."""
    events = {each.event["id"]: each.event for each in site.heard}
    for event in events.values():
        yield event["type"], event["subject"]


def _device(device: Device) -> object:
    return device.stage, device.route, _pairing(device.pairing), device.parked_for


def _details(device: Device) -> object:
    finding = device.finding
    return (
        device.assigned_to,
        sorted(device.milestones),
        device.waiting_for and device.waiting_for.code,
        sorted(device.planned),
        len(device.news),
        bool(device.import_record),
        bool(device.parked_as),
        finding and finding.standing,
    )


def _pairing(pairing: Pairing | None) -> object:
    if pairing is None:
        return None
    return pairing.rule, pairing.employee_id, pairing.user_principal_name, pairing.request


def _hire(hire: Hire) -> object:
    return hire.state, hire.device


def _request(request: Request) -> object:
    return request.device, request.decided_by


def _standing(request: Request) -> object:
    return request.state, len(request.news)


async def left_in(world: World) -> list[str]:
    """Find messages, claims, debts and looks that nobody will come back to."""
    return [
        *_messages(world),
        *[each async for each in _unfinished(world.rows, world.clock.now())],
        *[each async for each in _overdue(world)],
    ]


def _messages(world: World) -> Iterator[str]:
    for name in map(queue_of, COMMANDS):
        depth = world.queues.depth(name)
        if depth.dead_lettered or depth.available or depth.locked:
            yield f"{name}: {depth}"


async def _unfinished(rows: Rows, now: datetime) -> AsyncIterator[str]:
    for row in await _rows(rows, LEDGER):
        until = row.document.get("until", "")
        if until > now.isoformat() and row.key.partition not in _WINDOWS:
            yield f"step {row.key.partition} is claimed until {until}"
    for row in await _rows(rows, LEADS):
        if row.key.partition.startswith("owed/"):
            yield f"{row.key.partition}: {row.key.row}"


async def _overdue(world: World) -> AsyncIterator[str]:
    now = world.clock.now()
    for device in await world.devices():
        overdue = [name for name, due in device.planned.items() if due < now]
        if overdue:
            yield f"{device.serial} waits for {overdue} in the past"


async def _rows(rows: Rows, table: str) -> tuple[Row, ...]:
    return (await rows.page(table, None, 100_000)).rows
