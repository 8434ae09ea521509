"""Fields as a flight plan would say them: the short way, and without what goes without saying."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from shared.domain.membership_rules import ALL_AUTOPILOT_DEVICES, of_group_tag, of_purchase_order
from shared.domain.setup import PROVISIONING_CLIENT, Fields
from shared.flightplan.tenant.groups import TenantGroupModel

_USUAL_STATE = "On"
_USUAL_MODE = ("filter_mode", "include")


def but_defaults(model: type[BaseModel], fields: Fields) -> dict[str, Any]:
    """Put fields in the model's order, and leave out those that have its defaults."""
    said: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in fields:
            continue
        value, default = fields[name], field.default
        if isinstance(default, BaseModel):
            if inner := but_defaults(type(default), value):
                said[name] = inner
        elif value != (list(default) if isinstance(default, tuple) else default):
            said[name] = value
    return said


def as_it_is(fields: Fields) -> Fields:
    """Say the fields of an object that has no shorter way."""
    return fields


def group(fields: Fields) -> Fields:
    """Say the fields of a group."""
    state = fields["membership_rule_processing_state"]
    owners = [each for each in fields["owners"] if each != PROVISIONING_CLIENT]
    return {
        "description": fields["description"],
        **_rule(fields["membership_rule"]),
        "membership_rule_processing_state": None if state == _USUAL_STATE else state,
        "owners": owners,
        "provisioning_client_owns": len(owners) < len(fields["owners"]),
    }


def _rule(rule: str | None) -> Fields:
    if rule == ALL_AUTOPILOT_DEVICES:
        return {"all_autopilot_devices": True}
    for name, write in (("group_tag", of_group_tag), ("purchase_order", of_purchase_order)):
        before, after = write("\n").split("\n")
        word = (rule or "").removeprefix(before).removesuffix(after)
        if write(word) == rule and TenantGroupModel.can_say(name, word):
            return {name: word}
    return {"rule": rule or ""}


def assigned(fields: Fields) -> Fields:
    """Say the fields of an object that is assigned to groups."""
    return {**fields, "assignments": [*_assignments(fields.get("assignments", ()))]}


def _assignments(said: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
    for each in said:
        yield dict(item for item in each.items() if item != _USUAL_MODE)
