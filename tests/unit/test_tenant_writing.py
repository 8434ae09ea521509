"""Objects written as the section of a flight plan, and read again."""

from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings

from shared.domain.membership_rules import ALL_AUTOPILOT_DEVICES, of_group_tag, of_purchase_order
from shared.domain.setup import Kind, TenantPlan, Wanted
from shared.flightplan import parse
from shared.flightplan.tenant.section import TenantModel
from shared.flightplan.tenant.writing import text_of
from tests.tenant_sections import SECTIONS, TRAPS, Raw

PLAN = "default_persona: p\npersonas: {p: {groups: [{name: g}]}}\n"


def read(raw: Raw) -> TenantPlan:
    return TenantModel.model_validate(raw).value()


def read_text(text: str) -> TenantPlan:
    return parse(PLAN + text, "plan.yaml").tenant


def in_order(plan: TenantPlan) -> list[Wanted]:
    return sorted(plan.objects, key=lambda each: (each.kind, each.key))


@given(SECTIONS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_again(raw: Raw) -> None:
    plan = read(raw)

    assert in_order(read_text(text_of(plan.objects))) == in_order(plan)


@given(SECTIONS)
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_objects_does_not_matter(raw: Raw) -> None:
    objects = read(raw).objects

    assert text_of(objects[::-1]) == text_of(objects)


@pytest.mark.parametrize("name", TRAPS)
def test_a_name_is_a_string_to_every_reader(name: str) -> None:
    text = text_of(read({"groups": {name: {"description": name}}}).objects)

    assert list(yaml.safe_load(text)["tenant"]["groups"].items()) == [(name, {"description": name})]


@pytest.mark.parametrize("name", ["1e3", "+1.5E-3", ".5", "0o17", "1_000", "y", "N", "0x1F"])
def test_what_editors_take_for_a_number_is_quoted(name: str) -> None:
    assert f"    '{name}': {{}}\n" in text_of(read({"groups": {name: {}}}).objects)


def test_what_is_as_usual_goes_without_saying() -> None:
    raw = {
        "groups": {"g": {"membership_rule_processing_state": "On", "rule": "x"}},
        "deployment_profiles": {"p": {"locale": "os-default", "assignments": []}},
        "preparation_policies": {"q": {"timeout_in_minutes": 60}},
    }

    assert [line for line in text_of(read(raw).objects).splitlines() if "#" not in line] == [
        "tenant:",
        "  groups:",
        "    g:",
        "      rule: x",
        "  deployment_profiles:",
        "    p: {}",
        "  preparation_policies:",
        "    q: {}",
    ]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (ALL_AUTOPILOT_DEVICES, "all_autopilot_devices: true"),
        (of_group_tag("OFFICE"), "group_tag: OFFICE"),
        (of_purchase_order("76222342342"), "purchase_order: '76222342342'"),
        (of_group_tag(""), f"rule: {of_group_tag('')}"),
        (of_group_tag('a"b'), f"rule: {of_group_tag('a"b')}"),
    ],
)
def test_a_rule_is_said_the_short_way_if_there_is_one(rule: str, said: str) -> None:
    assert f"      {said}\n" in text_of(read({"groups": {"g": {"rule": rule}}}).objects)


def test_a_message_over_several_lines_stays_readable() -> None:
    raw = {"enrollment_status_pages": {"p": {"custom_error_message": "Call us.\nAny time.\n"}}}

    text = text_of(read(raw).objects)

    assert "      custom_error_message: |\n        Call us.\n        Any time.\n" in text


def test_groups_that_a_policy_gives_its_apps_are_not_repeated() -> None:
    raw = {
        "apps": {"Paint": {"required_for": ["office", "field"]}},
        "preparation_policies": {"p": {"device_group": "field", "apps": ["Paint", "Portal"]}},
    }

    said = yaml.safe_load(text_of(read(raw).objects))["tenant"]

    assert said["apps"] == {"Paint": {"required_for": ["office"]}}


def test_an_app_that_is_told_apart_by_id_is_written_even_if_a_policy_implies_it() -> None:
    policy = {"device_group": "field", "apps": ["Paint"]}
    raw = {"apps": {"Paint": {"id": "7"}}, "preparation_policies": {"p": policy}}

    said = yaml.safe_load(text_of(read(raw).objects))["tenant"]

    assert said["apps"] == {"Paint": {"id": "7"}}


@pytest.mark.parametrize(
    "text", ["\n", "a\n\n", "\na", " a\nb", "a\x85b", "a\u2028b\n", "a\r\nb", "\x85", "a\n  b\n"]
)
def test_a_text_keeps_its_line_breaks(text: str) -> None:
    raw = {"groups": {"g": {"description": text}}, "apps": {"a": {}}}

    assert read_text(text_of(read(raw).objects)).of(Kind.GROUP)[0].fields["description"] == text


def test_pages_and_policies_stand_by_their_priority() -> None:
    raw = {"enrollment_status_pages": {"a": {"priority": 2}, "b": {"priority": 1}, "c": {}}}

    said = yaml.safe_load(text_of(read(raw).objects))["tenant"]

    assert list(said["enrollment_status_pages"]) == ["b", "a", "c"]


def test_every_section_has_its_comment() -> None:
    lines = text_of(read({"groups": {"g": {}}, "apps": {"a": {}}}).objects).splitlines()

    heads = [before for before, line in pairwise(lines) if line[2:3].isalpha()]
    assert [head[:4] for head in heads] == ["  # ", "  # "]


def test_nothing_at_all_is_written_as_an_empty_section() -> None:
    assert text_of([]) == "tenant: {}\n"
    assert read_text(text_of([])) == TenantPlan()


def test_the_service_principal_is_implied() -> None:
    plan = read({"groups": {"g": {"provisioning_client_owns": True}}})

    assert [each.kind for each in plan.objects] == [Kind.SERVICE_PRINCIPAL, Kind.GROUP]
    assert "f1346770" not in text_of(plan.objects)
