"""Who is in a group: the requests on members."""

from collections.abc import Sequence
from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, bad_request, no_such_resource, page_of
from simulator.tenant.face import Face, about
from simulator.tenant.operations import Operation, Request
from simulator.tenant.references import reference_to

MEMBERS_PAGE = 100  # Graph's default for members
MOST_ADDED = 20  # in one request, as on Microsoft's page "Add members"


class MemberOperations(Face):
    """Groups' members, devices and people alike, each request through the gate."""

    def members_page(
        self, group_id: str, part: Slice | None = None, *, only: str | None = None
    ) -> Page:
        """List one page of a group's members, or *only* the one with that object id."""
        piece = part or Slice(top=MEMBERS_PAGE)
        query = f"?$filter=id eq '{only}'&$select=id&$top={piece.top}" if only else ""
        request = Request(
            operation=Operation.MEMBERS,
            url=f"/v1.0/groups/{group_id}/members{query}",
            about=self.about_object(only) if only else frozenset(),
        )

        def find() -> Page:
            self.model.replicas.reach(group_id)
            members = self.model.groups.get(group_id).members
            found = [each for each in members if only in (None, each)]
            return page_of(found, piece, self._object)

        return self.gate.run(request, find)

    def members(self, group_id: str) -> list[Entity]:
        """List a group's members, page by page."""
        return self.every_page(partial(self.members_page, group_id), MEMBERS_PAGE).items

    def member(self, group_id: str, object_id: str) -> Entity:
        """Read one member of a group; 404 when it is not in it (yet)."""
        request = Request(
            operation=Operation.MEMBER,
            url=f"/v1.0/groups/{group_id}/members/{object_id}",
            about=self.about_object(object_id),
        )

        def read() -> Entity:
            self.model.replicas.reach(group_id, object_id)
            if object_id not in self.model.groups.get(group_id).members:
                raise no_such_resource(object_id)
            return self._object(object_id)

        return self.gate.run(request, read)

    def is_member(self, group_id: str, object_id: str) -> bool:
        """Ask whether an object is in a group, by ``checkMemberGroups``."""
        return group_id in self.member_groups(object_id, [group_id])

    def member_groups(self, object_id: str, group_ids: Sequence[str]) -> list[str]:
        """Ask which of the groups an object is in (``checkMemberGroups``)."""
        request = Request(
            operation=Operation.CHECK_MEMBER_GROUPS,
            url=f"/v1.0/directoryObjects/{object_id}/checkMemberGroups",
            body={"groupIds": list(group_ids)},
            about=self.about_object(object_id),
        )

        def check() -> list[str]:
            self.model.replicas.reach(object_id)
            self._object(object_id)
            holding = self.model.groups.holding(object_id)
            return [group_id for group_id in group_ids if group_id in holding]

        return self.gate.run(request, check)

    def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to a group; 400 when it is there already, 404 when either is missing."""
        request = Request(
            operation=Operation.ADD_MEMBER,
            url=f"/v1.0/groups/{group_id}/members/$ref",
            body={"@odata.id": reference_to(object_id)},
            about=self.about_object(object_id),
            device=self._is_device(object_id),
        )
        self._add(request, group_id, [object_id])

    def add_members(self, group_id: str, object_ids: Sequence[str]) -> None:
        """Add up to twenty objects to a group, all or none; refusals as for one."""
        request = Request(
            operation=Operation.ADD_MEMBERS,
            url=f"/v1.0/groups/{group_id}",
            body={"members@odata.bind": [reference_to(each) for each in object_ids]},
            about=about().union(*map(self.about_object, object_ids)),
            device=any(map(self._is_device, object_ids)),
        )
        self._add(request, group_id, object_ids)

    def remove_member(self, group_id: str, object_id: str) -> None:
        """Take an object out of a group; 404 when it is not in it."""
        request = Request(
            operation=Operation.REMOVE_MEMBER,
            url=f"/v1.0/groups/{group_id}/members/{object_id}/$ref",
            about=self.about_object(object_id),
            device=self._is_device(object_id),
        )
        at = self.model.agenda.now()
        self.gate.run(request, lambda: self.model.groups.remove_member(group_id, object_id, at))

    def _add(self, request: Request, group_id: str, object_ids: Sequence[str]) -> None:
        at = self.model.agenda.now()

        def add() -> None:
            if len(object_ids) > MOST_ADDED:
                # The limit is documented, the words of the refusal are not.
                message = f"A request adds {MOST_ADDED} members at most."
                raise bad_request(message, "Request_BadRequest")
            self.model.groups.get(group_id)
            for object_id in object_ids:
                self._object(object_id)
            self.model.replicas.reach(group_id, *object_ids)
            self.model.groups.add_members(group_id, object_ids, at)

        self.gate.run(request, add)

    def _is_device(self, object_id: str) -> bool:
        return self.model.devices.find(object_id) is not None

    def _object(self, object_id: str) -> Entity:
        return self.model.directory_objects.get(object_id)
