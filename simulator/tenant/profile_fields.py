"""What a deployment profile consists of, and what Intune refuses of it.

Source: "windowsAutopilotDeploymentProfile resource type" (beta).  Several properties
have a new name since May 2024; that the old one and the new one always say the same
is assumed.
"""

import re
from collections.abc import Mapping

from simulator.tenant.answers import INTUNE_TROUBLE, Entity, GraphFault, bad_request
from simulator.tenant.properties import (
    Properties,
    Property,
    choice,
    flag,
    name_of_it,
    part,
    text,
    texts,
)

PROFILE_TYPE = "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile"

_IGNORED = (
    *("id", "createdDateTime", "lastModifiedDateTime"),
    # Microsoft's own examples send these; a page of its own has taken the second one's place.
    *("managementServiceAppId", "enrollmentStatusScreenSettings"),
)
_EXPERIENCE = (
    flag("privacySettingsHidden"),
    flag("eulaHidden"),
    choice("userType", "administrator", "standard"),
    choice("deviceUsageType", "singleUser", "shared"),
    flag("keyboardSelectionPageSkipped"),
    flag("escapeLinkHidden"),
)
_OLD_EXPERIENCE = (
    flag("hidePrivacySettings"),
    flag("hideEULA"),
    choice("userType", "administrator", "standard"),
    choice("deviceUsageType", "singleUser", "shared"),
    flag("skipKeyboardSelectionPage"),
    flag("hideEscapeLink"),
)
_PROPERTIES: tuple[Property, ...] = (
    name_of_it("displayName", most=200),
    text("description", most=1_500),
    text("locale", "os-default", most=20),
    text("deviceNameTemplate", most=255),
    choice("deviceType", "windowsPc", "holoLens", "surfaceHub2", "surfaceHub2S", "virtualMachine"),
    flag("preprovisioningAllowed"),
    flag("hardwareHashExtractionEnabled"),
    texts("roleScopeTagIds", "0"),
    part("outOfBoxExperienceSetting", Properties(*_EXPERIENCE)),
    text("language", "os-default", most=20),
    flag("enableWhiteGlove"),
    flag("extractHardwareHash"),
    part("outOfBoxExperienceSettings", Properties(*_OLD_EXPERIENCE)),
)
_ALL = Properties(*_PROPERTIES, ignored=_IGNORED)
# The old name of a property and the one that is used since.
_RENAMED = {
    "language": "locale",
    "enableWhiteGlove": "preprovisioningAllowed",
    "extractHardwareHash": "hardwareHashExtractionEnabled",
}
_SETTING, _OLD_SETTING = "outOfBoxExperienceSetting", "outOfBoxExperienceSettings"
_RENAMED_IN_SETTING = {
    old.name: new.name for old, new in zip(_OLD_EXPERIENCE, _EXPERIENCE, strict=True)
}

# Observed by others (CIPP): anything else in a name is a server's error without a reason.
_NAME = re.compile(r'[^\W_]|[ :"?.@$&_\[\]{}|\\]')
# Microsoft: 15 characters or less, letters, digits and hyphens, not digits alone, two macros.
_MACRO = re.compile(r"%SERIAL%|%RAND:(?P<digits>[1-9]\d?)%", re.IGNORECASE)
_LITERAL = re.compile(r"[A-Za-z0-9-]*")
_LONGEST_NAME = 15


def new_profile(body: Entity) -> Entity:
    """Read the fields of a new profile; ``GraphFault`` 400, or 500 for some names."""
    if body.get("@odata.type") != PROFILE_TYPE:
        message = f"Only '{PROFILE_TYPE}' can be created in the simulated tenant."
        raise bad_request(message)
    return _checked(_ALL.created(_whole(_renewed(body), _ALL.at_first())))


def usual_profile(name: str) -> Entity:
    """Give the fields of a profile of any *name* that a story has, however people made it."""
    return _ALL.at_first() | {"displayName": name}


def changed_profile(body: Entity, before: Entity) -> Entity:
    """Write over a profile's fields; what an inner object leaves out stays."""
    return _checked(_ALL.taken(_whole(_renewed(body), before), before))


def shown_profile(fields: Entity) -> Entity:
    """Write a profile's fields under their new and their old names."""
    setting = fields[_SETTING]
    old = {name: fields[new] for name, new in _RENAMED.items()}
    inner = {name: setting[new] for name, new in _RENAMED_IN_SETTING.items()}
    return fields | old | {_OLD_SETTING: inner}


def _renewed(body: Entity) -> Entity:
    """Write what came under old names under the new ones; who sent both meant the new one."""
    renewed = _moved(body, _RENAMED)
    inner = renewed.pop(_OLD_SETTING, None)
    if isinstance(inner, dict):
        renewed.setdefault(_SETTING, _moved(inner, _RENAMED_IN_SETTING))
    return renewed


def _whole(body: Entity, before: Entity) -> Entity:
    """Complete the object within a profile by what it was before."""
    inner = body.get(_SETTING)
    return body | {_SETTING: before[_SETTING] | inner} if isinstance(inner, dict) else body


def _moved(body: Entity, names: Mapping[str, str]) -> Entity:
    old = {new: body[name] for name, new in names.items() if name in body and name != new}
    kept = {name: value for name, value in body.items() if names.get(name, name) == name}
    return old | kept


def _checked(fields: Entity) -> Entity:
    if _NAME.sub("", fields["displayName"]):
        raise GraphFault(500, "InternalServerError", INTUNE_TROUBLE)
    template = fields["deviceNameTemplate"] or ""
    if template and not _can_be_a_name(template):
        message = f"The device name template '{template}' is not valid."
        raise bad_request(message)
    return fields


def _can_be_a_name(template: str) -> bool:
    literal = _MACRO.sub("", template)
    random = sum(int(each["digits"] or 0) for each in _MACRO.finditer(template))
    if not _LITERAL.fullmatch(literal) or (literal == template and literal.isdecimal()):
        return False
    # Of a serial number Windows takes what there is room for.
    return len(literal) + random <= _LONGEST_NAME
