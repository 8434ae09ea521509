"""Somebody has changed a field by hand: the plan shows that one, and an apply mends it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from shared.domain.setup import Fields, Kind, TenantPlan, Verb, Wanted
from tests.tenant_setups import SettingUp, a_new_tenant, the_sample

# What somebody else might have chosen, where that is not just the contrary or one more.
OTHERWISE: dict[str, Any] = {
    "description": "Changed by hand",
    "membership_rule": '(device.deviceOSType -eq "Windows")',
    "membership_rule_processing_state": "Paused",
    "allowed_to_join": "nobody",
    "local_admins.registering_users": "nobody",
    "applies_to": "none",
    "custom_error_message": "Call Ada.",
    "selected_mobile_apps": ["Microsoft 365 Apps"],
    "role_scope_tag_ids": ["0", "1"],
    "assignments": [{"group": "Autopilot Developer Tools"}],
    "locale": "de-DE",
    "device_name_template": "HAND-%RAND:4%",
    "device_type": "holoLens",
    "out_of_box_experience_setting.device_usage_type": "shared",
    "deployment_mode": "enhanced",
    "apps": ["Company Portal"],
    "scripts": [],
}
CONTRARY = {
    "standard": "administrator",
    "administrator": "standard",
    "standardUser": "administrator",
}
# Of these there is one value alone, or only somebody with other means can take them away.
ELSEWHERE = {
    *("app_id", "deployment_type", "join_type", "device_group", "priority", "groups"),
    *("owners", "required_for", "assigned_to"),
}


def flat(fields: Fields, where: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{where}{name}.")
        else:
            yield f"{where}{name}", value


def otherwise(field: str, value: Any) -> Any:  # noqa: ANN401  any JSON
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return OTHERWISE[field] if field in OTHERWISE else CONTRARY[value]


def changed(fields: Fields, path: list[str], value: Any) -> Fields:  # noqa: ANN401  any JSON
    name, *rest = path
    return {**fields, name: changed(fields[name], rest, value) if rest else value}


DRIFTS = [
    (each.kind, each.key, field)
    for each in the_sample().objects
    for field, value in flat(each.fields)
    if field not in ELSEWHERE and value is not None
]


def drifted(kind: Kind, key: str, field: str) -> TenantPlan:
    def by_hand(each: Wanted) -> Wanted:
        if (each.kind, each.key) != (kind, key):
            return each
        value = otherwise(field, dict(flat(each.fields))[field])
        return replace(each, fields=changed(each.fields, field.split("."), value))

    return TenantPlan(objects=tuple(by_hand(each) for each in the_sample().objects))


@pytest.mark.parametrize(("kind", "key", "field"), DRIFTS)
async def test_a_field_that_was_changed_is_shown_and_mended(
    kind: Kind, key: str, field: str
) -> None:
    world = a_new_tenant()
    await world.applied()
    before = await world.picture()
    world.plan = drifted(kind, key, field)
    assert (await world.applied()).complete
    assert await world.picture() != before
    world.plan = the_sample()

    changes = (await world.planned()).changes
    applied = await world.applied()

    told = [(each.kind, each.key, [one.field for one in each.differences]) for each in changes]
    assert told == [(kind, key, [field])]
    assert applied.complete
    assert await world.picture() == before


async def shown_and_mended(world: SettingUp, kind: Kind, field: str) -> None:
    (change,) = (await world.planned()).changes
    assert (change.kind, change.verb) == (kind, Verb.CHANGE)
    assert [each.field for each in change.differences] == [field]
    assert (await world.applied()).complete
    assert not (await world.planned()).pending


def id_of(world: SettingUp, kind: Kind, key: str) -> str:
    return world.ids.of(world.tenant_id)[kind, key].id


async def test_an_owner_who_was_taken_away_is_added_again() -> None:
    world = a_new_tenant()
    await world.applied()
    group_id = id_of(world, Kind.GROUP, "Field Devices")
    world.tenant.model.groups.get(group_id).owners.clear()

    await shown_and_mended(world, Kind.GROUP, "owners")


@pytest.mark.parametrize("kind", [Kind.GROUP, Kind.DEPLOYMENT_PROFILE])
async def test_what_was_deleted_is_created_again(kind: Kind) -> None:
    world = a_new_tenant()
    await world.applied()
    before = await world.picture()
    await world.deletes(kind, "Autopilot Engineers")

    (first, *_) = (await world.planned()).changes
    applied = await world.applied()

    assert (first.verb, first.kind, first.key) == (Verb.CREATE, kind, "Autopilot Engineers")
    assert applied.complete
    assert await world.picture() == before
