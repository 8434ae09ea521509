"""Export jobs and their files.

Source: Microsoft, "Use Graph APIs to export Intune reports"; assumed where a test says so.
"""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import GraphFault, Latencies, Operation, Outage, Rule, Tenant, minutes
from simulator.tenant.export_file import REPLACED
from simulator.tenant.exports import ExportOrder
from simulator.tenant.reports import DEPLOYMENTS, REPORTS
from tests.deploying import an_export, document, lines, minute, switched_on
from tests.tenancy import START, an_instant_tenant

ORDER = ExportOrder(report=DEPLOYMENTS)


def test_an_export_goes_from_not_started_through_in_progress_to_completed() -> None:
    slow = replace(Latencies.instant(), export_begun=minutes(1), export_finished=minutes(1))
    clock = JumpingClock(START)
    tenant = Tenant(clock, latencies=slow)
    job = tenant.export_job(ORDER)
    seen = [job]

    for count in (1, 2):
        minute(clock, count)
        seen.append(tenant.export(job["id"]))

    assert [each["status"] for each in seen] == ["notStarted", "inProgress", "completed"]
    assert [each["url"] is None for each in seen] == [True, True, False]
    assert [each["expirationDateTime"] for each in seen] == [
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "2026-03-02T14:02:00Z",
    ]


def test_an_exports_id_begins_with_its_report() -> None:
    tenant, _ = an_instant_tenant()

    assert tenant.export_job(ORDER)["id"].startswith("AutopilotV1DeploymentStatus_")


@pytest.mark.parametrize(
    "order",
    [
        ExportOrder(report="Devices2"),
        replace(ORDER, select=("DeviceSerialNumber", "SerialNumber")),
        replace(ORDER, file_format="pdf"),
        replace(ORDER, localization="none"),
    ],
)
def test_what_no_report_has_is_refused(order: ExportOrder) -> None:
    tenant, _ = an_instant_tenant()

    with pytest.raises(GraphFault, match="400"):
        tenant.export_job(order)


def test_an_unknown_export_is_not_found() -> None:
    tenant, _ = an_instant_tenant()

    with pytest.raises(GraphFault, match="404"):
        tenant.export(f"{DEPLOYMENTS}_unknown")


def test_as_many_exports_fail_as_the_story_wants() -> None:
    tenant, _ = an_instant_tenant()
    tenant.exports_fail(2)

    jobs = [tenant.export(tenant.export_job(ORDER)["id"]) for _ in range(3)]

    assert [job["status"] for job in jobs] == ["failed", "failed", "completed"]
    assert [job["url"] is None for job in jobs] == [True, True, False]


def test_a_file_has_the_selected_columns_in_the_order_asked_for() -> None:
    tenant, _ = an_instant_tenant()
    switched_on(tenant, "SN-Ü")

    name, text = document(an_export(tenant, "UPN", "DeviceSerialNumber", "OS"))

    assert name.endswith(".csv")
    assert text == "UPN,DeviceSerialNumber,OS\r\n,SN-Ü,Windows\r\n"


def test_codes_come_with_their_texts_beside_them_by_default() -> None:
    tenant, _ = an_instant_tenant()
    switched_on(tenant)

    text = document(an_export(tenant, "DeploymentState", "OS"))[1]

    assert text == "DeploymentState,DeploymentState_loc,OS\r\n2,In progress,Windows\r\n"


def test_codes_can_be_replaced_by_their_texts() -> None:
    tenant, _ = an_instant_tenant()
    switched_on(tenant)

    text = document(an_export(tenant, "DeploymentState", localization=REPLACED))[1]

    assert text == "DeploymentState\r\nIn progress\r\n"


def test_a_file_can_be_json() -> None:
    tenant, _ = an_instant_tenant()
    switched_on(tenant)

    name, text = document(an_export(tenant, "DeviceSerialNumber", file_format="json"))

    assert name.endswith(".json")
    assert json.loads(text) == {"values": [{"DeviceSerialNumber": "SN-1"}]}


@pytest.mark.parametrize("report", REPORTS)
def test_without_a_selection_every_column_comes(report: str) -> None:
    tenant, _ = an_instant_tenant()

    header = document(an_export(tenant, report=report, localization=REPLACED))[1]

    assert tuple(header.strip().split(",")) == REPORTS[report].columns


def test_another_area_can_have_rows() -> None:
    tenant, _ = an_instant_tenant()
    report = "AutopilotV2DeploymentStatusDetailedScriptInfo"
    row = dict.fromkeys(REPORTS[report].columns, "") | {"DisplayName": "Drives"}
    tenant.model.exports.rows[report] = lambda: [row]

    assert lines(an_export(tenant, "DisplayName", report=report)) == [{"DisplayName": "Drives"}]


@pytest.mark.parametrize("change", [("sig=", "sig=x"), ("sig=", "gis="), ("Status_", "Status_x")])
def test_a_file_needs_its_signature(change: tuple[str, str]) -> None:
    tenant, _ = an_instant_tenant()
    url = tenant.export(tenant.export_job(ORDER)["id"])["url"]

    with pytest.raises(GraphFault, match="403"):
        tenant.exported(url.replace(*change))


def test_a_file_lies_ready_for_six_hours() -> None:
    tenant, clock = an_instant_tenant()
    url = tenant.export(tenant.export_job(ORDER)["id"])["url"]

    clock.advance(timedelta(hours=6, seconds=-1))

    assert tenant.exported(url)


def test_a_file_expires_after_six_hours() -> None:
    tenant, clock = an_instant_tenant()
    url = tenant.export(tenant.export_job(ORDER)["id"])["url"]

    clock.advance(timedelta(hours=6))

    with pytest.raises(GraphFault, match="403"):
        tenant.exported(url)


def test_a_script_strikes_a_download_and_not_the_job() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(fault=Outage(), operation=Operation.EXPORTED))
    url = tenant.export(tenant.export_job(ORDER)["id"])["url"]

    with pytest.raises(GraphFault, match="503"):
        tenant.exported(url)

    assert tenant.exported(url)


def test_no_trace_learns_a_signature() -> None:
    tenant, _ = an_instant_tenant()
    seen: list[object] = []
    tenant.trace_to(seen.append)

    an_export(tenant)

    assert len(seen) == 3
    assert "sig" not in str(seen)
