"""What the section ``tenant`` of the flight plan can say stands in its document."""

import json
import re

import yaml

from shared.flightplan.json_schema import json_schema
from shared.flightplan.tenant.assignments import AssignmentModel
from shared.flightplan.tenant.registration import SelectedModel
from shared.flightplan.tenant.section import TenantModel
from tests.documents import fields_of, headings, text_of

DOCUMENT = "flightplan-tenant.md"


def told_of_the_tenant() -> dict[str, str]:
    """List the fields that the tables have, by the heading above them, with their defaults."""
    told: dict[str, str] = {}
    above = ""
    for line in text_of(DOCUMENT).splitlines():
        if heading := re.match(r"#+ `([^`]+)`$", line):
            above = heading[1]
        elif row := re.match(r"\| `(\w+)` \| .+ \| (.+) \| `?\w.* \|$", line):
            told[f"{above}.{row[1]}"] = row[2]
    return told


def test_every_field_of_the_section_tenant_is_told() -> None:
    objects = [*fields_of(TenantModel, "tenant.")]
    named = [*fields_of(AssignmentModel, "assignments."), *fields_of(SelectedModel, "who.")]
    told = {*told_of_the_tenant(), *headings(DOCUMENT)}
    above = {"assignments", "who"} | {each for each in told if each.endswith(".NAME")}

    assert {*objects, *named} == told - above
    assert "tenant.groups.NAME.rule" in objects


def test_the_default_of_every_field_of_the_section_tenant_is_told() -> None:
    told = told_of_the_tenant()
    schema = json_schema()["$defs"]
    of = {
        "tenant.groups.NAME": "TenantGroupModel",
        "tenant.enrollment_status_pages.NAME": "StatusPageModel",
        "tenant.deployment_profiles.NAME": "DeploymentProfileModel",
        "tenant.deployment_profiles.NAME.out_of_box_experience_setting": "OutOfBoxExperienceModel",
        "tenant.preparation_policies.NAME": "PreparationPolicyModel",
    }
    defaults = {
        f"{path}.{name}": json.dumps(default).strip('"')
        for path, model in of.items()
        for name, field in schema[model]["properties"].items()
        if isinstance(default := field.get("default"), bool | int) or default
        if not isinstance(default, dict)
    }

    assert {path: told.get(path) for path in defaults} == {
        path: f"`{default}`" for path, default in defaults.items()
    }


def test_every_example_of_the_document_can_be_read() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", text_of(DOCUMENT), re.DOTALL)

    wanted = [TenantModel.model_validate(yaml.safe_load(each)["tenant"]) for each in examples]
    assert {name for each in wanted for name in each.model_fields_set} == {
        *TenantModel.model_fields
    }
