"""The one gate: every request, by whatever face, is counted, traced and struck by faults here."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, GraphFault
from simulator.tenant.operations import Operation, Request, verb_of
from simulator.tenant.script import Script

type Trace = Callable[[Entity], None]

TOO_MANY_REQUESTS = 429


@dataclass(slots=True, kw_only=True)
class Counts:
    """How many requests came, by operation, and how many of them were throttled."""

    requests: int = 0
    writes: int = 0
    throttled: int = 0
    by_operation: Counter[Operation] = field(default_factory=Counter[Operation])


@dataclass(slots=True, kw_only=True)
class Arrival:
    """A request as it came over the wire, and what the gate made of it."""

    method: str
    url: str
    body: object = None
    passed: bool = False
    milliseconds: int = 0


class Gate:
    """Lets requests through to the model, or not.  It knows no operation by itself."""

    def __init__(self, agenda: Agenda, script: Script) -> None:
        self.counts = Counts()
        self.script = script
        self.trace: Trace | None = None
        self._agenda = agenda
        self._arrival: Arrival | None = None

    @contextmanager
    def arriving(self, method: str, url: str, body: object) -> Iterator[Arrival]:
        """Trace the request that is served meanwhile as it was written on the wire.

        Nothing may be awaited inside.
        """
        self._arrival = Arrival(method=method, url=url, body=body)
        try:
            yield self._arrival
        finally:
            self._arrival = None

    def run[T](self, request: Request, effect: Callable[[], T]) -> T:
        """Let a request have its *effect*, unless the script says otherwise.

        Raises ``GraphFault`` for a refusal, ``AnswerLost`` when the effect was had in vain.
        """
        self._agenda.catch_up()
        fate = self.script.fate(request, self._agenda.now())
        if self._arrival is not None:
            self._arrival.passed = True
            self._arrival.milliseconds = fate.milliseconds
        lost = fate.lost is not None
        try:
            if fate.refusal is not None:
                lost = False
                raise fate.refusal
            answer = effect()
        except GraphFault as refused:
            self._record(request, refused.status, lost=lost)
            if fate.lost is not None and lost:
                raise fate.lost from refused
            raise
        self._record(request, verb_of(request.operation).status, lost=lost)
        if fate.lost is not None:
            raise fate.lost
        return answer

    def _record(self, request: Request, status: int, *, lost: bool) -> None:
        verb = verb_of(request.operation)
        self.counts.requests += 1
        self.counts.writes += verb.writes
        self.counts.throttled += status == TOO_MANY_REQUESTS
        self.counts.by_operation[request.operation] += 1
        if self.trace is None:
            return
        seen = self._arrival or Arrival(method=verb.method, url=request.url, body=request.body)
        line: Entity = {
            "at": self._agenda.now().isoformat(),
            "method": seen.method,
            "url": seen.url,
            "body": without_hashes(seen.body),
            "status": status,
        }
        self.trace(line | {"lost": True} if lost else line)


def without_hashes(body: object) -> object:
    """Copy a body with every hardware hash replaced by the SHA-256 of its Base64 text.

    A hash can be used to claim a machine, so it stands in no trace.
    """
    match body:
        case dict():
            return {key: _masked(str(key), value) for key, value in body.items()}
        case list() | tuple():
            return [without_hashes(each) for each in body]
        case _:
            return body


def _masked(key: str, value: object) -> object:
    if key.lower() == "hardwareidentifier" and value:
        return f"sha256:{hashlib.sha256(str(value).encode()).hexdigest()}"
    return without_hashes(value)
