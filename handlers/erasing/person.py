"""The course of an erasure: table by table, phase by phase."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from handlers.erasing.gathering import gather
from handlers.erasing.leaving import leave
from handlers.erasing.scrubbing import scrub
from shared.domain.commands import FollowUp
from shared.domain.erasure import ForgetPerson, Phase, Progress
from shared.domain.rows import Row
from shared.domain.traces import Person, Traces
from shared.runtime.erasures import Erasure
from shared.runtime.services import Services
from shared.runtime.stored import PAGE, TABLES, told_by
from shared.runtime.tombstones import Kind, Tombstone

# So many rows are gone through in one delivery: well within a message's lock.
MOST_ROWS = 20 * PAGE
# Somebody who is written all the time is looked for again; after that the record says what is left.
MOST_ROUNDS = 5
AGAIN_AFTER = timedelta(minutes=1)

# Who is gathered last: a name that somebody else bears by now is theirs.
_GATHERED = ("requests", "devices", "parked", "hires")
_TABLES = {Phase.GATHER: _GATHERED, Phase.ERASE: TABLES, Phase.PROVE: TABLES}
_NEXT = {Phase.GATHER: Phase.ERASE, Phase.ERASE: Phase.PROVE}

type Visit = Callable[[Row, ForgetPerson, Services], Awaitable[Visited]]
type Visited = tuple[Progress, list[FollowUp]]

log = structlog.get_logger()


async def forget_person(command: ForgetPerson, services: Services) -> list[FollowUp]:
    """Go on erasing a person."""
    tombstone = await bury(command, services)
    if not command.progress.table:
        return await _begin(command, services)
    return await _go_on(command, tombstone, services)


async def bury(command: ForgetPerson, services: Services) -> Tombstone:
    """Set the tombstones first, so that nobody who writes meanwhile brings the person back."""
    at = command.asked_at
    for name in command.progress.names:
        await services.tombstones.put(Kind.PERSON, name, erased=True, at=at)
    employee_id = command.employee_id
    return await services.tombstones.put(Kind.EMPLOYEE, employee_id, erased=True, at=at)


async def _begin(command: ForgetPerson, services: Services) -> list[FollowUp]:
    """Begin a phase at its first table."""
    progress = command.progress
    first = replace(progress, table=_TABLES[progress.phase][0], continuation=None)
    follow_ups: list[FollowUp] = []
    if progress.phase is Phase.GATHER:
        hire = await services.hires.get(command.employee_id)
        if hire is not None:
            first = first.knows(hire.user_principal_name, *hire.names)
    elif progress.phase is Phase.ERASE:
        follow_ups = await leave(command.employee_id, services)
    return [*follow_ups, FollowUp(command=replace(command, progress=first))]


async def _go_on(command: ForgetPerson, tombstone: Tombstone, services: Services) -> list[FollowUp]:
    person = Person(
        employee_id=command.employee_id,
        names=command.progress.names,
        stand_in=tombstone.stand_in,
    )
    traces = Traces(person)
    follow_ups: dict[str, FollowUp] = {}
    read = 0
    while read < MOST_ROWS:
        progress = command.progress
        page = await services.stored.page(progress.table, progress.continuation)
        if progress.phase is Phase.PROVE:
            progress = progress.counted(progress.table, rows=len(page.rows))
        for row in page.rows:
            progress, more = await _visited(row, progress, traces, services)
            follow_ups |= {str(each.command): each for each in more}
        read += len(page.rows)
        command = replace(command, progress=replace(progress, continuation=page.continuation))
        if page.continuation is None:
            if (table := _table_after(progress)) is None:
                ended = await _ended(command, tombstone, services)
                return [*follow_ups.values(), *ended]
            command = replace(command, progress=replace(command.progress, table=table))
    return [*follow_ups.values(), FollowUp(command=command)]


async def _visited(row: Row, progress: Progress, traces: Traces, services: Services) -> Visited:
    match progress.phase:
        case Phase.GATHER:
            return gather(row, progress, traces.person), []
        case Phase.ERASE:
            erased, follow_ups = await scrub(row, traces, services)
            return progress.counted(row.key.table, erased=int(erased)), follow_ups
        case Phase.PROVE:
            matches = sum(map(traces.count, told_by(row)))
            return progress.counted(row.key.table, matches=matches), []


def _table_after(progress: Progress) -> str | None:
    tables = _TABLES[progress.phase]
    place = tables.index(progress.table) + 1
    return tables[place] if place < len(tables) else None


async def _ended(command: ForgetPerson, tombstone: Tombstone, services: Services) -> list[FollowUp]:
    """Begin the next phase, or everything again while anything is left, or be done."""
    progress = command.progress
    if (phase := _NEXT.get(progress.phase)) is not None:
        return [FollowUp(command=replace(command, progress=_at(progress, phase)))]
    if progress.matches and progress.rounds < MOST_ROUNDS:
        again = replace(_at(progress, Phase.ERASE), rounds=progress.rounds + 1)
        again = _uncounted(again)
        return [FollowUp(command=replace(command, progress=again), after=AGAIN_AFTER)]
    await services.erasures.put(
        tombstone.key,
        Erasure(
            digest=tombstone.key,
            asked_at=command.asked_at,
            finished_at=services.clock.now(),
            names=len(progress.names),
            shared=progress.shared,
            rounds=progress.rounds,
            tables=progress.tables,
        ),
    )
    rows = sum(each.rows for each in progress.tables.values())
    log.info("person.forgotten", act=command.act, rows=rows, matches=progress.matches)
    return []


def _at(progress: Progress, phase: Phase) -> Progress:
    return replace(progress, phase=phase, table="", continuation=None)


def _uncounted(progress: Progress) -> Progress:
    """Count rows and matches anew; what was erased is erased."""
    tables = {name: replace(each, rows=0, matches=0) for name, each in progress.tables.items()}
    return replace(progress, tables=tables)
