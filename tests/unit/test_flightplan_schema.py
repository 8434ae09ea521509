"""The JSON Schema that editors complete flight plans by."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from shared.flightplan import FlightPlanModel
from shared.flightplan.json_schema import json_schema
from shared.flightplan.sources import presets
from tests.tenant_sections import SECTIONS, Raw

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "docs" / "schemas" / "flightplan.schema.json"
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
PERSONAS = {"default_persona": "p", "personas": {"p": {"groups": [{"name": "g"}]}}}
SAMPLES = [ROOT / "flightplan.yaml", *sorted((ROOT / "tests" / "data" / "tenant").glob("*.yaml"))]


def mistakes(plan: object) -> list[str]:
    """List the paths of what is wrong, each with the rule that it breaks."""
    return [
        ".".join(map(str, [*error.absolute_path, error.validator]))
        for error in VALIDATOR.iter_errors(plan)
    ]


def told(text: str) -> Iterator[Raw]:
    """Find the flight plans, or sections of them, that a document shows."""
    for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
        shown = yaml.safe_load(block)
        if isinstance(shown, dict) and shown.keys() <= FlightPlanModel.model_fields.keys():
            yield PERSONAS | shown


def test_the_committed_schema_is_the_models() -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == SCHEMA


def test_the_schema_is_one_of_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_every_field_is_described_and_nothing_is_titled() -> None:
    models: dict[str, Any] = {"": SCHEMA, **SCHEMA["$defs"]}
    fields = {
        f"{name}.{field}": said
        for name, model in models.items()
        for field, said in model.get("properties", {}).items()
    }

    assert [path for path, said in fields.items() if not said.get("description")] == []
    assert '"title"' not in json.dumps(SCHEMA["$defs"])
    assert len(fields) > 150


def test_the_values_of_a_field_can_be_chosen() -> None:
    profile = SCHEMA["$defs"]["DeploymentProfileModel"]["properties"]

    assert profile["device_type"]["enum"][:2] == ["windowsPc", "holoLens"]
    assert SCHEMA["$defs"]["SourceModel"]["properties"]["preset"]["enum"] == sorted(presets())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_flight_plan_of_ours_is_valid(path: Path) -> None:
    assert mistakes(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_the_sample_names_the_schema_to_editors() -> None:
    first, _ = (ROOT / "flightplan.yaml").read_text(encoding="utf-8").split("\n", 1)

    assert first == "# yaml-language-server: $schema=docs/schemas/flightplan.schema.json"


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_every_flight_plan_in_the_documents_is_valid(path: Path) -> None:
    shown = list(told(path.read_text(encoding="utf-8")))

    assert [found for plan in shown for found in mistakes(plan)] == []
    assert len(shown) >= (1 if path.name.startswith("flightplan") else 0)


@given(SECTIONS)
@settings(max_examples=50, deadline=None)
def test_whatever_the_models_take_is_valid(section: Raw) -> None:
    assert mistakes(PERSONAS | {"tenant": section}) == []


@pytest.mark.parametrize(
    ("plan", "mistake"),
    [
        ({}, "required"),
        (PERSONAS | {"tenants": {}}, "additionalProperties"),
        (PERSONAS | {"default_persona": 1}, "default_persona.type"),
        (
            PERSONAS | {"tenant": {"groups": {"g": {"members": []}}}},
            "tenant.groups.g.additionalProperties",
        ),
        (
            PERSONAS | {"tenant": {"deployment_profiles": {"p": {"device_type": "xbox"}}}},
            "tenant.deployment_profiles.p.device_type.enum",
        ),
        (
            PERSONAS | {"tenant": {"preparation_policies": {"p": {"timeout_in_minutes": 5}}}},
            "tenant.preparation_policies.p.timeout_in_minutes.minimum",
        ),
        (
            PERSONAS | {"tenant": {"groups": {"g": {"group_tag": 'a"b'}}}},
            "tenant.groups.g.group_tag.pattern",
        ),
        (
            PERSONAS | {"tenant": {"enrollment_status_pages": {"p": {"assignments": [{}]}}}},
            "tenant.enrollment_status_pages.p.assignments.0.oneOf",
        ),
        (PERSONAS | {"sources": {"s": {"secrets": ["S"]}}}, "sources.s.anyOf"),
        (PERSONAS | {"sources": {"s": {"preset": "nobody's"}}}, "sources.s.preset.enum"),
    ],
)
def test_a_mistake_is_seen_while_it_is_typed(plan: Raw, mistake: str) -> None:
    assert mistake in mistakes(plan)
