"""The template of device-preparation policies.

Its ids were observed by others (terraform-provider-microsoft365, CIPP, Microsoft365DSC);
Microsoft has them in no page.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

USER_DRIVEN = "80d33118-b7b4-40d8-b15f-81be745e053f_1"
FAMILY = "enrollmentConfiguration"
PREFIX = "enrollment_autopilot_dpp_"
APPS, SCRIPTS = f"{PREFIX}allowedappids", f"{PREFIX}allowedscriptids"
MOST_APPS, MOST_SCRIPTS = 25, 10  # Microsoft; it was ten apps until January 2026

_TYPE = "#microsoft.graph.deviceManagementConfiguration{}"
TEXT_VALUE = _TYPE.format("StringSettingValue")
NUMBER_VALUE = _TYPE.format("IntegerSettingValue")

type Check = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Kind:
    """What an instance of a setting is called, and where its value stands."""

    instance: str
    place: str
    value: str


CHOICE = Kind(
    _TYPE.format("ChoiceSettingInstance"),
    "choiceSettingValue",
    _TYPE.format("ChoiceSettingValue"),
)
_SIMPLE = _TYPE.format("SimpleSettingInstance")
TEXT = Kind(_SIMPLE, "simpleSettingValue", TEXT_VALUE)
NUMBER = Kind(_SIMPLE, "simpleSettingValue", NUMBER_VALUE)
TEXTS = Kind(
    _TYPE.format("SimpleSettingCollectionInstance"), "simpleSettingCollectionValue", TEXT_VALUE
)


@dataclass(frozen=True, slots=True)
class SettingTemplate:
    """A setting of the template: its ids, and which values it may have.

    *value* is blank where values have no template of their own.
    """

    kind: Kind
    instance: str
    value: str
    allows: Check
    required: bool = True


def _choices(name: str, most: int) -> Check:
    allowed = {f"{PREFIX}{name}_{number}" for number in range(most + 1)}
    return lambda value: value in allowed


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 15 <= value <= 720  # noqa: PLR2004  minutes, as Microsoft's page has it


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 1_000  # noqa: PLR2004  characters


def _app(value: object) -> bool:
    try:
        written = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return isinstance(written, dict) and {"id", "type"} <= set(written)


_TABLE: Mapping[str, SettingTemplate] = {
    "deploymentmode": SettingTemplate(
        CHOICE,
        "5180aeab-886e-4589-97d4-40855c646315",
        "5874c2f6-bcf1-463b-a9eb-bee64e2f2d82",
        _choices("deploymentmode", 1),
    ),
    "deploymenttype": SettingTemplate(
        CHOICE,
        "f4184296-fa9f-4b67-8b12-1723b3f8456b",
        "e0af022f-37f3-4a40-916d-1ab7281c88d9",
        _choices("deploymenttype", 1),
    ),
    "jointype": SettingTemplate(
        CHOICE,
        "6310e95d-6cfa-4d2f-aae0-1e7af12e2182",
        "1fa84eb3-fcfa-4ed6-9687-0f3d486402c4",
        _choices("jointype", 0),
    ),
    # Misspelt by Intune.
    "accountype": SettingTemplate(
        CHOICE,
        "d4f2a840-86d5-4162-9a08-fa8cc608b94e",
        "bf13bb47-69ef-4e06-97c1-50c2859a49c2",
        _choices("accountype", 1),
    ),
    "timeout": SettingTemplate(
        NUMBER,
        "6dec0657-dfb8-4906-a7ee-3ac6ee1edecb",
        "0bbcce5b-a55a-4e05-821a-94bf576d6cc8",
        _number,
    ),
    "customerrormessage": SettingTemplate(
        TEXT,
        "2ddf0619-2b7a-46de-b29b-c6191e9dda6e",
        "fe5002d5-fbe9-4920-9e2d-26bfc4b4cc97",
        _text,
    ),
    "allowskip": SettingTemplate(
        CHOICE,
        "2a71dc89-0f17-4ba9-bb27-af2521d34710",
        "a2323e5e-ac56-4517-8847-b0a6fdb467e7",
        _choices("allowskip", 1),
    ),
    "allowdiagnostics": SettingTemplate(
        CHOICE,
        "e2b7a81b-f243-4abd-bce3-c1856345f405",
        "c59d26fd-3460-4b26-b47a-f7e202e7d5a3",
        _choices("allowdiagnostics", 1),
    ),
    # Shown in the admin centre; it links nothing.
    "devicesecuritygroupids": SettingTemplate(
        TEXT,
        "a46a50ab-3076-4968-9366-75a40dde950e",
        "5f7d09e1-1a90-44ad-9c9f-ad90ba509e60",
        _text,
        required=False,
    ),
    "allowedappids": SettingTemplate(
        TEXTS, "70d22a8a-a03c-4f62-b8df-dded3e327639", "", _app, required=False
    ),
    "allowedscriptids": SettingTemplate(
        TEXTS, "1bc67702-800c-4271-8fd9-609351cc19cf", "", _text, required=False
    ),
}
TEMPLATES: Mapping[str, SettingTemplate] = {
    f"{PREFIX}{name}": template for name, template in _TABLE.items()
}
