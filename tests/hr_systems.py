"""Sources as presets make them, what HR systems send, and what is read in it."""

import json
from pathlib import Path
from typing import Any

from shared.domain.commands import HireEvent, NewHire
from shared.domain.sources import Source
from shared.flightplan.sources import SourceModel, presets
from shared.intake.hires import read_hires
from shared.intake.received import Received, Terms
from shared.runtime.http import Request
from simulator.every_source import MAPPED
from tests.receiving import NOW, PERSONAS

SAMPLES = Path(__file__).parent / "data" / "hr"
KINDS = {".json": "application/json", ".form": "application/x-www-form-urlencoded"}
# What a flight plan has to say besides the preset.
NEEDED: dict[str, dict[str, Any]] = {
    "bamboohr": {"variables": {"company": "example"}},
    "entra-lifecycle-workflows": {
        "verifier": {
            "bearer": {
                "tenant": "0f4c8f4e-5b1c-4b8e-9d0a-3f1d2c4b5a69",
                "audience": "api://groundcrew",
            }
        }
    },
    "middleware": {"hires": MAPPED},
}
PRESETS = sorted(name for name, said in presets().items() if "hires" in said)


def a_source(preset: str, **said: Any) -> Source:  # noqa: ANN401  any field of a source
    """A source of this preset; engineers have the persona ``lab``."""
    told = {
        "preset": preset,
        "secrets": ["HR_SECRET"],
        "credentials": "HR_CREDENTIALS",
        "personas": {"Engineering": "lab"},
        **NEEDED.get(preset, {}),
        **said,
    }
    return SourceModel.model_validate(told).named(preset)


def read(source: Source, body: bytes, kind: str = "application/json") -> Received:
    request = Request(headers={"content-type": kind}, body=body)
    return read_hires(request, Terms(source=source, personas=PERSONAS, now=NOW))


def read_json(source: Source, document: Any) -> Received:  # noqa: ANN401  any JSON
    return read(source, json.dumps(document).encode())


def read_sample(source: Source, name: str) -> Received:
    path = SAMPLES / source.name / name
    return read(source, path.read_bytes(), KINDS[path.suffix])


def a_document(preset: str, name: str) -> Any:  # noqa: ANN401  any JSON
    return json.loads((SAMPLES / preset / name).read_bytes())


def hires_of(received: Received) -> list[NewHire]:
    commands = [step.command for step in received.steps]
    return [command for command in commands if isinstance(command, NewHire)]


def codes_of(received: Received) -> list[list[str]]:
    """The codes that each event met."""
    return [[remark.reason.code for remark in verdict.remarks] for verdict in received.verdicts]


def fields_of(received: Received) -> list[str]:
    return [remark.field for verdict in received.verdicts for remark in verdict.remarks]


def a_thin(preset: str, employee_id: str = "E-1") -> NewHire:
    return NewHire(event=HireEvent.CHANGED, employee_id=employee_id, said_at=NOW, fetch_from=preset)


# When the events of our own mapping say that they happened.
AT = "2026-03-01T09:00:00Z"
HIRES = {
    "events": "people",
    "id": "id",
    "time": "at",
    "type": "what",
    "types": {"hired": "created", "moved": "changed", "gone": "cancelled"},
    "fields": {
        "employee_id": "no",
        "user_principal_name": "mail",
        "start_date": "start",
        "persona": "unit",
        "location": "join(' ', [town])",
        "order_reference": "order",
    },
    "cancelled": "left",
    "needs_device": "laptop",
    "dates": ["%d.%m.%Y", "%Y-%m-%d%z"],
}


def our_source(**said: Any) -> Source:  # noqa: ANN401  any field of a source
    over = said.pop("hires", {})
    return a_source("middleware", hires={**HIRES, **over}, **said)


def an_event(**said: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    return {"what": "hired", "at": AT, "no": "E-1", "town": "Berlin"} | said


def read_events(*events: Any, **said: Any) -> Received:  # noqa: ANN401  any JSON
    return read_json(our_source(**said), {"people": list(events)})
