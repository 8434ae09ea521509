"""What took place in the tenant, and what of it took place twice.

Told apart are

- a *double effect*: a second import record of one serial number (unless the first ended in
  Autopilot's StorageError), a second identifier of one, an assignment to another person than
  the first, a member added who had been added before, an identity deleted; and an assignment
  to the same person although nothing had happened since the first that could have made the
  app forget it;
- a *repeat*: the same idempotent write once more after such a thing: its answer was lost, or a
  host died, a lock or a connection was lost, or the store failed, since the first.

A member added again is refused by Entra, and an identifier that is posted again is listed once:
both change nothing and are repeats, whoever asks.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from simulator.tenant import Tenant

_STORAGE_TROUBLE = "StorageError"
_REFUSED, _SERVER_ERRORS = 400, 500
_IMPORTED, _IDENTIFIED = "imported", "identified"
_ASSIGN = re.compile(r"windowsAutopilotDeviceIdentities/([^/]+)/assignUserToDevice$")
_IDENTITY = re.compile(r"windowsAutopilotDeviceIdentities/([^/]+)$")
_MEMBERS = re.compile(r"groups/([^/]+)(?:/members/\$ref)?$")
# Requests about many things: what they do, the list in their body, and what names a thing in it.
_LISTS = (
    (
        _IMPORTED,
        re.compile(r"importedWindowsAutopilotDeviceIdentities/import$"),
        "importedWindowsAutopilotDeviceIdentities",
        "serialNumber",
    ),
    (
        _IDENTIFIED,
        re.compile(r"importDeviceIdentityList$"),
        "importedDeviceIdentities",
        "importedDeviceIdentifier",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect on *what*, of such a *kind* and *value*; *lost* if its answer was."""

    kind: str
    what: str
    value: str
    at: datetime
    lost: bool


@dataclass(slots=True, kw_only=True)
class Judged:
    """What came of looking at all effects."""

    doubles: list[str] = field(default_factory=list[str])
    repeats: Counter[str] = field(default_factory=Counter[str])
    once: Counter[str] = field(default_factory=Counter[str])


class Witness:
    """Sees every request to the tenant, from ``watch`` on."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._effects: list[Effect] = []
        self.refused_again = 0
        self.failed_before = 0
        self.lost_after = 0
        self.statuses: Counter[int] = Counter()

    def watch(self) -> None:
        """Begin to look."""
        self._tenant.trace_to(self._see)

    def judge(self, forgetting: Sequence[datetime]) -> Judged:
        """Tell doubles from repeats; *forgetting* are the moments of what makes the app forget."""
        judged = Judged()
        judged.repeats["member added"] = self.refused_again
        judged.doubles += self._imported_twice(judged)
        judged.doubles += self._identified_twice()
        moments = sorted(forgetting)
        by_thing: defaultdict[tuple[str, str], list[Effect]] = defaultdict(list)
        for effect in self._effects:
            if effect.kind != _IMPORTED:  # judged by their records
                by_thing[effect.kind, effect.what].append(effect)
        for (kind, _), effects in by_thing.items():
            judged.once[kind] += 1
            for before, after in pairwise(effects):
                if why := _double(before, after, moments):
                    judged.doubles.append(why)
                else:
                    judged.repeats[kind] += 1
        return judged

    def _imported_twice(self, judged: Judged) -> Iterator[str]:
        posted = self._tenant.model.imports.posted
        counted = Counter(each.serial for each in posted if each.error != _STORAGE_TROUBLE)
        judged.once[_IMPORTED] = len(counted)
        for serial, times in counted.items():
            if times > 1:
                ends = [each.error or each.status for each in posted if each.serial == serial]
                sent = (each for each in self._effects if each.what == serial)
                when = ", ".join(f"{each.at:%H:%M:%S}{' lost' * each.lost}" for each in sent)
                yield f"{serial} was imported {times} times ({', '.join(ends)}), at {when}"

    def _identified_twice(self) -> Iterator[str]:
        texts = [each.text for each in self._tenant.model.corporate_identifiers.every()]
        counted = Counter(text.rsplit(",", 1)[-1] for text in texts)
        for serial, times in counted.items():
            if times > 1:
                yield f"{serial} has {times} identifiers"

    def _see(self, line: dict[str, Any]) -> None:
        status, lost = int(line["status"]), bool(line.get("lost"))
        self.statuses[status] += 1
        self.lost_after += lost
        self.failed_before += status >= _SERVER_ERRORS
        if status < _REFUSED:
            self._effects += _effects(line, lost=lost)
        elif _MEMBERS.search(line["url"]) and line["method"] in {"POST", "PATCH"}:
            self.refused_again += status == _REFUSED


def _effects(line: dict[str, Any], *, lost: bool) -> Iterator[Effect]:
    """Read the effects of a request that succeeded; one on many things has many."""
    method, url, body = line["method"], str(line["url"]).partition("?")[0], line["body"] or {}
    at = datetime.fromisoformat(line["at"])
    for kind, what, value in _written(method, url, body):
        yield Effect(kind=kind, what=what, value=value, at=at, lost=lost)


def _written(method: str, url: str, body: Any) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401  any JSON
    for kind, address, listed, name in _LISTS:
        if address.search(url):
            yield from ((kind, str(each.get(name)).upper(), "") for each in body.get(listed, []))
    if found := _ASSIGN.search(url):
        yield "assigned", found[1], str(body.get("userPrincipalName", ""))
    elif method == "DELETE" and (found := _IDENTITY.search(url)):
        yield "deregistered", found[1], ""
    elif method in {"POST", "PATCH"} and (found := _MEMBERS.search(url)):
        bound = body.get("members@odata.bind") or [body.get("@odata.id", "")]
        for each in bound:
            yield "member added", f"{str(each).rsplit('/', 1)[-1]} to {found[1]}", ""


_NEVER_AGAIN = {"member added", "deregistered"}
_HARMLESS = {_IDENTIFIED}


def _double(before: Effect, after: Effect, forgetting: Sequence[datetime]) -> str:
    """Say why the later of two equal effects is one too many; blank when it is a repeat."""
    told = f"{after.what} was {after.kind} twice, at {before.at:%H:%M:%S} and {after.at:%H:%M:%S}"
    if after.kind in _NEVER_AGAIN:
        return told
    if before.value != after.value:
        return f"{told}, differently"
    if before.lost or after.kind in _HARMLESS:
        return ""
    place = bisect_left(forgetting, before.at)
    forgotten = place < len(forgetting) and forgetting[place] <= after.at
    return "" if forgotten else f"{told}, although nothing had happened"
