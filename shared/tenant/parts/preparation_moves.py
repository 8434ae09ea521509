"""What is sent to make, change, assign, place and link a device-preparation policy."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shared.domain.object_requests import Json, Method
from shared.domain.operations import Operation
from shared.domain.setup import Present, Ref, Wanted
from shared.tenant.fields import Field, body_of, changed, differing
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.part import Move
from shared.tenant.parts import assignments, consoles
from shared.tenant.parts.preparation_bodies import TARGET, held_by, new_policy, whole_policy
from shared.tenant.parts.preparation_links import linking, unlinking
from shared.tenant.parts.preparation_settings import APPS, DEVICE_GROUP, SCRIPTS, SETTINGS
from shared.tenant.parts.writing import Writer, at
from shared.tenant.planning.comparing import alike

PATH = "/beta/deviceManagement/configurationPolicies"
WRITER = Writer(Operation.WRITE_PREPARATION_POLICIES, consoles.preparation_policies)
# What stands in a policy itself.
PROPERTIES = (Field("description", ""), Field("role_scope_tag_ids", ["0"]))
_HELD = tuple(each.field for each in SETTINGS if each.field != DEVICE_GROUP)


def moves_of(wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
    """Write the requests that lead on from here."""
    if present is None:
        named = {"name": wanted.name, **body_of(PROPERTIES, wanted.fields)}
        body = new_policy(named, _held(wanted, _HELD, names, ()))
        return (WRITER.create(wanted.name, PATH, body),)
    moving = _Moving(wanted, present, names)
    return (*moving.changing(), *moving.assigning(), *moving.placing(), *moving.linking())


class _Moving:
    """One policy on its way."""

    def __init__(self, wanted: Wanted, present: Present, names: Names) -> None:
        self._wanted, self._present, self._names = wanted, present, names
        self._here = at(PATH, present.id)
        renamed = {} if wanted.name == present.name else {"name": wanted.name}
        self._properties = renamed | changed(PROPERTIES, wanted.fields, present)
        apart = [each for each in _HELD if self._differs(each)]
        before = held_by(present.body.get("settings") or ()).get(APPS) or ()
        self._values = _held(wanted, apart, names, before)

    def changing(self) -> list[Move]:
        if not self._properties and not self._values:
            return []
        named = ["name"] if "name" in self._properties else []
        apart = differing(PROPERTIES, self._wanted.fields, self._present.fields)
        names = [*named, *(each.name for each in apart), *self._values]
        return [self._put(self._values, names)]

    def assigning(self) -> list[Move]:
        if not self._differs("assignments"):
            return []
        said = self._wanted.fields["assignments"]
        targets = [assignments.target_of(each, self._names) for each in said]
        whom = assignments.told(said)
        does = f"Open {self._wanted.name!r} and assign it to {whom}."
        body: Json = {"assignments": [{"target": each} for each in targets]}
        return [WRITER.act(f"assign it to {whom}", does, f"{self._here}/assign", body)]

    def placing(self) -> list[Move]:
        if not self._differs("priority"):
            return []
        priority = self._wanted.fields["priority"]
        does = f"Drag {self._wanted.name!r} to priority {priority}."
        says, path = f"give it priority {priority}", f"{self._here}/reorder"
        return [WRITER.act(says, does, path, {"priority": priority})]

    def linking(self) -> list[Move]:
        """Link the group; only what was linked is shown in the admin center afterwards."""
        if not self._differs(DEVICE_GROUP):
            return []
        group, name = self._wanted.fields[DEVICE_GROUP], self._wanted.name
        group_id = self._names.id_of(Ref.GROUP, group) if group else ""
        put = self._put({**self._values, DEVICE_GROUP: group_id}, [DEVICE_GROUP])
        shown = replace(put, says="show it in the admin center", follows=True)
        if self._present.body.get(TARGET) == group_id:
            return [replace(shown, follows=False)]
        if not group:
            return [unlinking(self._here, name), shown]
        return [linking(self._here, name, group, group_id), shown]

    def _put(self, values: Mapping[str, Any], fields: Sequence[str]) -> Move:
        body = whole_policy(self._present.body, self._properties, values)
        request = WRITER.request(Method.PUT, self._here, body)
        return WRITER.change(self._wanted.name, request, fields)

    def _differs(self, field: str) -> bool:
        said = self._wanted.fields
        return field in said and not alike(said[field], self._present.fields.get(field))


def _held(
    wanted: Wanted, fields: Collection[str], names: Names, before: Sequence[str]
) -> dict[str, Any]:
    """Write what settings shall hold; an app that was there *before* is written as it was."""
    held = {name: wanted.fields[name] for name in fields if name in wanted.fields}
    if APPS in held:
        written = {app_id(each).casefold(): each for each in before}
        held[APPS] = [_app_text(each, names, written) for each in held[APPS]]
    if SCRIPTS in held:
        held[SCRIPTS] = [names.id_of(Ref.SCRIPT, each) for each in held[SCRIPTS]]
    return held


def _app_text(name: str, names: Names, written: Mapping[str, str]) -> str:
    app = names.id_of(Ref.APP, name)
    odata_type = names.type_of(app)
    if app.casefold() in written:
        return written[app.casefold()]
    if not odata_type:
        raise Unresolved(Ref.APP, name)
    return json.dumps({"id": app, "type": odata_type}, separators=(",", ":"))


def app_id(text: str) -> str:
    """Read the id of an app that a policy names; observed with its type and, older, without."""
    try:
        told = json.loads(text)
    except ValueError:
        return text
    return str(told.get("id") or text) if isinstance(told, dict) else text
