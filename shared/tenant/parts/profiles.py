"""Autopilot deployment profiles for a Microsoft Entra join, of beta.

Quirks, by Microsoft's page "azureADWindowsAutopilotDeploymentProfile resource
type" and observed by others (CIPP): groups are assigned one by one, for the
action ``assign`` takes devices; a profile that is assigned cannot be deleted.
Profiles for a hybrid join stand in the same list and are not ours.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Fields, Kind, Present, Ref, Wanted
from shared.tenant.fields import Field, body_of, changed, differing, document
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names
from shared.tenant.naming.profile_names import strange_signs
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import assignments, consoles
from shared.tenant.parts.assignments import Assignment, assignments_of
from shared.tenant.parts.listed import look_through
from shared.tenant.parts.writing import Writer, at
from shared.tenant.planning.comparing import alike

_PATH = "/beta/deviceManagement/windowsAutopilotDeploymentProfiles"
_TYPE = "azureADWindowsAutopilotDeploymentProfile"
_OOBE = "out_of_box_experience_setting"
_TABLE = (
    Field("description", ""),
    Field("locale", ""),
    Field("device_name_template", ""),
    Field("device_type", "windowsPc"),
    Field("preprovisioning_allowed", missing=False),
    Field("hardware_hash_extraction_enabled", missing=False),
    Field("role_scope_tag_ids", ["0"]),
    Field(f"{_OOBE}.device_usage_type", "singleUser"),
    Field(f"{_OOBE}.escape_link_hidden", missing=False),
    Field(f"{_OOBE}.eula_hidden", missing=False),
    Field(f"{_OOBE}.keyboard_selection_page_skipped", missing=False),
    Field(f"{_OOBE}.privacy_settings_hidden", missing=False),
    Field(f"{_OOBE}.user_type", "administrator"),
)
_WRITER = Writer(Operation.WRITE_DEPLOYMENT_PROFILES, consoles.profiles)


class DeploymentProfiles:
    """Deployment profiles, each with its groups."""

    kind = Kind.DEPLOYMENT_PROFILE
    listing = ObjectRequest(
        operation=Operation.DEPLOYMENT_PROFILES, path=f"{_PATH}?$expand=assignments"
    )
    what = "deployment profiles"
    name = "displayName"
    page = consoles.profiles("Compare the profiles with the flight plan.")
    shows_others = True

    async def look(self, look: Look) -> Seen:
        """Find profiles in one list."""
        return await look_through(self, look)

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Leave out the profiles of a hybrid join."""
        return [each for each in bodies if assignments.is_a(each, _TYPE)]

    async def read_on(self, _look: Look, _matched: Matched) -> Mapping[str, Reason]:
        """Read nothing more: the list shows everything."""
        return {}

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups and filters."""
        return assignments.mentioned(bodies)

    def present(self, body: Json, names: Names, wanted: Fields) -> Present:
        """Read a profile."""
        assigned = assignments.documents(assignments_of(body), names, wanted)
        return Present(
            kind=self.kind,
            id=body["id"],
            name=body["displayName"],
            fields={**document(_TABLE, body), "assignments": assigned},
            created=body.get("createdDateTime") or "",
            body=body,
        )

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Create a profile; or change what differs, then assign and unassign group by group."""
        if present is None:
            made = {"displayName": wanted.name, **body_of(_TABLE, wanted.fields)}
            creation = _WRITER.create(wanted.name, _PATH, _typed(made))
            return (replace(creation, hint=_hint(wanted.name)),)
        moves: list[Move] = []
        renamed = {} if wanted.name == present.name else {"displayName": wanted.name}
        if body := renamed | changed(_TABLE, wanted.fields, present):
            request = _WRITER.request(Method.PATCH, at(_PATH, present.id), _typed(body))
            apart = [each.name for each in differing(_TABLE, wanted.fields, present.fields)]
            names_too = ["name", *apart] if renamed else apart
            moves.append(_WRITER.change(wanted.name, request, names_too))
        if "assignments" in wanted.fields:
            moves += _assigning(wanted.fields["assignments"], present, names)
        return moves

    def removal(self, present: Present) -> Sequence[Move]:
        """Delete the assignments one by one, then the profile."""
        taken = [_unassigned(present, each) for each in assignments_of(present.body)]
        does = f"Delete {present.name!r}."
        return (*taken, _WRITER.delete("delete it", does, at(_PATH, present.id)))


def _hint(name: str) -> str:
    strange = " ".join(map(repr, strange_signs(name)))
    return f"Write its name without {strange} in the flight plan; then apply." if strange else ""


def _typed(body: Json) -> Json:
    return {"@odata.type": f"#microsoft.graph.{_TYPE}", **body}


def _assigning(wanted: Iterable[Assignment], present: Present, names: Names) -> list[Move]:
    """Assign before what is not wanted is taken away, so that no device goes without meanwhile.

    What is assigned in another way to the same group has to make room first, for
    an assignment has its group in its id.
    """
    shown = list(zip(assignments_of(present.body), present.fields["assignments"], strict=True))
    missing = [each for each in wanted if not any(alike(each, kept) for _, kept in shown)]
    surplus = [body for body, kept in shown if not any(alike(kept, each) for each in wanted)]
    targets = [assignments.target_of(each, names) for each in missing]
    groups = [str(each["groupId"]) for each in targets if "groupId" in each]
    in_the_way = [
        body
        for body in surplus
        if any(assignments.names_group(body["target"], each) for each in groups)
    ]
    return [
        *(_unassigned(present, each) for each in in_the_way),
        *(
            _assigned(present, assignment, target)
            for assignment, target in zip(missing, targets, strict=True)
        ),
        *(_unassigned(present, each) for each in surplus if each not in in_the_way),
    ]


def _assigned(present: Present, assignment: Assignment, target: Json) -> Move:
    whom = assignments.told([assignment])
    return _WRITER.act(
        f"assign it to {whom}",
        f"Open {present.name!r} and assign it to {whom}.",
        f"{at(_PATH, present.id)}/assignments",
        {"target": target},
    )


def _unassigned(present: Present, assignment: Json) -> Move:
    listed = assignments_of(present.body)
    whom = assignments.told([present.fields["assignments"][listed.index(assignment)]])
    return _WRITER.delete(
        f"take it away from {whom}",
        f"Open {present.name!r} and take {whom} off its assignments.",
        at(_PATH, present.id, "assignments", assignment["id"]),
    )
