"""What the flight plan and the files beside it say of an HR system's events."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from shared.domain.commands import HireEvent
from shared.domain.errors import Misconfigured
from shared.domain.flightplan import FlightPlan
from shared.domain.hire_formats import HireFormat
from shared.flightplan import load, parse

PLAN = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
sources:
  people:
    preset: workday
    secrets: [PEOPLE_KEY]
    personas:
      Engineering: office
    hires:
      type: process.name
      types:
        Hire: created
      fields:
        employee_id: worker.id
        start_date: join('-', parts)
      dates: ["%d.%m.%Y"]
"""
MAPPING = """\
# What our middleware sends.
type: kind
types:
  Joined: created
fields:
  employee_id: person.id
  persona: person.team
"""


def a_plan(said: str) -> str:
    """A plan whose source says this."""
    head = PLAN.partition("    preset:")[0]
    return head + indent(dedent(said), "    ")


def hires_of(plan: FlightPlan) -> HireFormat:
    hires = plan.sources["people"].hires
    assert hires is not None
    return hires


def what_is_wrong_with(text: str) -> str:
    with pytest.raises(Misconfigured) as caught:
        parse(text, "plan.yaml")
    assert caught.value.reason.code == "flight-plan-wrong"
    return caught.value.reason.sentence


def test_a_plans_places_lie_over_those_of_the_preset() -> None:
    hires = hires_of(parse(PLAN, "plan.yaml"))

    assert (hires.type, hires.types["Hire"]) == ("process.name", HireEvent.CREATED)
    assert hires.fields["employee_id"] == "worker.id"
    assert hires.fields["location"] == "worker.location"
    assert hires.dates == ("%d.%m.%Y",)


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("process.name", "'process['", "plan.yaml:13: sources.people.hires.type: "),
        ("worker.id", "'[?'", "plan.yaml:17: sources.people.hires.fields.employee_id: "),
        ("join('-', parts)", "jion('-', parts)", "calls jion(), which JMESPath does not have"),
        ("join('-', parts)", "join(parts)", "calls join() with 1 arguments; it takes 2"),
        ("join('-', parts)", "map(&nope(@), a)", "plan.yaml:18: "),
        ("start_date:", "started:", "plan.yaml:18: sources.people.hires.fields.started"),
        ("Hire: created", "Hire: born", "plan.yaml:15: sources.people.hires.types.Hire: "),
        ("worker.id", "''", "plan.yaml:12: sources.people.hires: "),
        ("process.name", "''", "needs type and types"),
        ("%d.%m.%Y", "%d.%m.", "plan.yaml:19: sources.people.hires.dates.0: "),
        ("%d.%m.%Y", "%Y-%Q", "is no pattern of a date"),
        ("Engineering: office", "Engineering: gone", "people.personas.Engineering"),
        ("type: process.name", "task: {workflow: a}", "task needs workflow, task and result"),
    ],
)
def test_a_mistake_names_its_line(right: str, wrong: str, named: str) -> None:
    assert named in what_is_wrong_with(PLAN.replace(right, wrong))


def test_a_skeleton_that_was_not_filled_in_says_what_is_needed() -> None:
    said = what_is_wrong_with(a_plan("preset: middleware\nsecrets: [KEY]"))

    assert "fields needs employee_id" in said


def test_a_mapping_in_a_file_beside_the_plan_is_laid_over_the_preset(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    path = tmp_path / "plan.yaml"
    said = """\
    preset: workday
    secrets: [KEY]
    hires_file: mapping.yaml
    hires:
      fields:
        persona: person.role
    """
    path.write_text(a_plan(said), encoding="utf-8")

    hires = hires_of(load(path))

    assert (hires.type, hires.events) == ("kind", "events || @")
    assert hires.fields["employee_id"] == "person.id"
    assert hires.fields["persona"] == "person.role"


def a_plan_with(tmp_path: Path, mapping: str) -> Path:
    (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
    path = tmp_path / "plan.yaml"
    said = "preset: middleware\nsecrets: [KEY]\nhires_file: mapping.yaml\n"
    path.write_text(a_plan(said), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("person.team", "'person['", "mapping.yaml:7: fields.persona: "),
        ("Joined: created", "Joined: born", "mapping.yaml:4: types.Joined: "),
        ("type: kind", "tipe: kind", "mapping.yaml:2: tipe: "),
        ("type: kind", "type: kind\ntype: sort", "mapping.yaml:3: type: stands twice"),
        ("employee_id:", "employee:", "mapping.yaml:6: fields.employee"),
        ("type: kind", "type: [", "mapping.yaml is no YAML: "),
        (MAPPING, "[]", "mapping.yaml:1: holds no mapping"),
    ],
)
def test_a_mistake_in_a_mapping_file_names_the_line_of_that_file(
    tmp_path: Path, right: str, wrong: str, named: str
) -> None:
    with pytest.raises(Misconfigured) as caught:
        load(a_plan_with(tmp_path, MAPPING.replace(right, wrong)))

    assert named in caught.value.reason.sentence


def test_a_mapping_file_that_is_not_there_names_the_line_of_the_plan(tmp_path: Path) -> None:
    path = a_plan_with(tmp_path, MAPPING)
    (tmp_path / "mapping.yaml").unlink()

    with pytest.raises(Misconfigured, match=r"plan.yaml:10: sources.people.hires_file: .* read"):
        load(path)


def test_a_plan_that_is_no_file_names_no_file() -> None:
    said = "preset: middleware\nsecrets: [KEY]\nhires_file: mapping.yaml\n"

    assert "plan.yaml:10: sources.people.hires_file: " in what_is_wrong_with(a_plan(said))


@pytest.mark.parametrize("said", ["sources: []", "sources: {people: 7}", "sources: {7: {}}"])
def test_what_is_no_source_is_refused_as_ever(said: str) -> None:
    assert "plan.yaml:6: sources" in what_is_wrong_with(PLAN.partition("sources:")[0] + said)
