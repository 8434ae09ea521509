"""Shoots and judges until it is enough."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from benchmarks.fuzz.aftermath import Heard, memory
from benchmarks.fuzz.generator import Generator
from benchmarks.fuzz.oracles import Judge
from benchmarks.fuzz.shots import Shot
from benchmarks.fuzz.target import STATE, prepare, take_aim
from benchmarks.fuzz.wire import PATIENCE, Answer, HungUp, Line, Unanswered
from simulator.every_source import EverySource
from simulator.stack import Stack

_ACCEPTED = 202
_ENOUGH = 10  # findings
_CONNECTION_LOST = 0  # in place of a status
_MOST_MEMORY = 600 * 1024 * 1024  # bytes that the host may have grown by


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How much to shoot, from which seed, how long at most (seconds), and over how many lines.

    *only* is the one request to send, to see a finding again.
    """

    requests: int
    seed: int
    seconds: float = float("inf")
    connections: int = 32
    only: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that must not be, and what it was the answer to."""

    what: str
    shot: Shot | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What came of it.

    *took* is in seconds, of the requests that are HTTP.  *memory* is the host's before and
    after, in bytes, 0 where the system does not tell it.  *traces* count those in its log;
    *unheard* counts requests that were accepted without a receipt, as those that are
    answered by a CSV are, or may have been before the host was hung up on.
    """

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter[tuple[str, int]])
    findings: list[Finding] = field(default_factory=list[Finding])
    took: list[float] = field(default_factory=list[float])
    requests: int = 0
    seconds: float = 0
    accepted: set[str] = field(default_factory=set[str])
    memory: tuple[int, int] = (0, 0)
    traces: int = 0
    unheard: int = 0


type Tell = Callable[[Outcome], object]


@dataclass(slots=True, kw_only=True)
class Range:
    """The stack, what to shoot at it and what came of it so far."""

    stack: Stack
    generator: Generator
    judge: Judge
    options: Options
    outcome: Outcome
    tell: Tell

    async def shoot(self) -> None:
        """Shoot from several lines until there is a finding, or enough."""
        numbers = self._numbers()
        async with asyncio.TaskGroup() as lines:
            for _ in range(self.options.connections):
                lines.create_task(self._line(numbers))

    async def _line(self, numbers: Iterator[int]) -> None:
        async with Line(self.stack.base_url) as line:
            for number in numbers:
                shot = self.generator.shot(number)
                began = time.perf_counter()
                answers, what = await _shot(line, shot)
                self.outcome.requests += 1
                if shot.framed:
                    self.outcome.took.append(time.perf_counter() - began)
                self._judge(shot, answers, what)

    def _judge(self, shot: Shot, answers: tuple[Answer, ...], what: str) -> None:
        for answer in answers:
            self.outcome.statuses[shot.kind, answer.status] += 1
            if answer.status == _ACCEPTED:
                receipt = _receipt(answer)
                self.outcome.accepted.add(receipt)
                self.outcome.unheard += not receipt
        if not answers:
            self.outcome.statuses[shot.kind, _CONNECTION_LOST] += 1
            self.outcome.unheard += shot.known
        what = what or self.judge.wrong(shot, answers)
        if what:
            self.outcome.findings.append(Finding(what=what, shot=shot, answers=answers))
        self.tell(self.outcome)

    def _numbers(self) -> Iterator[int]:
        if self.options.only is not None:
            yield self.options.only
            return
        ends = time.perf_counter() + self.options.seconds
        for number in count():
            enough = number >= self.options.requests or time.perf_counter() > ends
            if enough or len(self.outcome.findings) >= _ENOUGH:
                return
            yield number


def log_in(folder: Path) -> Path:
    """Find the log of the host whose stack was in *folder*."""
    return folder / STATE / "host.log"


async def fuzz(options: Options, folder: Path, tell: Tell) -> Outcome:
    """Start the stack in *folder*, shoot, and look at what is left.

    *tell* hears of every answer.
    """
    outcome, heard = Outcome(), Heard()
    every = EverySource(seed=options.seed)
    plan = await asyncio.to_thread(prepare, folder, every)
    async with Stack(replace(plan, arrange_queues=heard.listen)) as stack:
        target = take_aim(every, stack.key, stack.clock)
        judge = Judge(target.secrets)
        shooting = Range(
            stack=stack,
            generator=Generator(target, options.seed, stack.clock),
            judge=judge,
            options=options,
            outcome=outcome,
            tell=tell,
        )
        before, began = memory(stack.host_pid), time.perf_counter()
        await shooting.shoot()
        outcome.seconds = time.perf_counter() - began
        outcome.memory = (before, memory(stack.host_pid))
        stack.check()
        strays = tuple(heard.strays(stack.queues, outcome.accepted))
        told = strays if len(strays) > outcome.unheard else ()
        outcome.findings += (Finding(what=said) for said in (*told, *_grown(outcome)))
    log = await asyncio.to_thread(log_in(folder).read_bytes)
    if given_away := judge.confidential(log, traces=False):
        outcome.findings.append(Finding(what=f"the log of the host holds {given_away!r}"))
    outcome.traces = log.count(b"Traceback (most recent")
    return outcome


async def _shot(line: Line, shot: Shot) -> tuple[tuple[Answer, ...], str]:
    """Send a request; also say what went wrong with it on its way."""
    try:
        return await line.answers(shot), ""
    except HungUp:
        return (), "the host hung up without an answer"
    except Unanswered:
        return (), f"neither an answer nor the end of the connection within {PATIENCE:g} s"


def _receipt(answer: Answer) -> str:
    try:
        content = json.loads(answer.body)
    except ValueError:
        return ""
    return str(content.get("receipt", ""))


def _grown(outcome: Outcome) -> Iterator[str]:
    before, after = outcome.memory
    if after - before > _MOST_MEMORY:
        yield f"the host has grown by {(after - before) / 1024 / 1024:.0f} MB"
