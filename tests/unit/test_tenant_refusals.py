"""What the section ``tenant`` refuses: each with its line, its field and the remedy."""

from typing import Any

import pytest
import yaml

from shared.domain.errors import Misconfigured
from shared.domain.setup import DEFAULT_PAGE
from shared.flightplan import parse

PLAN = "default_persona: p\npersonas: {p: {groups: [{name: g}]}}\n"
GROUPS, PAGES, PROFILES = "groups", "enrollment_status_pages", "deployment_profiles"
POLICIES, SETTINGS, SCOPE = "preparation_policies", "device_registration", "automatic_enrolment"
TWICE = [{"group": "g"}, {"exclude": "G"}]


def refusal(section: str, said: Any) -> str:  # noqa: ANN401  any YAML
    with pytest.raises(Misconfigured) as caught:
        parse(PLAN + yaml.safe_dump({"tenant": {section: said}}), "plan.yaml")
    return caught.value.reason.sentence


@pytest.mark.parametrize(
    ("section", "said", "field", "remedy"),
    [
        (GROUPS, {"g": {"rule": "x", "group_tag": "y"}}, "g.group_tag", "keep one"),
        (GROUPS, {"g": {"group_tag": "y", "purchase_order": "z"}}, "g.purchase_order", "keep one"),
        (
            GROUPS,
            {"g": {"all_autopilot_devices": True, "group_tag": "z"}},
            "g.group_tag",
            "cannot stand beside all_autopilot_devices",
        ),
        (GROUPS, {"g": {"group_tag": 'a"b'}}, "g.group_tag", "say the whole rule"),
        (GROUPS, {"g": {"group_tag": "x" * 129}}, "g.group_tag", "at most 128"),
        (GROUPS, {"g": {"rule": "x" * 3073}}, "g.rule", "at most 3072"),
        (GROUPS, {"g": {"description": "x" * 1025}}, "g.description", "at most 1024"),
        (GROUPS, {"g": {"name": "x" * 257}}, "g.name", "at most 256"),
        (GROUPS, {"g": {"name": " g"}}, "g.name", "take it away"),
        (GROUPS, {"g": {"name": "g\x07h"}}, "g.name", "control character; take it away"),
        (GROUPS, {"g": {"owners": ["a@x", "A@X"]}}, "g.owners", "keep one of them"),
        (
            GROUPS,
            {"g": {"membership_rule_processing_state": "On"}},
            "g.membership_rule_processing_state",
            "say the rule",
        ),
        (GROUPS, {"g": {"members": ["a@x"]}}, "g.members", "is no field here"),
        (GROUPS, {"g": {}, "G": {}}, "", "the keys G, g differ by case alone"),
        (GROUPS, {"g": {"name": "n"}, "h": {"name": "N"}}, "", "rename one, or say the id of each"),
        (
            GROUPS,
            {"g": {"name": "n", "id": "1"}, "h": {"name": "n"}},
            "",
            "h: others have this name too",
        ),
        (GROUPS, {"g": {"id": "1"}, "h": {"id": "1"}}, "", "each object has its own"),
        (GROUPS, {"g": {"name": "n"}, "h": {"name": "g"}}, "", "h: its name is the key of another"),
        ("apps", {"a": {}, "A": {}}, "", "differ by case alone"),
        ("apps", {"a": {"required_for": ["g", "G"]}}, "a.required_for", "keep one of them"),
        ("scripts", {"a": {}, "A": {}}, "", "differ by case alone"),
        ("scripts", {"a": {"required_for": ["g"]}}, "a.required_for", "is no field here"),
        (SETTINGS, {"user_device_quota": -1}, "user_device_quota", "greater than or equal to 0"),
        (SETTINGS, {"user_device_quota": 1 << 31}, "user_device_quota", "2147483647"),
        (SETTINGS, {"allowed_to_join": "all"}, "allowed_to_join", "'everyone' or 'nobody'"),
        (SCOPE, {}, "applies_to", "required"),
        (SCOPE, {"applies_to": "some"}, "applies_to", "'selected'"),
        (SCOPE, {"applies_to": "selected"}, "groups", "name a group"),
        (SCOPE, {"applies_to": "all", "groups": ["g"]}, "groups", "say selected"),
        (PAGES, {"p": {"install_progress_timeout_in_minutes": 1441}}, "p.install_", "1440"),
        (PAGES, {"p": {"install_progress_timeout_in_minutes": -1}}, "p.install_", "to 0"),
        (PAGES, {"p": {"custom_error_message": "x" * 10_001}}, "p.custom_error_m", "10000"),
        (PAGES, {"p": {"priority": 0}}, "p.priority", "greater than or equal to 1"),
        (PAGES, {"p": {"priority": 1}, "q": {"priority": 1}}, "", "p, q have the same priority"),
        (
            PAGES,
            {"p": {"selected_mobile_apps": ["a"]}},
            "p.selected_mobile_apps",
            "say block_device_setup_retry_by_user: false",
        ),
        (
            PAGES,
            {
                "p": {
                    "block_device_setup_retry_by_user": False,
                    "selected_mobile_apps": [f"{number}" for number in range(101)],
                }
            },
            "p.selected_mobile_apps",
            "at most 100",
        ),
        (PAGES, {"p": {"role_scope_tag_ids": ["zero"]}}, "p.role_scope_tag_ids.0", "in quotes"),
        (PAGES, {"p": {"role_scope_tag_ids": ["7", "7"]}}, "p.role_scope_tag_ids", "keep one"),
        (PAGES, {DEFAULT_PAGE: {"assignments": [{"group": "g"}]}}, "", "take its assignments"),
        (PAGES, {"p": {"name": DEFAULT_PAGE, "priority": 1}}, "", "take its assignments"),
        (PAGES, {"p": {"assignments": TWICE}}, "p.assignments", "g is assigned twice"),
        (PAGES, {"p": {"assignments": [{}]}}, "p.assignments", "names one of group"),
        (
            PAGES,
            {"p": {"assignments": [{"group": "g", "exclude": "h"}]}},
            "p.assignments.0",
            "write each as its own item",
        ),
        (
            PAGES,
            {"p": {"assignments": [{"group": "g", "filter_mode": "include"}]}},
            "p.assignments.0.filter_mode",
            "means nothing without filter",
        ),
        (PROFILES, {"p": {"description": "x" * 1501}}, "p.description", "at most 1500"),
        (PROFILES, {"p": {"name": "x" * 201}}, "", "at most 200"),
        (PROFILES, {"p": {"assignments": [{"all": "users"}]}}, "p.assignments", "all: devices"),
        (PROFILES, {"p": {"device_type": "xbox"}}, "p.device_type", "windowsPc"),
        (
            PROFILES,
            {"p": {"out_of_box_experience_setting": {"hide_eula": True}}},
            "p.out_of_box_experience_setting.hide_eula",
            "is no field here",
        ),
        (POLICIES, {"p": {"timeout_in_minutes": 14}}, "p.timeout_in_minutes", "to 15"),
        (POLICIES, {"p": {"timeout_in_minutes": 721}}, "p.timeout_in_minutes", "to 720"),
        (POLICIES, {"p": {"custom_error_message": "x" * 1001}}, "p.custom_e", "at most 1000"),
        (POLICIES, {"p": {"apps": [f"{n}" for n in range(26)]}}, "p.apps", "at most 25"),
        (POLICIES, {"p": {"scripts": [f"{n}" for n in range(11)]}}, "p.scripts", "at most 10"),
        (POLICIES, {"p": {"deployment_type": "automatic"}}, "p.deployment_type", "userDriven"),
        (POLICIES, {"p": {"assignments": [{"all": "devices"}]}}, "p.assignments", "all: users"),
        (POLICIES, {"p": {"priority": 1}, "q": {"priority": 1}}, "", "the same priority"),
        ("corporate_identifiers", ["Contoso,SN1"], "0", "write Manufacturer,Model,Serial"),
        ("corporate_identifiers", ["Contoso, ,SN1"], "0", "lacks model"),
        ("corporate_identifiers", ["A,B,C", "a,b,c."], "", "keep one of them"),
        ("corporate_identifiers", [f"A,B,C{n}" for n in range(5001)], "", "at most 5000"),
        ("policies", {}, "", "is no field here"),
    ],
)
def test_a_mistake_is_refused_with_its_field_and_the_remedy(
    section: str,
    said: Any,  # noqa: ANN401  any YAML
    field: str,
    remedy: str,
) -> None:
    sentence = refusal(section, said)

    assert f"tenant.{section}.{field}".rstrip(".") in sentence
    assert remedy in sentence


def test_a_mistake_names_its_line() -> None:
    text = f"{PLAN}tenant:\n  {POLICIES}:\n    Field:\n      timeout_in_minutes: 5\n"

    with pytest.raises(Misconfigured) as caught:
        parse(text, "plan.yaml")

    place = f"plan.yaml:6: tenant.{POLICIES}.Field.timeout_in_minutes: "
    assert caught.value.reason.sentence.startswith(place)
