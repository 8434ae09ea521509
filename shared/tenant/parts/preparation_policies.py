"""Device-preparation policies, user-driven: settings-catalog policies of one template, of beta.

Quirks, by Microsoft's page "deviceManagementConfigurationPolicy resource type"
and observed by others (Terraform provider microsoft365, CIPP): the list holds
every policy of the settings catalog; settings cannot be PATCHed, so that a
whole PUT goes; ``assign`` replaces all assignments; the device group is linked
by an action of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Fields, Kind, Present, Ref, Wanted
from shared.tenant.fields import document
from shared.tenant.naming.asking import spelled
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import assignments, consoles
from shared.tenant.parts.assignments import assignments_of
from shared.tenant.parts.listed import look_through
from shared.tenant.parts.preparation_bodies import TARGET, held_by
from shared.tenant.parts.preparation_links import is_untold, linked, observed, reading
from shared.tenant.parts.preparation_moves import PATH, PROPERTIES, WRITER, app_id, moves_of
from shared.tenant.parts.preparation_settings import APPS, DEVICE_GROUP, SCRIPTS, USER_DRIVEN
from shared.tenant.parts.writing import at
from shared.tenant.refusals import reason_for


class PreparationPolicies:
    """Device-preparation policies of the user-driven template."""

    kind = Kind.PREPARATION_POLICY
    listing = ObjectRequest(
        operation=Operation.PREPARATION_POLICIES, path=f"{PATH}?$expand=assignments"
    )
    what = "device-preparation policies"
    name = "name"
    page = consoles.preparation_policies("Compare the policies with the flight plan.")
    shows_others = True

    async def look(self, look: Look) -> Seen:
        """Find policies in one list; settings and links are read for those that matter."""
        return await look_through(self, look)

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Keep the policies of the template."""
        return [each for each in bodies if _template(each) == USER_DRIVEN]

    async def read_on(self, look: Look, matched: Matched) -> Mapping[str, Reason]:
        """Read settings and links: a request each for every policy that is shown."""
        shown = [*matched.by_key.values(), *(matched.others if look.whole else ())]
        unread: dict[str, Reason] = {}
        settings = {each["id"]: _settings(each) for each in shown}
        targets = {each["id"]: reading(at(PATH, each["id"])) for each in shown}
        held = await look.objects.each(settings)
        told = await look.objects.each(targets)
        for each in shown:
            got, target = held[each["id"]], told[each["id"]]
            if isinstance(got, dict):
                each["settings"] = got.get("value") or []
            else:
                unread[each["id"]] = reason_for(Operation.PREPARATION_POLICIES, got)
            if isinstance(target, dict):
                each[TARGET] = linked(target)
            elif not is_untold(target):
                unread[each["id"]] = reason_for(Operation.DEVICE_GROUP_LINK, target)
        return unread

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups, filters, apps and scripts."""
        policies = list(bodies)
        assigned = assignments.mentioned(policies)
        held = [held_by(each.get("settings") or ()) for each in policies]
        linked_to = {str(each.get(TARGET) or "") for each in policies}
        shown = {str(each.get(DEVICE_GROUP) or "") for each in held}
        return {
            **assigned,
            Ref.GROUP: (assigned[Ref.GROUP] | linked_to | shown) - {""},
            Ref.APP: {app_id(text) for each in held for text in each.get(APPS) or ()},
            Ref.SCRIPT: {script for each in held for script in each.get(SCRIPTS) or ()},
        }

    def present(self, body: Json, names: Names, wanted: Fields) -> Present:
        """Read a policy; of one whose settings were not read only what its list shows."""
        fields = {
            **document(PROPERTIES, body),
            **(_settings_of(body, names, wanted) if "settings" in body else {}),
            "assignments": assignments.documents(assignments_of(body), names, wanted),
            "priority": (body.get("priorityMetaData") or {}).get("priority"),
        }
        return Present(
            kind=self.kind,
            id=body["id"],
            name=body["name"],
            fields=fields,
            created=body.get("createdDateTime") or "",
            body=body,
        )

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Create a policy; or change, assign and place it, and link its device group last."""
        return moves_of(wanted, present, names)

    def removal(self, present: Present) -> Sequence[Move]:
        """Delete a policy."""
        return (WRITER.delete("delete it", f"Delete {present.name!r}.", at(PATH, present.id)),)


def _template(policy: Json) -> str:
    return str((policy.get("templateReference") or {}).get("templateId") or "")


def _settings(policy: Json) -> ObjectRequest:
    path = f"{at(PATH, policy['id'])}/settings"
    return ObjectRequest(operation=Operation.PREPARATION_POLICIES, path=path)


def _settings_of(body: Json, names: Names, wanted: Fields) -> Fields:
    held = held_by(body["settings"])
    apps = [app_id(each) for each in held.get(APPS) or ()]
    scripts = held.get(SCRIPTS) or ()
    return {
        "custom_error_message": "",
        **{name: value for name, value in held.items() if value is not None},
        APPS: spelled(names, Ref.APP, apps, wanted.get(APPS) or ()),
        SCRIPTS: spelled(names, Ref.SCRIPT, scripts, wanted.get(SCRIPTS) or ()),
        DEVICE_GROUP: _device_group(body, held, names, wanted),
    }


def _device_group(body: Json, held: Fields, names: Names, wanted: Fields) -> str | None:
    said = wanted.get(DEVICE_GROUP)
    wanted_id = names.id_of(Ref.GROUP, said) if said and names.knows(Ref.GROUP, said) else ""
    group_id = observed(body.get(TARGET), str(held.get(DEVICE_GROUP) or ""), wanted_id)
    if not group_id:
        return None
    (called,) = spelled(names, Ref.GROUP, [group_id], [said] if said else ())
    return called
