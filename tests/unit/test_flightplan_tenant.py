"""The section ``tenant`` of the flight plan: what its objects are made of."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.domain.membership_rules import ALL_AUTOPILOT_DEVICES, of_group_tag, of_purchase_order
from shared.domain.setup import (
    DEFAULT_PAGE,
    PROVISIONING_CLIENT,
    PROVISIONING_CLIENT_APP_ID,
    Fields,
    Kind,
    TenantPlan,
)
from shared.flightplan import load, parse
from shared.flightplan.tenant.section import TenantModel

EVERYTHING = Path(__file__).parents[1] / "data" / "tenant" / "everything.yaml"
PLAN = "default_persona: p\npersonas: {p: {groups: [{name: g}]}}\n"


def read(**sections: Any) -> TenantPlan:  # noqa: ANN401  any YAML
    return parse(PLAN + yaml.safe_dump({"tenant": sections}), "plan.yaml").tenant


def fields(kind: Kind, **sections: Any) -> Fields:  # noqa: ANN401  any YAML
    (found,) = read(**sections).of(kind)
    return found.fields


def names_in(said: object) -> Iterator[str]:
    """List every key of every mapping."""
    if isinstance(said, dict):
        yield from said
    for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from names_in(part)


def test_a_plan_without_the_section_wants_nothing_of_the_tenant() -> None:
    assert parse(PLAN, "plan.yaml").tenant == TenantPlan()


def test_the_sample_of_everything_says_every_field() -> None:
    schema = TenantModel.model_json_schema()
    fields = {name for model in schema["$defs"].values() for name in model.get("properties", ())}
    said = set(names_in(yaml.safe_load(EVERYTHING.read_text(encoding="utf-8"))["tenant"]))

    assert sorted({*fields, *schema["properties"]} - said) == []


def test_every_object_of_the_sample_is_wanted_under_its_key_and_name() -> None:
    wanted = load(EVERYTHING).tenant.objects

    assert [(str(each.kind), each.key, each.name) for each in wanted] == [
        ("service-principal", PROVISIONING_CLIENT, PROVISIONING_CLIENT),
        ("group", "autopilot", "All Autopilot devices"),
        ("group", "office", "Office devices"),
        ("group", "order", "Order 76222342342"),
        ("group", "people", "Field workers"),
        ("group", "devices", "Field devices"),
        ("device-registration", "device-registration", "device-registration"),
        ("automatic-enrolment", "automatic-enrolment", "automatic-enrolment"),
        ("corporate-identifiers", "corporate-identifiers", "corporate-identifiers"),
        ("app", "Company Portal", "Company Portal"),
        ("app", "Paint", "Paint"),
        ("script", "Set Time Zone", "Set Time Zone"),
        ("enrollment-status-page", "esp", "Windows Autopilot"),
        ("enrollment-status-page", "later", "Everything else"),
        ("enrollment-status-page", DEFAULT_PAGE, DEFAULT_PAGE),
        ("deployment-profile", "office", "Office"),
        ("preparation-policy", "field", "Field"),
    ]


def test_an_id_chooses_among_several_of_one_name() -> None:
    plan = read(groups={"a": {"name": "Twin", "id": "1"}, "b": {"name": "Twin", "id": "2"}})

    assert [(each.key, each.name, each.id) for each in plan.objects] == [
        ("a", "Twin", "1"),
        ("b", "Twin", "2"),
    ]


@pytest.mark.parametrize(
    ("said", "rule", "state"),
    [
        ({}, None, None),
        ({"rule": "user.x"}, "user.x", "On"),
        ({"all_autopilot_devices": True}, ALL_AUTOPILOT_DEVICES, "On"),
        ({"group_tag": "OFFICE"}, of_group_tag("OFFICE"), "On"),
        ({"purchase_order": "7"}, of_purchase_order("7"), "On"),
        (
            {"group_tag": "O", "membership_rule_processing_state": "Paused"},
            of_group_tag("O"),
            "Paused",
        ),
    ],
)
def test_a_group_has_its_rule_however_it_is_said(
    said: dict[str, Any], rule: str | None, state: str | None
) -> None:
    found = fields(Kind.GROUP, groups={"g": said})

    assert (found["membership_rule"], found["membership_rule_processing_state"]) == (rule, state)


def test_the_rules_are_microsoft_s() -> None:
    # Microsoft, "Windows Autopilot: create device groups".
    assert ALL_AUTOPILOT_DEVICES == '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'
    assert of_group_tag("179887111881") == (
        '(device.devicePhysicalIds -any (_ -eq "[OrderID]:179887111881"))'
    )
    assert of_purchase_order("76222342342") == (
        '(device.devicePhysicalIds -any (_ -eq "[PurchaseOrderId]:76222342342"))'
    )


def test_a_group_that_the_provisioning_client_owns_wants_its_service_principal() -> None:
    owned = {"owners": ["a@x"], "provisioning_client_owns": True}
    plan = read(groups={"g": owned, "h": {"provisioning_client_owns": True}, "i": {}})

    assert [dict(each.fields) for each in plan.of(Kind.SERVICE_PRINCIPAL)] == [
        {"app_id": PROVISIONING_CLIENT_APP_ID}
    ]
    assert [each.fields["owners"] for each in plan.of(Kind.GROUP)] == [
        ["a@x", PROVISIONING_CLIENT],
        [PROVISIONING_CLIENT],
        [],
    ]


def test_an_owner_may_be_the_provisioning_client_by_name() -> None:
    plan = read(groups={"g": {"owners": ["intune provisioning client", "a@x"]}})

    assert plan.of(Kind.GROUP)[0].fields["owners"] == ["a@x", PROVISIONING_CLIENT]
    assert len(plan.of(Kind.SERVICE_PRINCIPAL)) == 1


def test_of_the_device_settings_only_what_is_said_is_wanted() -> None:
    said = {"user_device_quota": 20, "local_admins": {"registering_users": {"users": ["a@x"]}}}

    assert fields(Kind.DEVICE_REGISTRATION, device_registration=said) == {
        "user_device_quota": 20,
        "local_admins": {"registering_users": {"users": ["a@x"], "groups": []}},
    }
    assert read(device_registration={"local_admins": {}}) == TenantPlan()


def test_the_scope_of_enrolment_names_its_groups() -> None:
    some = {"applies_to": "selected", "groups": ["g"]}

    assert fields(Kind.AUTOMATIC_ENROLMENT, automatic_enrolment=some) == some
    assert fields(Kind.AUTOMATIC_ENROLMENT, automatic_enrolment={"applies_to": "all"}) == {
        "applies_to": "all",
        "groups": [],
    }


def test_corporate_identifiers_are_written_as_intune_keeps_them() -> None:
    assert fields(
        Kind.CORPORATE_IDENTIFIERS, corporate_identifiers=[" Contoso , Model  1 , SN.1.2 "]
    ) == {"identifiers": ["Contoso,Model 1,SN12"]}
    assert read(corporate_identifiers=[]) == TenantPlan()
