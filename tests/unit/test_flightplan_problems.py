"""What is said of a flight plan that is wrong: the place, the reason and the remedy."""

from pathlib import Path

import pytest

from shared.domain.errors import Misconfigured
from shared.flightplan import load, parse

PLAN = """\
default_persona: office
personas:
  office:
    group_tag: OFFICE
    groups:
      - name: Autopilot Office
"""


def told(more: str) -> str:
    with pytest.raises(Misconfigured) as caught:
        parse(PLAN + more, "plan.yaml")
    return caught.value.reason.sentence


@pytest.mark.parametrize("written", ["0123", "76222342342", "1.5", "yes", "2026-01-01"])
def test_what_yaml_takes_for_no_text_is_wanted_in_quotes(written: str) -> None:
    section = f"tenant:\n  groups:\n    A:\n      purchase_order: {written}\n"

    assert told(section) == (
        "plan.yaml:10: tenant.groups.A.purchase_order: "
        "is no text without quotes; write it in quotes, leading zeros included"
    )


def test_a_field_that_is_nearly_one_is_told_which() -> None:
    section = "tenant:\n  deployment_profiles:\n    A:\n      asignments: []\n"

    assert told(section).endswith(
        "tenant.deployment_profiles.A.asignments: is no field here; did you mean assignments?"
    )


def test_a_field_that_is_like_none_is_told_plainly() -> None:
    assert told("zzz: 1\n").endswith("zzz: is no field here")


def test_no_refusal_speaks_of_the_library() -> None:
    assert told("tenant:\n  enrollment_status_pages:\n    A: {priority: 0}\n").count("Value") == 0


def an_object_that_makes(folder: Path) -> str:
    """Write what YAML's unsafe loaders take for a call."""
    return f'!!python/object/apply:os.mkdir ["{folder.as_posix()}"]'


def test_a_flight_plan_makes_no_objects(tmp_path: Path) -> None:
    made = tmp_path / "made"

    assert "plan.yaml is no YAML: " in told(f"events_source: {an_object_that_makes(made)}\n")
    assert not made.exists()


def test_a_mapping_file_makes_no_objects(tmp_path: Path) -> None:
    made = tmp_path / "made"
    mapping = f"type: {an_object_that_makes(made)}\n"
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    source = "{preset: middleware, secrets: [KEY], hires_file: mapping.yaml}"
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"{PLAN}sources: {{people: {source}}}\n", encoding="utf-8")

    with pytest.raises(Misconfigured, match=r"mapping\.yaml is no YAML: "):
        load(plan)
    assert not made.exists()
