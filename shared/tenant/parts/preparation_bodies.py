"""Device-preparation policies in Graph's JSON: what settings hold, and how a PUT keeps them."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.domain.object_requests import Json
from shared.tenant.parts.preparation_settings import DEVICE_GROUP, SETTINGS, USER_DRIVEN, Setting

# Where a policy keeps what was read of its link besides; absent where Graph will not say.
TARGET = "enrollmentTimeDeviceMembershipTarget"

_BY_DEFINITION = {each.definition: each for each in SETTINGS}


def held_by(settings: Sequence[Json]) -> dict[str, Any]:
    """Read what a policy's settings hold, by field; those of no field are passed over."""
    held: dict[str, Any] = {}
    for each in settings:
        instance = each["settingInstance"]
        if known := _BY_DEFINITION.get(instance.get("settingDefinitionId")):
            held[known.field] = known.read(instance)
    return held


def merged(settings: Sequence[Json], held: Mapping[str, Any]) -> list[Json]:
    """Write settings for a PUT, which replaces all of them.

    What holds the same as before, and what is of no field, is given back as it
    was read; a list or a text that holds nothing is left out.
    """
    before = held_by(settings)
    kept = [each for each in settings if _field_of(each) not in held or _stays(each, before, held)]
    there = {_field_of(each) for each in kept}
    written = [
        each.write(held[each.field])
        for each in SETTINGS
        if each.field in held and each.field not in there and _says(each, held[each.field])
    ]
    return [*kept, *written]


def _field_of(setting: Json) -> str | None:
    known = _BY_DEFINITION.get(setting["settingInstance"].get("settingDefinitionId"))
    return known.field if known else None


def _stays(setting: Json, before: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    name = _field_of(setting)
    return name is not None and bool(before[name] == held[name])


def _says(setting: Setting, value: Any) -> bool:  # noqa: ANN401  any JSON
    # The device group alone is there while it is blank, as in policies of the admin center.
    return value not in ([], "") or setting.field == DEVICE_GROUP


# What Graph writes itself, or what stands beside a policy and not in it.
_READ_ONLY = frozenset(
    {
        "id",
        "createdDateTime",
        "lastModifiedDateTime",
        "settingCount",
        "isAssigned",
        "creationSource",
        "assignments",
        "settings",
        TARGET,
    }
)


def new_policy(properties: Json, held: Mapping[str, Any]) -> Json:
    """Write a policy to be created."""
    return {
        **properties,
        "platforms": "windows10",
        "technologies": "enrollment",
        "templateReference": {"templateId": USER_DRIVEN},
        "settings": merged((), {DEVICE_GROUP: "", **held}),
    }


def whole_policy(body: Mapping[str, Any], properties: Json, held: Mapping[str, Any]) -> Json:
    """Write a policy for a PUT: as it was read, but for what is changed."""
    kept = {
        name: value
        for name, value in body.items()
        if name not in _READ_ONLY and "@odata." not in name
    }
    return {**kept, **properties, "settings": merged(body.get("settings") or (), held)}
