"""Reports of Intune's, exported once for all workers and read when they are ready.

::

    window 1 ────────── window 2 ────────── window 3 ──
    begun (job 1)       read job 1          read job 2
                        begun (job 2)       begun (job 3)

One row per report names its last job and the one before, which is told as long
as the last is not finished.  Whoever needs the report claims the row, begins a
job and writes its id down.  A claim whose holder died can be taken over when it
has run out.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.domain.errors import Retryable
from shared.domain.monitoring import Export, Report, ReportLine
from shared.domain.rows import Document, Row, RowKey
from shared.ports import Clock, Monitoring, Rows

TABLE = "exports"
# At most one job is begun in each.
WINDOW = timedelta(minutes=15)
# How long a job may be on its way to Graph: as long as a function may run.
CLAIM = timedelta(minutes=5)
# Exports take a minute or so; one that is not finished by then never will be.
LONGEST = timedelta(hours=1)
# What one says is read for as long as its file can be (six hours in Microsoft's sample), since
# those that look seldom read it at their next look.
READABLE = timedelta(hours=5)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An export job; *id* is blank while it is being begun."""

    id: str
    begun: datetime


class Exports:
    """Exported reports; what was read of the last two jobs is kept in this process."""

    def __init__(self, monitoring: Monitoring, rows: Rows, clock: Clock) -> None:
        self._monitoring = monitoring
        self._rows = rows
        self._clock = clock
        self._read: dict[str, Export] = {}

    async def lines(self, report: Report) -> tuple[ReportLine, ...] | None:
        """Read the last finished export, and have another made when that is of an earlier window.

        ``None`` while there is none: ask again later.  Raises what ``Monitoring``
        raises of a refusal; that it does not answer now is no error.
        """
        now = self._clock.now()
        row = await self._rows.get(_key(report))
        jobs = [job for job in _jobs_of(row) if now - job.begun < READABLE]
        for job in jobs:
            export = await self._export(report, job)
            if job is jobs[0] and self._is_due(job, export):
                told = export is not None and export.lines is not None
                await self._begin(report, row, jobs[0] if told else None)
            if export is not None and export.lines is not None:
                self._read = {
                    each.id: self._read[each.id] for each in jobs if each.id in self._read
                }
                return export.lines
        if not jobs:
            await self._begin(report, row, None)
        return None

    def _is_due(self, last: _Job, export: Export | None) -> bool:
        """Whether another job may be begun: never while the last one may be under way."""
        now = self._clock.now()
        if not last.id:
            return now - last.begun >= CLAIM
        if export is None:
            return now - last.begun >= LONGEST
        return _window_of(last.begun) < _window_of(now)

    async def _export(self, report: Report, job: _Job) -> Export | None:
        if job.id and job.id not in self._read:
            with suppress(Retryable):
                export = await self._monitoring.export(report, job.id)
                if export is not None:
                    self._read[job.id] = export
        return self._read.get(job.id)

    async def _begin(self, report: Report, row: Row | None, before: _Job | None) -> None:
        """Claim the row, begin a job, write its id down; leave it to whoever claimed it first."""
        begun = self._clock.now()
        kept = before or next(iter(_jobs_of(row)[1:]), None)
        claim = _document(_Job(id="", begun=begun), kept)
        with suppress(Retryable):
            claimed = await self._claim(report, row, claim)
            job_id = await self._monitoring.begin_export(report)
            await self._rows.replace(claimed, _document(_Job(id=job_id, begun=begun), kept))

    async def _claim(self, report: Report, row: Row | None, claim: Document) -> Row:
        """Write the claim; ``Conflict`` when somebody else was first."""
        if row is None:
            return await self._rows.insert(_key(report), claim)
        return await self._rows.replace(row, claim)


def _key(report: Report) -> RowKey:
    return RowKey(table=TABLE, partition=report, row="")


def _document(*jobs: _Job | None) -> Document:
    return {"jobs": [{"id": job.id, "begun": job.begun.isoformat()} for job in jobs if job]}


def _jobs_of(row: Row | None) -> list[_Job]:
    """List the last job and the one before."""
    written = row.document["jobs"] if row else []
    return [
        _Job(id=str(each["id"]), begun=datetime.fromisoformat(each["begun"])) for each in written
    ]


def _window_of(moment: datetime) -> int:
    return (moment - _EPOCH) // WINDOW
