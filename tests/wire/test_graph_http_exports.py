"""Export jobs over HTTP, and the storage account that their files lie with.

Source: Microsoft, "Use Graph APIs to export Intune reports".
"""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientResponse
from msgraph.generated.models.device_management_export_job import DeviceManagementExportJob
from msgraph.generated.models.device_management_report_status import DeviceManagementReportStatus

from simulator.tenant import LostAnswer, Operation, Rule, Tenant, Throttle
from simulator.tenant.reports import DEPLOYMENTS
from tests.deploying import document, lines, switched_on
from tests.graph_wire import Wire, a_wire, an_sdk
from tests.tenancy import an_instant_tenant

JOBS = "/v1.0/deviceManagement/reports/exportJobs"
ORDER = {"reportName": DEPLOYMENTS, "select": ["DeviceSerialNumber", "UPN"], "format": "csv"}


async def completed(wire: Wire, order: dict[str, Any] | None = None) -> str:
    """Export a report in an instant tenant; answers the file's address."""
    job = await wire.ask("POST", JOBS, order or ORDER)
    read = await wire.ask("GET", f"{JOBS}('{job.body['id']}')")
    return str(read.body["url"])


async def download(wire: Wire, url: str) -> tuple[ClientResponse, bytes]:
    """Ask the storage account, without any token."""
    async with wire.session.get(url) as response:
        return response, await response.read()


async def test_a_report_is_ordered_awaited_and_downloaded(tenant: Tenant, wire: Wire) -> None:
    switched_on(tenant)

    job = await wire.ask("POST", JOBS, ORDER)
    read = await wire.ask("GET", f"{JOBS}('{job.body['id']}')")
    response, content = await download(wire, read.body["url"])

    assert (job.status, job.body["status"], job.body["url"]) == (201, "notStarted", None)
    assert read.body["status"] == "completed"
    assert (response.status, response.content_type) == (200, "application/zip")
    assert lines(content) == [{"DeviceSerialNumber": "SN-1", "UPN": ""}]


async def test_an_export_looks_the_same_in_beta_and_without_quotes(wire: Wire) -> None:
    beta = JOBS.replace("v1.0", "beta")
    job = await wire.ask("POST", beta, ORDER)

    read = await wire.ask("GET", f"{beta}/{job.body['id']}")

    assert (job.status, read.body["status"]) == (201, "completed")


@pytest.mark.parametrize(
    ("written", "header"),
    [
        ("ReplaceLocalizableValues", "DeploymentState"),
        ("replaceLocalizableValues", "DeploymentState"),
        ("LocalizedValuesAsAdditionalColumn", "DeploymentState,DeploymentState_loc"),
        (None, "DeploymentState,DeploymentState_loc"),
    ],
)
async def test_localisation_is_understood_in_either_spelling(
    wire: Wire, written: str | None, header: str
) -> None:
    order = {
        "reportName": DEPLOYMENTS,
        "select": ["DeploymentState"],
        "localizationType": written,
    }

    _, content = await download(wire, await completed(wire, order))

    assert document(content)[1].strip() == header


@pytest.mark.parametrize(
    "wrong",
    [
        {"reportName": None},
        {"reportName": "Nothing"},
        {"select": ["Nothing"]},
        {"select": "UPN"},
        {"select": [1]},
        {"format": "pdf"},
        {"localizationType": "none"},
        {"filter": "(UPN eq 'x')"},
    ],
)
async def test_an_order_that_no_report_can_fill_is_refused(
    wire: Wire, wrong: dict[str, Any]
) -> None:
    answer = await wire.ask("POST", JOBS, ORDER | wrong)

    assert answer.status == 400


async def test_an_unknown_job_is_not_found(wire: Wire) -> None:
    answer = await wire.ask("GET", f"{JOBS}('{DEPLOYMENTS}_unknown')")

    assert answer.status == 404


async def test_a_wrong_signature_is_refused_in_the_storage_accounts_words(wire: Wire) -> None:
    url = await completed(wire)

    response, content = await download(wire, url + "x")

    assert (response.status, response.content_type) == (403, "application/xml")
    assert response.headers["x-ms-error-code"] == "AuthenticationFailed"
    assert b"<Code>AuthenticationFailed</Code>" in content


async def test_an_expired_file_is_refused() -> None:
    tenant, clock = an_instant_tenant()
    async with a_wire(tenant) as wire:
        url = await completed(wire)
        clock.advance(timedelta(hours=6))

        response, _ = await download(wire, url)

    assert response.status == 403


# Observed: Azure/iothub-explorer issue 58, InvalidAuthenticationInfo.
async def test_the_storage_account_wants_no_token(wire: Wire) -> None:
    url = await completed(wire)
    headers = {"Authorization": f"Bearer {wire.token}"}

    async with wire.session.get(url, headers=headers) as response:
        code = response.headers["x-ms-error-code"]

    assert (response.status, code) == (400, "InvalidAuthenticationInfo")


async def test_a_download_is_traced_without_its_signature(tenant: Tenant, wire: Wire) -> None:
    url = await completed(wire)
    seen: list[dict[str, Any]] = []
    tenant.trace_to(seen.append)

    await download(wire, url)

    assert [each["method"] for each in seen] == ["GET"]
    assert seen[0]["url"].startswith("/exports/AutopilotV1DeploymentStatus_")
    assert "sig" not in seen[0]["url"]


async def test_a_script_throttles_a_download(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(fault=Throttle(retry_after=7), operation=Operation.EXPORTED))
    url = await completed(wire)

    response, _ = await download(wire, url)

    assert (response.status, response.headers["Retry-After"]) == (429, "7")


async def test_a_download_can_be_lost(tenant: Tenant, wire: Wire) -> None:
    lost = LostAnswer(hangs_up=True)
    tenant.script.add(Rule(fault=lost, operation=Operation.EXPORTED, times=None))
    url = await completed(wire)

    with pytest.raises(ClientConnectionError):
        await download(wire, url)


async def test_the_sdk_understands_a_job(tenant: Tenant) -> None:
    order = DeviceManagementExportJob(report_name=DEPLOYMENTS, select=["UPN"])
    async with an_sdk(tenant) as graph:
        jobs = graph.device_management.reports.export_jobs

        job = await jobs.post(order)
        assert job is not None
        read = await jobs.by_device_management_export_job_id(str(job.id)).get()

    assert job.status is DeviceManagementReportStatus.NotStarted
    assert read is not None
    assert read.status is DeviceManagementReportStatus.Completed
    assert read.localization_type is not None
    assert read.expiration_date_time is not None
