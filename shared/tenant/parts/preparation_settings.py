"""The settings of a device-preparation policy, as a table: ids, templates, and what they hold.

Of the user-driven template; ids and templates as observed by others (Terraform
provider microsoft365, CIPP, Microsoft365DSC), for Microsoft publishes none.
``accountype`` is spelled so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from shared.domain.object_requests import Json

USER_DRIVEN = "80d33118-b7b4-40d8-b15f-81be745e053f_1"
DEVICE_GROUP, APPS, SCRIPTS = "device_group", "apps", "scripts"

_PREFIX = "enrollment_autopilot_dpp_"
_GRAPH = "#microsoft.graph.deviceManagementConfiguration"
_NO_OR_YES = {False: "0", True: "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: which *field* of the document it is, and its ids.

    *choices* are the ends of its literals by the field's values; without any it
    holds a number or a text, or texts if it holds *several*.
    """

    field: str
    name: str
    instance: str
    value: str = ""
    choices: Mapping[Any, str] = MappingProxyType({})
    several: bool = False

    @property
    def definition(self) -> str:
        """Say which setting it is."""
        return f"{_PREFIX}{self.name}"

    def read(self, instance: Json) -> Any:  # noqa: ANN401  any JSON
        """Read what an instance holds; a choice nobody knows is told as it is."""
        if self.choices:
            told = (instance.get("choiceSettingValue") or {}).get("value")
            names = {f"{self.definition}_{end}": name for name, end in self.choices.items()}
            return names.get(told, told) if told else None
        if self.several:
            held = instance.get("simpleSettingCollectionValue") or ()
            return [each.get("value") for each in held]
        return (instance.get("simpleSettingValue") or {}).get("value")

    def write(self, value: Any) -> Json:  # noqa: ANN401  any JSON
        """Write a whole setting that holds a value."""
        kind, held = self._held(value)
        return {
            "@odata.type": f"{_GRAPH}Setting",
            "settingInstance": {
                "@odata.type": f"{_GRAPH}{kind}Instance",
                "settingDefinitionId": self.definition,
                "settingInstanceTemplateReference": {"settingInstanceTemplateId": self.instance},
                **held,
            },
        }

    def _held(self, value: Any) -> tuple[str, Json]:  # noqa: ANN401  any JSON
        if self.choices:
            literal = f"{self.definition}_{self.choices.get(value, value)}"
            held = {
                "@odata.type": f"{_GRAPH}ChoiceSettingValue",
                **self._template(),
                "value": literal,
                "children": [],
            }
            return "ChoiceSetting", {"choiceSettingValue": held}
        if self.several:
            texts = [{**_simple(each), **self._template()} for each in value]
            return "SimpleSettingCollection", {"simpleSettingCollectionValue": texts}
        return "SimpleSetting", {"simpleSettingValue": {**_simple(value), **self._template()}}

    def _template(self) -> Json:
        if not self.value:
            return {}
        return {"settingValueTemplateReference": {"settingValueTemplateId": self.value}}


def _simple(value: int | str) -> Json:
    kind = "Integer" if isinstance(value, int) else "String"
    return {"@odata.type": f"{_GRAPH}{kind}SettingValue", "value": value}


SETTINGS: Sequence[Setting] = (
    Setting(
        field="deployment_mode",
        name="deploymentmode",
        instance="5180aeab-886e-4589-97d4-40855c646315",
        value="5874c2f6-bcf1-463b-a9eb-bee64e2f2d82",
        choices={"standard": "0", "enhanced": "1"},
    ),
    Setting(
        field="deployment_type",
        name="deploymenttype",
        instance="f4184296-fa9f-4b67-8b12-1723b3f8456b",
        value="e0af022f-37f3-4a40-916d-1ab7281c88d9",
        choices={"userDriven": "0"},
    ),
    Setting(
        field="join_type",
        name="jointype",
        instance="6310e95d-6cfa-4d2f-aae0-1e7af12e2182",
        value="1fa84eb3-fcfa-4ed6-9687-0f3d486402c4",
        choices={"entraJoined": "0"},
    ),
    Setting(
        field="account_type",
        name="accountype",
        instance="d4f2a840-86d5-4162-9a08-fa8cc608b94e",
        value="bf13bb47-69ef-4e06-97c1-50c2859a49c2",
        choices={"administrator": "0", "standardUser": "1"},
    ),
    Setting(
        field="timeout_in_minutes",
        name="timeout",
        instance="6dec0657-dfb8-4906-a7ee-3ac6ee1edecb",
        value="0bbcce5b-a55a-4e05-821a-94bf576d6cc8",
    ),
    Setting(
        field="custom_error_message",
        name="customerrormessage",
        instance="2ddf0619-2b7a-46de-b29b-c6191e9dda6e",
        value="fe5002d5-fbe9-4920-9e2d-26bfc4b4cc97",
    ),
    Setting(
        field="allow_skip",
        name="allowskip",
        instance="2a71dc89-0f17-4ba9-bb27-af2521d34710",
        value="a2323e5e-ac56-4517-8847-b0a6fdb467e7",
        choices=_NO_OR_YES,
    ),
    Setting(
        field="allow_diagnostics",
        name="allowdiagnostics",
        instance="e2b7a81b-f243-4abd-bce3-c1856345f405",
        value="c59d26fd-3460-4b26-b47a-f7e202e7d5a3",
        choices=_NO_OR_YES,
    ),
    # What the admin center shows as the device group; the link itself is an action's.
    Setting(
        field=DEVICE_GROUP,
        name="devicesecuritygroupids",
        instance="a46a50ab-3076-4968-9366-75a40dde950e",
        value="5f7d09e1-1a90-44ad-9c9f-ad90ba509e60",
    ),
    Setting(
        field=APPS,
        name="allowedappids",
        instance="70d22a8a-a03c-4f62-b8df-dded3e327639",
        several=True,
    ),
    Setting(
        field=SCRIPTS,
        name="allowedscriptids",
        instance="1bc67702-800c-4271-8fd9-609351cc19cf",
        several=True,
    ),
)
