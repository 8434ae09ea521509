"""Reading the flight plan, and naming the line that is wrong."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.domain.device import Device
from shared.domain.errors import Misconfigured
from shared.domain.flightplan import Membership, Patience
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Stage
from shared.flightplan import load, parse

PLAN = """\
default_persona: office
personas:
  office:
    group_tag: OFFICE
    groups:
      - name: Autopilot Office
  engineer:
    group_tag: ENGINEER
    groups:
      - name: Autopilot Engineers
        membership: dynamic
patience:
  first: PT2M
  outstayed:
    expected: PT1H
"""
MINUTES = timedelta(minutes=1)


def a_device(**said: str) -> Device:
    line = ManifestLine(serial="SN-1", **said)
    return Device(serial="SN-1", since=datetime(2026, 1, 5, tzinfo=UTC), line=line)


def test_a_plan_says_what_it_says() -> None:
    plan = parse(PLAN, "plan.yaml")

    assert plan.default_persona == "office"
    assert plan.personas["engineer"].groups[0].membership is Membership.DYNAMIC
    assert plan.patience.first == 2 * MINUTES
    assert plan.patience.longest == 15 * MINUTES
    assert plan.patience.outstayed[Stage.EXPECTED] == 60 * MINUTES
    assert plan.patience.outstayed[Stage.READY] == 60 * MINUTES


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ("default_persona: office", "default_persona: pilot", "plan.yaml:1: flight plan: "),
        ("default_persona: office", "colour: red", "plan.yaml:1: default_persona: "),
        ("    group_tag: OFFICE", "    group_tag: [1]", "plan.yaml:4: personas.office.group_tag: "),
        ("    group_tag: OFFICE", "    route: by sea", "plan.yaml:4: personas.office.route: "),
        (
            "membership: dynamic",
            "membership: secret",
            "plan.yaml:11: personas.engineer.groups.0.membership: ",
        ),
        ("      - name: Autopilot Office", "      - nam: x", "plan.yaml:6: personas.office.groups"),
        ("  first: PT2M", "  first: PT0S", "plan.yaml:13: patience.first: "),
        ("  first: PT2M", "  frist: PT2M", "plan.yaml:13: patience.frist: "),
        ("    expected: PT1H", "    expeted: PT1H", "plan.yaml:15: patience.outstayed.expeted"),
        ("    expected: PT1H", "    expected: PT0S", "plan.yaml:15: patience.outstayed.expected"),
    ],
)
def test_a_mistake_names_its_file_its_line_and_its_field(
    right: str, wrong: str, named: str
) -> None:
    with pytest.raises(Misconfigured) as caught:
        parse(PLAN.replace(right, wrong), "plan.yaml")

    assert named in caught.value.reason.sentence
    assert caught.value.reason.code == "flight-plan-wrong"


def test_a_key_that_stands_twice_is_refused_where_it_stands_again() -> None:
    twice = PLAN.replace("  engineer:", "  office:")

    with pytest.raises(Misconfigured) as caught:
        parse(twice, "plan.yaml")

    sentence = "plan.yaml:7: personas.office: stands twice; keep one of them"
    assert caught.value.reason.sentence == sentence


def test_a_key_that_is_no_word_is_no_yaml_of_ours() -> None:
    with pytest.raises(Misconfigured, match=r"plan\.yaml is no YAML"):
        parse(f"{PLAN}? [a]\n: b\n", "plan.yaml")


def test_keys_may_be_alike_in_two_mappings_and_behind_an_alias() -> None:
    again = (
        "  third: &third\n    group_tag: T\n    groups: [{name: T}]\n  fourth: *third\npatience:"
    )

    assert {"third", "fourth"} <= parse(PLAN.replace("patience:", again), "p").personas.keys()


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(Misconfigured, match=r"plan.yaml:4: .*; plan.yaml:13: "):
        parse(PLAN.replace("OFFICE", "[]").replace("PT2M", "soon"), "plan.yaml")


@pytest.mark.parametrize("text", ["", "[]", "just words"])
def test_what_is_no_mapping_is_no_plan(text: str) -> None:
    with pytest.raises(Misconfigured, match=r"plan\.yaml:1: flight plan: "):
        parse(text, "plan.yaml")


@pytest.mark.parametrize("text", ["a: [", "a: b: c", "\t- x", "a: !!python/object:os.x {}"])
def test_what_is_no_yaml_is_no_plan(text: str) -> None:
    with pytest.raises(Misconfigured, match=r"plan.yaml is no YAML: "):
        parse(text, "plan.yaml")


def test_a_plan_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"There is no flight plan .*nowhere.yaml") as caught:
        load(tmp_path / "nowhere.yaml")
    assert "--plan" in caught.value.reason.remedy


def test_a_plan_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Misconfigured, match="cannot be read"):
        load(path)


def test_notepads_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8-sig")

    assert load(path).default_persona == "office"


def test_the_sample_plan_can_be_read() -> None:
    assert load(Path("flightplan.yaml")).default_persona == "office"


@pytest.mark.parametrize(
    ("said", "persona", "tag"),
    [
        ({"persona": "engineer"}, "engineer", "ENGINEER"),
        ({"group_tag": "ENGINEER"}, "engineer", "ENGINEER"),
        ({"group_tag": "OTHER"}, "office", "OTHER"),
        ({"persona": "unknown"}, "office", "OFFICE"),
        ({}, "office", "OFFICE"),
    ],
)
def test_a_devices_persona_is_its_own_its_tags_or_the_default(
    said: dict[str, str], persona: str, tag: str
) -> None:
    plan = parse(PLAN, "plan.yaml")

    assert plan.persona_of(a_device(**said)).name == persona
    assert plan.group_tag_of(a_device(**said)) == tag


@pytest.mark.parametrize(("look", "minutes"), [(1, 1), (2, 2), (4, 8), (5, 15), (10_000, 15)])
def test_patience_doubles_up_to_the_longest(look: int, minutes: int) -> None:
    assert Patience().before(look) == minutes * MINUTES
