"""What docs/hr.md shows can be copied as it is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.domain.commands import HireEvent
from shared.flightplan import load
from shared.flightplan.sources import presets
from tests.hr_systems import codes_of, hires_of, read_json

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "hr.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(yaml|json)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PLAN: dict[str, Any] = {
    "default_persona": "office",
    "personas": {name: {"groups": [{"name": name}]} for name in ("office", "engineer")},
}


def sources_shown() -> dict[str, dict[str, Any]]:
    shown: dict[str, dict[str, Any]] = {}
    for kind, text in BLOCKS:
        block: dict[str, Any] = yaml.safe_load(text) if kind == "yaml" else {}
        if "type" not in block:
            shown |= block.get("sources") or block
    return shown


def mapping_shown() -> str:
    (mapping,) = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("events:")]
    return str(mapping)


def a_folder(path: Path, name: str) -> Path:
    """A flight plan with this one source, and the mapping file beside it."""
    said = sources_shown()[name]
    said = json.loads(json.dumps(said).replace("TENANT-ID", "0f4c8f4e-5b1c-4b8e-9d0a-3f1d2c4b5a69"))
    (path / "workday.yaml").write_text(mapping_shown(), encoding="utf-8")
    plan = path / "flightplan.yaml"
    plan.write_text(yaml.safe_dump({**PLAN, "sources": {name: said}}), encoding="utf-8")
    return plan


@pytest.mark.parametrize("name", sources_shown())
def test_a_source_that_is_shown_can_be_copied(tmp_path: Path, name: str) -> None:
    plan = load(a_folder(tmp_path, name))

    assert plan.sources[name].hires is not None


def test_the_worked_example_reads_its_message(tmp_path: Path) -> None:
    source = load(a_folder(tmp_path, "workday")).sources["workday"]
    (message,) = [text for kind, text in BLOCKS if kind == "json"]

    received = read_json(source, json.loads(message))

    (hire,) = hires_of(received)
    assert (hire.event, hire.employee_id) == (HireEvent.CREATED, "21010")
    assert str(hire.start_date) == "2026-04-01"
    # The tests' own personas have no engineer.
    assert codes_of(received) == [["persona-unmapped"]]


def test_every_preset_of_an_hr_system_is_described() -> None:
    named = [name for name, said in presets().items() if "hires" in said]

    assert len(named) > 10
    assert [name for name in named if not re.search(rf"(`|preset: ){name}\b", TEXT)] == []


def test_every_code_of_the_readers_of_hires_is_told() -> None:
    told = (DOCS / "intake.md").read_text(encoding="utf-8")
    files = [
        DOCS.parent / "shared/intake" / name for name in ("vendor_data", "vendor_hires", "forms")
    ]
    texts = [file.with_suffix(".py").read_text(encoding="utf-8") for file in files]
    codes = {code for text in texts for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text)}

    assert {code for code in codes if f"`{code}`" not in told} == set()
    assert "persona-unmapped" in codes
