"""Exported reports: the job by v1.0, and its file, which lies with a storage account."""

import asyncio
import csv
import io
import zipfile
import zlib
from http import HTTPStatus

import httpx
from msgraph.generated.models.device_management_export_job import DeviceManagementExportJob
from msgraph.generated.models.device_management_export_job_localization_type import (
    DeviceManagementExportJobLocalizationType as Localization,
)
from msgraph.generated.models.device_management_report_file_format import (
    DeviceManagementReportFileFormat as FileFormat,
)

from shared.domain.answers import Answer
from shared.domain.clouds import is_loopback
from shared.domain.errors import Unavailable
from shared.domain.faults import error_for, raise_unless_gone
from shared.domain.monitoring import COLUMNS, Export, Report, ReportLine
from shared.domain.operations import Operation
from shared.domain.retry_after import waiting_time
from shared.domain.telling import settled
from shared.graph.faults import RAISED, read_answer
from shared.graph.requests import Requests

# A line has some hundred bytes: this is far more than a tenant's devices make.
MOST_BYTES = 64 * 1024 * 1024

_FAILED = Export(lines=None)
# What is raised of a file that is no archive, is torn, packed in another way, or has a password.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    UnicodeDecodeError,
    csv.Error,
)


class Reports:
    """What ``GraphMonitoring`` does with reports."""

    def __init__(self, requests: Requests, downloads: httpx.AsyncClient) -> None:
        self._requests = requests
        self._downloads = downloads
        self._jobs = requests.sdk.device_management.reports.export_jobs

    async def begin_export(self, report: Report) -> str:
        """Have a report exported, with the columns named as Microsoft advises: one request."""
        job = DeviceManagementExportJob(
            report_name=report.value,
            select=list(COLUMNS[report]),
            format=FileFormat.Csv,
            localization_type=Localization.LocalizedValuesAsAdditionalColumn,
        )
        request = self._jobs.to_post_request_information(job)
        body = settled(await self._requests.ask(Operation.BEGIN_EXPORT, request))
        return str(body.get("id") or "")

    async def export(self, report: Report, job_id: str) -> Export | None:  # noqa: ARG002  the port's
        """Look at a job, and fetch its file: one request, and one of the storage account's."""
        item = self._jobs.by_device_management_export_job_id(job_id)
        request = item.to_get_request_information()
        job = settled(await self._requests.ask(Operation.EXPORT, request))
        match job.get("status"):
            case "completed":
                return await self._file(str(job.get("url") or ""))
            case "failed":
                return _FAILED
            case _:
                return None

    async def _file(self, url: str) -> Export:
        local = url.startswith("http://") and is_loopback(url)
        if not (url.startswith("https://") or local):
            message = "The exported report is said to lie where others could listen in."
            raise Unavailable(message)
        content = await self._download(url)
        if content is None:
            return _FAILED
        try:
            return Export(lines=await asyncio.to_thread(_lines_in, content))
        except _UNREADABLE:
            return _FAILED

    async def _download(self, url: str) -> bytes | None:
        try:
            async with self._downloads.stream("GET", url) as response:
                if response.status_code != HTTPStatus.OK:
                    raise_unless_gone(_answer(response))
                    return None
                content = bytearray()
                async for chunk in response.aiter_bytes():
                    content += chunk
                    if len(content) > MOST_BYTES:
                        return None
                return bytes(content)
        except RAISED as error:
            raise error_for(read_answer(Operation.EXPORT, error)) from None


def _answer(response: httpx.Response) -> Answer:
    return Answer(
        operation=Operation.EXPORT,
        status=response.status_code,
        retry_after=waiting_time(response.headers),
    )


def _lines_in(content: bytes) -> tuple[ReportLine, ...] | None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        file = next((each for each in archive.infolist() if each.filename.endswith(".csv")), None)
        if file is None or file.file_size > MOST_BYTES:
            return None
        text = archive.read(file).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text), restkey="", restval="")
    return tuple({name: row[name] for name in rows.fieldnames or ()} for row in rows)
