"""Writes the files in ``examples/``, always the same bytes: ``python -m simulator.examples``."""

import csv
import io
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from simulator.cargo import HARBOR, MERIDIAN, PEBBLE, STRATUS, Hash, Machine, Manifest
from simulator.cast import (
    HANNA_STARTS,
    IVO_STARTS,
    KLARA_JOINS,
    LARS,
    LARS_ASKS,
    Asking,
    Colleague,
    Hiring,
    Joining,
)
from simulator.hardware import hardware_hash
from simulator.ship_notices import ship_notice
from simulator.stories import EXAMPLES

# The columns of Microsoft's "Manually register devices with Windows Autopilot".
_COLUMNS = (
    "Device Serial Number",
    "Windows Product ID",
    "Hardware Hash",
    "Group Tag",
    "Assigned User",
)
_SAID_AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
_STARTS = "2026-01-19"

type Event = Mapping[str, Any]


def files() -> Mapping[str, bytes]:
    """Make every example file, by name."""
    return {
        "hire-hanna.json": _json(hire_event(HANNA_STARTS)),
        "hire-ivo.json": _json(hire_event(IVO_STARTS)),
        "hire-klara.json": _json(bamboohr_event(KLARA_JOINS)),
        "request-lars.json": _json(request_of(LARS_ASKS)),
        "approval-lars.json": _json(approval_by(LARS.manager)),
        "shipment-fabrikam.csv": autopilot_csv(STRATUS),
        "shipment-tailspin.json": _json(shipment_event(MERIDIAN, source="/distributors/tailspin")),
        "shipment-northwind.json": _json(shipment_event(HARBOR, source="/distributors/northwind")),
        "shipment-litware.edi": ship_notice(PEBBLE, _SAID_AT),
    }


def write(folder: Path) -> None:
    """Write the files into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


def hire_event(hiring: Hiring) -> Event:
    """Announce a person as an HR system would (CloudEvents 1.0)."""
    data = {
        "employee_id": hiring.employee_id,
        "user_principal_name": hiring.colleague.upn,
        "start_date": _STARTS,
        "persona": hiring.persona,
        "location": hiring.location,
        "order_reference": hiring.order_reference,
    }
    return _event("hire.created", "/hr/contoso", f"hire-{hiring.employee_id}-1", data)


def bamboohr_event(joining: Joining) -> Event:
    """Announce a person as BambooHR does, whose event-based webhooks say no more than this."""
    return {
        "type": "employee.created",
        "timestamp": _SAID_AT.strftime("%Y-%m-%dT%H:%M:%S%z"),
        "data": {"companyId": "12345", "employeeId": joining.employee_id},
    }


def request_of(asking: Asking) -> Event:
    """Ask for a device as a form would."""
    return {
        "id": asking.id,
        "person": asking.colleague.upn,
        "persona": asking.persona,
        "location": asking.location,
        "why": asking.why,
        "asked_at": _SAID_AT.isoformat(),
    }


def approval_by(manager: Colleague | None) -> Event:
    """Agree as somebody's manager."""
    return {"by": manager.upn if manager else ""}


def shipment_event(manifest: Manifest, source: str) -> Event:
    """Announce a shipment as a distributor would (CloudEvents 1.0)."""
    data = {
        "shipment_id": manifest.shipment_id,
        "lines": [_line(machine) for machine in manifest.machines],
    }
    return _event("shipment.dispatched", source, manifest.shipment_id, data)


def autopilot_csv(manifest: Manifest) -> bytes:
    """Write a shipment as the file that the Intune admin center takes."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for machine in manifest.machines:
        upn = machine.person.upn if machine.person else ""
        rows.writerow((machine.serial, "", _hash(machine), machine.tag, upn))
    return text.getvalue().encode()


def _line(machine: Machine) -> Mapping[str, str]:
    said = {
        "serial": machine.serial,
        "manufacturer": machine.manufacturer,
        "model": machine.model,
        "hardware_hash": _hash(machine),
        "group_tag": machine.tag,
        "persona": machine.persona,
        "order_reference": machine.order_reference,
        "person": machine.person.upn if machine.person else "",
    }
    return {name: value for name, value in said.items() if value}


def _hash(machine: Machine) -> str:
    match machine.hash:
        case Hash.NONE:
            return ""
        case Hash.FOREIGN:
            other = STRATUS.machines[0]
            return hardware_hash(other.serial, other.manufacturer, other.model, seed=1)
        case Hash.OWN:
            return hardware_hash(machine.serial, machine.manufacturer, machine.model)


def _event(kind: str, source: str, name: str, data: Mapping[str, Any]) -> Event:
    return {
        "specversion": "1.0",
        "type": kind,
        "source": source,
        "id": name,
        "time": _SAID_AT.isoformat(),
        "datacontenttype": "application/json",
        "data": data,
    }


def _json(event: Event) -> bytes:
    return (json.dumps(event, indent=2) + "\n").encode()


if __name__ == "__main__":
    write(EXAMPLES)
    sys.stdout.write(f"Wrote {len(files())} files to {EXAMPLES}.\n")
