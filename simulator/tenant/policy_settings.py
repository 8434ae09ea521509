"""The settings of a device-preparation policy as somebody writes them who follows the tutorial."""

import json
from collections.abc import Mapping, Sequence

from simulator.tenant.answers import Entity
from simulator.tenant.apps import App
from simulator.tenant.policy_reading import read_settings
from simulator.tenant.policy_templates import (
    APPS,
    PREFIX,
    SCRIPTS,
    TEMPLATES,
    TEXTS,
    SettingTemplate,
)

_USUAL: Mapping[str, object] = {
    f"{PREFIX}deploymentmode": f"{PREFIX}deploymentmode_0",
    f"{PREFIX}deploymenttype": f"{PREFIX}deploymenttype_0",
    f"{PREFIX}jointype": f"{PREFIX}jointype_0",
    f"{PREFIX}accountype": f"{PREFIX}accountype_1",
    f"{PREFIX}timeout": 60,
    f"{PREFIX}customerrormessage": "Contact your organization's support person for help.",
    f"{PREFIX}allowskip": f"{PREFIX}allowskip_0",
    f"{PREFIX}allowdiagnostics": f"{PREFIX}allowdiagnostics_0",
}
_DEVICE_GROUP = f"{PREFIX}devicesecuritygroupids"


def usual_settings(
    apps: Sequence[App] = (), scripts: Sequence[str] = (), device_group: str = ""
) -> list[Entity]:
    """Write settings as they are sent; *scripts* and *device_group* are ids.

    What has no values is left out.
    """
    named = [json.dumps({"id": each.id, "type": f"#microsoft.graph.{each.kind}"}) for each in apps]
    several = {APPS: named, SCRIPTS: list(scripts)}
    values = {**_USUAL, _DEVICE_GROUP: device_group} | {
        name: found for name, found in several.items() if found
    }
    return [{"settingInstance": _instance(name, value)} for name, value in values.items()]


def usual_instances(
    apps: Sequence[App] = (), scripts: Sequence[str] = (), device_group: str = ""
) -> list[Entity]:
    """Give the same settings as Intune keeps them."""
    return read_settings(usual_settings(apps, scripts, device_group))


def _instance(name: str, value: object) -> Entity:
    template = TEMPLATES[name]
    found = value if isinstance(value, list) else [value]
    values = [_value(template, each) for each in found]
    return {
        "@odata.type": template.kind.instance,
        "settingDefinitionId": name,
        "settingInstanceTemplateReference": {"settingInstanceTemplateId": template.instance},
        template.kind.place: values if template.kind is TEXTS else values[0],
    }


def _value(template: SettingTemplate, value: object) -> Entity:
    written: Entity = {"@odata.type": template.kind.value, "value": value}
    if not template.value:
        return written
    return written | {"settingValueTemplateReference": {"settingValueTemplateId": template.value}}
