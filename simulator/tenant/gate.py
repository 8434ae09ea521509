"""The one gate: every request, by whatever face, is counted, traced and struck by faults here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import AnswerLost, GraphFault, bad_request
from simulator.tenant.arrival import Arrival, Series
from simulator.tenant.caller import Caller
from simulator.tenant.counts import TOO_MANY_REQUESTS, ClosedWindows, Counts
from simulator.tenant.disturbances import Disturbances
from simulator.tenant.forbidding import forbidden
from simulator.tenant.limits import Limits
from simulator.tenant.operations import Operation, Request
from simulator.tenant.roles import missing
from simulator.tenant.script import Fate, Script, throttled
from simulator.tenant.trace import Trace, line_of
from simulator.tenant.verbs import verb_of
from simulator.tenant.windows import Windows

BATCH_SIZE = 20
TOO_LARGE = f"Number of batch requests exceeds the maximum of {BATCH_SIZE}."


class Gate:
    """Lets requests through to the model, or not.  It knows no operation by itself.

    *request_id* is what the latest request is called, as Graph's header of that name tells.
    """

    def __init__(self, agenda: Agenda, script: Script) -> None:
        self.counts = Counts()
        self.script = script
        self.trace: Trace | None = None
        self.request_id = ""
        self._agenda = agenda
        self._series = Series(agenda.draws.guid("requests"))
        self._disturbances = Disturbances(agenda)
        self._closed = ClosedWindows(self.counts)
        self._windows: Windows | None = None
        self._arrival: Arrival | None = None
        self._caller = Caller()
        self._batched: int | None = None
        self._told: list[tuple[Operation, str, datetime, float]] = []

    @property
    def caller(self) -> Caller:
        """Who asks at the moment."""
        return self._caller

    def limit(self, limits: Limits | None) -> None:
        """Throttle by quota from now on, or (``None``) no more; what came before is forgotten."""
        self._windows = Windows(limits, self._agenda.draws) if limits else None

    def travel(self, time: timedelta) -> None:
        """Let requests and answers be under way for so long: a 429 is heard that much later."""
        self._closed.travel = time

    @contextmanager
    def calling(self, caller: Caller) -> Iterator[None]:
        """Take the requests meanwhile for this caller's."""
        before, self._caller = self._caller, caller
        try:
            yield
        finally:
            self._caller = before

    @contextmanager
    def arriving(self, method: str, url: str, body: object, trace: str = "") -> Iterator[Arrival]:
        """Trace the request that is served meanwhile as it was written on the wire.

        What is in a batch came with the batch's ``traceparent``.  Nothing may be awaited inside.
        """
        before, came_with = self._arrival, self._arrival.trace if self._arrival else trace
        self._arrival = Arrival(
            method=method, url=url, body=body, trace=came_with, request_id=self.new_id()
        )
        try:
            yield self._arrival
        finally:
            self.request_id = self._arrival.request_id
            # What arrives within another, as in a batch, makes that as slow as the slowest.
            if before is not None:
                before.milliseconds = max(before.milliseconds, self._arrival.milliseconds)
            self._arrival = before

    def new_id(self) -> str:
        """Name a request, in the same way in every run."""
        return self._series.next_id()

    @contextmanager
    def one_round_trip(self) -> Iterator[None]:
        """Carry the requests meanwhile in one batch, which can fail or be lost as a whole.

        Raises at its beginning when nothing gets through, at its end when the
        answers are lost.  Nothing may be awaited inside.
        """
        escaped: GraphFault | None = None
        with self._passing(Request(operation=Operation.BATCH, url="/v1.0/$batch")):
            self._batched = 0
            self._told.clear()
            try:
                yield
            except GraphFault as fault:
                # An item's failure is not the batch's.
                escaped = fault
            finally:
                self._batched = None
        # Of a batch whose answers are lost no 429 is ever heard.
        for told in self._told:
            self._closed.close(*told)
        if escaped is not None:
            raise escaped

    def run[T](self, request: Request, effect: Callable[[], T]) -> T:
        """Let a request have its *effect*, unless the script says otherwise.

        Raises ``GraphFault`` for a refusal, ``AnswerLost`` when the effect was had in vain.
        """
        with self._passing(request):
            return effect()

    @contextmanager
    def _passing(self, request: Request) -> Iterator[None]:
        named = self._arrival.request_id if self._arrival else self.new_id()
        try:
            with self._struck(request, named):
                yield
        finally:
            self.request_id = named

    @contextmanager
    def _struck(self, request: Request, named: str) -> Iterator[None]:
        self._agenda.catch_up()
        fate = self._judge(request, self._agenda.now())
        if fate.refusal is not None:
            self._record(request, named, fate.refusal.status, lost=False)
            raise fate.refusal
        lost = fate.lost is not None
        try:
            yield
        except GraphFault as refused:
            self._record(request, named, refused.status, lost=lost)
            if fate.lost is not None:
                raise fate.lost from refused
            raise
        self._record(request, named, verb_of(request.operation).status, lost=lost)
        if fate.lost is not None:
            raise fate.lost

    def _judge(self, request: Request, at: datetime) -> Fate:
        operation, app = request.operation, self._caller.app
        self.counts.round_trips += self._batched is None
        self._closed.come(operation, app, at)
        # The script and the moods count every request, whatever else becomes of it.
        fate = self.script.fate(request, at)
        busy, lost = self._disturbances.draw(operation)
        if self._arrival is not None:
            self._arrival.passed = True
            self._arrival.milliseconds = fate.milliseconds
        refusal = self._refusal(request, at) or fate.refusal or busy
        if refusal and refusal.status == TOO_MANY_REQUESTS and refusal.retry_after is not None:
            told = (operation, app, at, refusal.retry_after)
            if self._batched is None:
                self._closed.close(*told)
            else:
                self._told.append(told)
        return Fate(refusal=refusal, lost=self._within_batch(fate.lost or lost))

    def _refusal(self, request: Request, at: datetime) -> GraphFault | None:
        if self._batched is not None:
            self._batched += 1
            if self._batched > BATCH_SIZE:
                return bad_request(TOO_LARGE)
        if self._windows is not None:
            written = replace(request, url=self._arrival.url) if self._arrival else request
            wait = self._windows.arrive(written, self._caller.app, at)
            if wait is not None:
                return throttled(wait)
        lacking = missing(request, self._caller)
        if not lacking:
            return None
        activity = self._agenda.draws.guid("activity", str(self.counts.requests))
        return forbidden(request, lacking, activity)

    def _within_batch(self, lost: AnswerLost | None) -> AnswerLost | None:
        # The connection is the batch's; of an item nothing is heard but a gateway.
        return AnswerLost(hung_up=False) if lost and self._batched is not None else lost

    def _record(self, request: Request, named: str, status: int, *, lost: bool) -> None:
        self.counts.add(request.operation, status)
        if self.trace is None:
            return
        verb = verb_of(request.operation)
        seen = self._arrival or Arrival(method=verb.method, url=request.url, body=request.body)
        line = line_of(seen, self._agenda.now()) | {"status": status, "request_id": named}
        self.trace(line | {"lost": True} if lost else line)
