"""Enrolment status pages: Graph's windows10EnrollmentCompletionPageConfiguration, of beta.

Quirks, by Microsoft's pages "deviceEnrollmentConfiguration resource type" and
observed by others (CIPP, Microsoft365DSC): the list holds limits and platform
restrictions as well; a priority in the body of a POST counts for nothing;
``assign`` replaces all assignments; the default page can be changed, but
neither assigned nor deleted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import DEFAULT_PAGE, Fields, Kind, Present, Ref, Wanted
from shared.tenant.fields import Field, body_of, changed, differing, document
from shared.tenant.naming.asking import spelled
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import consoles
from shared.tenant.parts.assignments import (
    assignments_of,
    documents,
    is_a,
    mentioned,
    target_of,
    told,
)
from shared.tenant.parts.listed import look_through
from shared.tenant.parts.writing import Writer, at
from shared.tenant.planning.comparing import alike

_PATH = "/beta/deviceManagement/deviceEnrollmentConfigurations"
_TYPE = "windows10EnrollmentCompletionPageConfiguration"
_DEFAULT = "_DefaultWindows10EnrollmentCompletionPageConfiguration"
_APPS = "selected_mobile_apps"
_TABLE = (
    Field("description", ""),
    Field("show_installation_progress", missing=False),
    Field("block_device_setup_retry_by_user", missing=False),
    Field("allow_device_reset_on_install_failure", missing=False),
    Field("allow_log_collection_on_install_failure", missing=False),
    Field("custom_error_message", ""),
    Field("install_progress_timeout_in_minutes", 0),
    Field("allow_device_use_on_install_failure", missing=False),
    Field("track_install_progress_for_autopilot_only", missing=False),
    Field("disable_user_status_tracking_after_first_user", missing=False),
    Field("install_quality_updates", missing=False),
    Field("allow_non_blocking_app_installation", missing=False),
    Field(_APPS, [], "selectedMobileAppIds"),
    Field("role_scope_tag_ids", ["0"]),
)


class StatusPages:
    """Enrolment status pages, the default one among them."""

    kind = Kind.ENROLLMENT_STATUS_PAGE
    listing = ObjectRequest(operation=Operation.STATUS_PAGES, path=f"{_PATH}?$expand=assignments")
    what = "enrolment status pages"
    name = "displayName"
    page = consoles.status_pages("Compare the pages with the flight plan.")
    shows_others = True

    async def look(self, look: Look) -> Seen:
        """Find pages in one list."""
        return await look_through(self, look)

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Leave out limits and restrictions; the default page has one name everywhere."""
        return [
            {**each, "displayName": DEFAULT_PAGE} if _is_default(each["id"]) else each
            for each in bodies
            if is_a(each, _TYPE)
        ]

    async def read_on(self, _look: Look, _matched: Matched) -> Mapping[str, Reason]:
        """Read nothing more: the list shows everything."""
        return {}

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups, filters and blocking apps."""
        pages = list(bodies)
        apps = {app for page in pages for app in page.get("selectedMobileAppIds") or ()}
        return {**mentioned(pages), Ref.APP: apps}

    def present(self, body: Json, names: Names, wanted: Fields) -> Present:
        """Read a page."""
        fields = document(_TABLE, body)
        fields[_APPS] = spelled(names, Ref.APP, fields[_APPS], wanted.get(_APPS) or ())
        if not _is_default(body["id"]):
            fields["assignments"] = documents(assignments_of(body), names, wanted)
            fields["priority"] = body.get("priority")
        return Present(
            kind=self.kind,
            id=body["id"],
            name=body["displayName"],
            fields=fields,
            created=body.get("createdDateTime") or "",
            body=body,
        )

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Create a page; or change what differs, then assign it, then give it its place."""
        if present is None:
            made = {"displayName": wanted.name, **body_of(_TABLE, wanted.fields)}
            return (_WRITER.create(wanted.name, _PATH, _written(made, wanted, names)),)
        moves: list[Move] = []
        here = at(_PATH, present.id)
        if body := _renamed(wanted, present) | changed(_TABLE, wanted.fields, present):
            request = _WRITER.request(Method.PATCH, here, _written(body, wanted, names))
            moves.append(_WRITER.change(wanted.name, request, _changing(wanted, present)))
        if _is_default(present.id):
            return moves
        if _differs("assignments", wanted, present):
            moves.append(_assigned(wanted, names, here))
        if _differs("priority", wanted, present):
            moves.append(_placed(wanted, here))
        return moves

    def removal(self, present: Present) -> Sequence[Move]:
        """Delete a page; nobody can delete the default one."""
        if _is_default(present.id):
            return ()
        does = f"Delete {present.name!r}."
        return (_WRITER.delete("delete it", does, at(_PATH, present.id)),)


_WRITER = Writer(Operation.WRITE_STATUS_PAGES, consoles.status_pages)


def _written(body: Json, wanted: Wanted, names: Names) -> Json:
    if "selectedMobileAppIds" in body:
        ids = [names.id_of(Ref.APP, each) for each in wanted.fields[_APPS]]
        body = {**body, "selectedMobileAppIds": ids}
    return {"@odata.type": f"#microsoft.graph.{_TYPE}", **body}


def _assigned(wanted: Wanted, names: Names, here: str) -> Move:
    targets = [target_of(each, names) for each in wanted.fields["assignments"]]
    entries = [
        {"@odata.type": "#microsoft.graph.enrollmentConfigurationAssignment", "target": each}
        for each in targets
    ]
    whom = told(wanted.fields["assignments"])
    return _WRITER.act(
        f"assign it to {whom}",
        f"Open {wanted.name!r} and assign it to {whom}.",
        f"{here}/assign",
        {"enrollmentConfigurationAssignments": entries},
    )


def _placed(wanted: Wanted, here: str) -> Move:
    priority = wanted.fields["priority"]
    return _WRITER.act(
        f"give it priority {priority}",
        f"Drag {wanted.name!r} to priority {priority}.",
        f"{here}/setPriority",
        {"priority": priority},
    )


def _differs(field: str, wanted: Wanted, present: Present) -> bool:
    return field in wanted.fields and not alike(wanted.fields[field], present.fields.get(field))


def _changing(wanted: Wanted, present: Present) -> list[str]:
    apart = differing(_TABLE, wanted.fields, present.fields)
    return [*(["name"] if _renamed(wanted, present) else []), *(each.name for each in apart)]


def _renamed(wanted: Wanted, present: Present) -> Json:
    renamed = wanted.name != present.name and not _is_default(present.id)
    return {"displayName": wanted.name} if renamed else {}


def _is_default(page_id: str) -> bool:
    return page_id.endswith(_DEFAULT)
