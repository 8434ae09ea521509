"""Exported reports: what is asked for, and how their files are fetched.

The job and its file: "Export Intune reports using Graph APIs".
"""

import io
import zipfile
from datetime import timedelta

import httpx
import pytest

from shared.domain.errors import Throttled, Unavailable
from shared.domain.monitoring import COLUMNS, Export, Report
from shared.graph.reports import MOST_BYTES
from tests.graph_answers import Adapters, Graph, told

URL = "https://storage.contoso.example/reports/r.zip?sig=s3cr3t"
DONE = {"id": "r", "status": "completed", "url": URL}


def a_zip(text: str, name: str = "r.csv") -> httpx.Response:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return httpx.Response(200, content=content.getvalue())


async def fetched(*answers: httpx.Response | Exception) -> Export | None:
    return await Adapters(Graph(*answers)).monitoring.export(Report.DEVICE_PREPARATION, "r")


async def test_a_report_is_asked_for_column_by_column() -> None:
    graph = Graph(told(201, {"id": "r", "status": "notStarted"}))

    job = await Adapters(graph).monitoring.begin_export(Report.DEVICE_PREPARATION)

    assert job == "r"
    assert graph.asked[0].url.path == "/v1.0/deviceManagement/reports/exportJobs"
    assert graph.body() == {
        "reportName": "AutopilotV2DeploymentStatus",
        "select": list(COLUMNS[Report.DEVICE_PREPARATION]),
        "format": "csv",
        "localizationType": "localizedValuesAsAdditionalColumn",
    }


async def test_the_file_is_fetched_without_a_token() -> None:
    graph = Graph(told(200, DONE), a_zip("SerialNumber,Phase\nSN-1,6\n"))

    export = await Adapters(graph).monitoring.export(Report.DEVICE_PREPARATION, "r")

    assert export == Export(lines=({"SerialNumber": "SN-1", "Phase": "6"},))
    assert "Authorization" in graph.asked[0].headers
    assert str(graph.asked[1].url) == URL
    assert "Authorization" not in graph.asked[1].headers


@pytest.mark.parametrize("status", ["unknown", "notStarted", "inProgress", "brandNew"])
async def test_a_job_that_is_not_finished_has_no_export_yet(status: str) -> None:
    assert await fetched(told(200, {"id": "r", "status": status, "url": None})) is None


async def test_a_byte_order_mark_is_no_part_of_a_column() -> None:
    export = await fetched(told(200, DONE), a_zip("\ufeffSerialNumber\nSN-1\n"))

    assert export == Export(lines=({"SerialNumber": "SN-1"},))


async def test_quoted_commas_and_lines_too_long_or_short_are_read() -> None:
    text = 'SerialNumber,Phase\n"SN,1",6,more\nSN-2\n'

    export = await fetched(told(200, DONE), a_zip(text))

    assert export == Export(
        lines=({"SerialNumber": "SN,1", "Phase": "6"}, {"SerialNumber": "SN-2", "Phase": ""})
    )


@pytest.mark.parametrize(
    "answer",
    [
        a_zip("SerialNumber\nSN-1\n", name="r.json"),
        httpx.Response(200, content=b"torn"),
        httpx.Response(200, content=b""),
        httpx.Response(403, text="<Error/>"),
        httpx.Response(404),
        httpx.Response(410),
    ],
)
async def test_a_file_that_is_gone_or_cannot_be_read_has_to_be_made_anew(
    answer: httpx.Response,
) -> None:
    assert await fetched(told(200, DONE), answer) == Export(lines=None)


async def test_a_file_that_has_no_end_is_given_up() -> None:
    class Endless(httpx.AsyncByteStream):
        sent = 0

        async def __aiter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204  the protocol's
            while True:
                self.sent += 1 << 24
                yield bytes(1 << 24)

    stream = Endless()

    assert await fetched(told(200, DONE), httpx.Response(200, stream=stream)) == Export(lines=None)
    assert stream.sent <= MOST_BYTES + (2 << 24)


@pytest.mark.parametrize(
    "url",
    [
        "http://storage.contoso.example/r.zip",
        "file:///etc/passwd",
        "ftp://127.0.0.1/r.zip",
        "",
        None,
    ],
)
async def test_no_file_is_fetched_in_the_open(url: str | None) -> None:
    graph = Graph(told(200, DONE | {"url": url}))

    with pytest.raises(Unavailable):
        await Adapters(graph).monitoring.export(Report.DEVICE_PREPARATION, "r")

    assert len(graph.asked) == 1


async def test_no_redirect_is_followed_for_a_file() -> None:
    away = httpx.Response(302, headers={"Location": "http://elsewhere.example/r.zip"})

    with pytest.raises(Unavailable):
        await fetched(told(200, DONE), away)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx.Response(503, headers={"Retry-After": "7"}), Unavailable),
        (httpx.Response(429, headers={"Retry-After": "7"}), Throttled),
    ],
)
async def test_a_busy_storage_account_says_when_to_come_again(
    answer: httpx.Response, error: type[Unavailable | Throttled]
) -> None:
    with pytest.raises(error) as raised:
        await fetched(told(200, DONE), answer)

    assert raised.value.after == timedelta(seconds=7)


async def test_a_download_that_breaks_off_shows_no_signature() -> None:
    with pytest.raises(Unavailable) as raised:
        await fetched(told(200, DONE), httpx.ReadTimeout(URL))

    assert "s3cr3t" not in str(raised.value)
    assert raised.value.__cause__ is None
