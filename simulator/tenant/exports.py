"""Export jobs: reports that are written when somebody asks, and lie ready for some hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, Entity, GraphFault, bad_request, no_such_record, stamp
from simulator.tenant.export_file import (
    ADDITIONAL_COLUMN,
    LOCALIZATIONS,
    WRITERS,
    columns_of,
    localized,
    zipped,
)
from simulator.tenant.reports import REPORTS, Rows

# Files lie with a storage account, not with Graph; HTTP faces put their own address here.
EXPORTS_ORIGIN = "https://exports.invalid"
# Microsoft's sample: asked for at 03:43, expires at 09:44.
LIFETIME = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """What is asked for; nothing selected means every column."""

    report: str
    select: tuple[str, ...] = ()
    file_format: str = "csv"
    localization: str = ADDITIONAL_COLUMN


@dataclass(slots=True, kw_only=True)
class ExportJob:
    """One export, its *signature* the only key to its file."""

    id: str
    order: ExportOrder
    asked: datetime
    signature: str
    doomed: bool = False
    status: str = "notStarted"
    expires: datetime | None = None
    content: bytes = b""

    def entity(self) -> Entity:
        """Write the deviceManagementExportJob."""
        return {
            "id": self.id,
            "reportName": self.order.report,
            "filter": "",
            "select": list(self.order.select),
            "format": self.order.file_format,
            "snapshotId": None,
            "localizationType": self.order.localization,
            "search": None,
            "status": self.status,
            "url": self._url(),
            "requestDateTime": stamp(self.asked),
            "expirationDateTime": stamp(self.expires) if self.expires else NEVER,
        }

    def _url(self) -> str | None:
        if self.expires is None:
            return None
        query = urlencode({"se": stamp(self.expires), "sp": "r", "sig": self.signature})
        return f"{EXPORTS_ORIGIN}/exports/{self.id}.zip?{query}"


class Exports:
    """Every export job; *rows* has the rows of each report that knows some.

    The next *will_fail* jobs that are asked for end as failures.
    """

    def __init__(self, agenda: Agenda) -> None:
        self.rows: dict[str, Rows] = {}
        self.will_fail = 0
        self._agenda = agenda
        self._jobs: dict[str, ExportJob] = {}

    def ask(self, order: ExportOrder, at: datetime) -> ExportJob:
        """Begin an export; ``GraphFault`` 400 for what no report can give."""
        _check(order)
        number = str(len(self._jobs) + 1)
        guid = self._agenda.draws.guid
        job = ExportJob(
            id=f"{order.report}_{guid('export', number)}",
            order=order,
            asked=at,
            signature=guid("export signature", number),
            doomed=self.will_fail > 0,
        )
        self.will_fail -= job.doomed
        self._jobs[job.id] = job
        self._later("export_begun", job, at, self._begin)
        return job

    def get(self, job_id: str) -> ExportJob:
        """Find an export job; ``GraphFault`` 404 when there is none."""
        if job_id not in self._jobs:
            raise no_such_record(job_id)
        return self._jobs[job_id]

    def file(self, url: str, at: datetime) -> bytes:
        """Read a file by its address; ``GraphFault`` 403 for a wrong or an expired signature."""
        parts = urlsplit(url)
        job = self._jobs.get(parts.path.rsplit("/", 1)[-1].removesuffix(".zip"))
        signed = job is not None and parse_qs(parts.query).get("sig") == [job.signature]
        if job is None or not signed or job.expires is None or at >= job.expires:
            message = "Server failed to authenticate the request."
            raise GraphFault(403, "AuthenticationFailed", message)
        return job.content

    def _begin(self, job: ExportJob, at: datetime) -> None:
        job.status = "inProgress"
        self._later("export_finished", job, at, self._finish)

    def _finish(self, job: ExportJob, at: datetime) -> None:
        if job.doomed:
            job.status = "failed"
            return
        job.content = self._file(job, at)
        job.status, job.expires = "completed", at + LIFETIME

    def _file(self, job: ExportJob, at: datetime) -> bytes:
        order, report = job.order, REPORTS[job.order.report]
        select = order.select or report.columns
        rows = self.rows.get(order.report, list)()
        shown = localized(report, rows, select, order.localization)
        columns = columns_of(report, select, order.localization)
        text = WRITERS[order.file_format](columns, shown)
        return zipped(f"{job.id}.{order.file_format}", text, at)

    def _later(
        self, what: str, job: ExportJob, at: datetime, then: Callable[[ExportJob, datetime], None]
    ) -> None:
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, job.id), lambda when: then(job, when))


def _check(order: ExportOrder) -> None:
    report = REPORTS.get(order.report)
    if report is None:
        message = f"Report '{order.report}' is not supported."
        raise bad_request(message)
    unknown = [name for name in order.select if name not in report.columns]
    if unknown:
        message = f"Invalid column '{unknown[0]}' for report '{order.report}'."
        raise bad_request(message)
    if order.file_format not in WRITERS or order.localization not in LOCALIZATIONS:
        message = "Invalid format or localizationType."
        raise bad_request(message)
