"""Reading the settings of a device-preparation policy, and refusing what is not of its template.

The words of the refusals are ours.
"""

import json
from collections.abc import Sequence

from simulator.tenant.answers import Entity, bad_request
from simulator.tenant.policy_templates import (
    APPS,
    CHOICE,
    MOST_APPS,
    MOST_SCRIPTS,
    SCRIPTS,
    TEMPLATES,
    TEXTS,
    SettingTemplate,
)

_MOST = {APPS: MOST_APPS, SCRIPTS: MOST_SCRIPTS}
# What others have seen come back beside what they had sent.
_UNSENT = {"auditRuleInformation": None}


def read_settings(written: object) -> list[Entity]:
    """Read a policy's settings and give their instances; ``GraphFault`` 400."""
    if not isinstance(written, list) or not all(isinstance(each, dict) for each in written):
        raise bad_request("The policy has no settings.")
    instances = [each.get("settingInstance") for each in written]
    read = [_instance(each) for each in instances]
    names = [each["settingDefinitionId"] for each in read]
    if len(set(names)) < len(names):
        raise bad_request("The policy has the same setting more than once.")
    lacking = [name for name, each in TEMPLATES.items() if each.required and name not in names]
    if lacking:
        raise bad_request(f"The policy lacks settings of its template: {', '.join(lacking)}.")
    return read


def values_of(instances: Sequence[Entity], name: str) -> list[str]:
    """List the values of a setting that has several."""
    found = (each for each in instances if each["settingDefinitionId"] == name)
    return [str(value["value"]) for each in found for value in each[TEXTS.place]]


def app_id(value: str) -> str:
    """Read which app a value of the setting of apps means."""
    return str(json.loads(value)["id"])


def _instance(written: object) -> Entity:
    name = str(written.get("settingDefinitionId")) if isinstance(written, dict) else ""
    template = TEMPLATES.get(name)
    if not isinstance(written, dict) or template is None:
        raise bad_request(f"The setting '{name}' is not in the template.")
    if written.get("@odata.type") != template.kind.instance:
        raise bad_request(f"The setting '{name}' is of another type.")
    if _referenced(written, "settingInstanceTemplate") != template.instance:
        raise bad_request(f"The setting '{name}' names no or another instance template.")
    several = template.kind is TEXTS
    found = written.get(template.kind.place)
    values = found if several and isinstance(found, list) else [found]
    if len(values) > _MOST.get(name, len(values)):
        raise bad_request(f"The setting '{name}' has {_MOST[name]} values at most.")
    shown = [_value(name, template, each) for each in values]
    return written | {template.kind.place: shown if several else shown[0]} | _UNSENT


def _value(name: str, template: SettingTemplate, written: object) -> Entity:
    if not isinstance(written, dict) or not template.allows(written.get("value")):
        raise bad_request(f"The value of the setting '{name}' is not valid.")
    if written.get("@odata.type", template.kind.value) != template.kind.value:
        raise bad_request(f"The value of the setting '{name}' is of another type.")
    reference = written.get("settingValueTemplateReference")
    if _referenced(written, "settingValueTemplate") != template.value:
        raise bad_request(f"The setting '{name}' names no or another value template.")
    whole = {"useTemplateDefault": False} | reference if isinstance(reference, dict) else None
    children: Entity = {"children": []} if template.kind is CHOICE else {}
    return children | written | {"settingValueTemplateReference": whole}


def _referenced(written: Entity, what: str) -> str:
    reference = written.get(f"{what}Reference")
    named = reference.get(f"{what}Id") if isinstance(reference, dict) else None
    return str(named or "").lower()
