"""Builders of deployments in a simulated tenant, and what its voices say of them."""

import csv
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

from simulator.clock import JumpingClock
from simulator.tenant import Latencies, Moods, Tenant, minutes
from simulator.tenant.exports import ExportOrder
from simulator.tenant.reports import DEPLOYMENTS
from tests.tenancy import START, registered

# Device set-up 20, account set-up 15, a retry after 10, the report 30 minutes behind.
PUNCTUAL = replace(Latencies.instant(), report_written=minutes(30))


def a_moody_tenant(**moods: float) -> tuple[Tenant, JumpingClock]:
    """Make a tenant in which these moods befall everything."""
    clock = JumpingClock(START)
    return Tenant(clock, latencies=PUNCTUAL, moods=Moods(**moods)), clock


def switched_on(tenant: Tenant, serial: str = "SN-1") -> str:
    """Register a machine and switch it on; answers its identity's id."""
    identity_id = registered(tenant, serial)
    tenant.switches_on(serial)
    return identity_id


def minute(clock: JumpingClock, count: float) -> None:
    clock.jump_to(START + timedelta(minutes=count))


def states(tenant: Tenant) -> tuple[str, str, str]:
    """Read the only event: the deployment's state, then its phases'."""
    (event,) = tenant.autopilot_events()
    return event["deploymentState"], event["deviceSetupStatus"], event["accountSetupStatus"]


def an_export(tenant: Tenant, *select: str, report: str = DEPLOYMENTS, **other: str) -> bytes:
    """Export a report in a tenant whose exports are ready at once."""
    job = tenant.export_job(ExportOrder(report=report, select=select, **other))
    return tenant.exported(tenant.export(job["id"])["url"])


def document(zipped: bytes) -> tuple[str, str]:
    """Unpack an export: the only document's name and text."""
    with ZipFile(BytesIO(zipped)) as archive:
        (name,) = archive.namelist()
        return name, archive.read(name).decode()


def lines(zipped: bytes) -> list[dict[str, Any]]:
    """Read an export's CSV."""
    return list(csv.DictReader(StringIO(document(zipped)[1])))
