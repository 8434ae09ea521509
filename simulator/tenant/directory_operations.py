"""People, groups and device objects: the requests on the directory."""

from collections.abc import Sequence
from functools import partial

from simulator.tenant.answers import Entity, Page, Slice, bad_request, no_such_resource, page_of
from simulator.tenant.devices import device_key
from simulator.tenant.face import Face, about, user_url
from simulator.tenant.operations import Operation, Request
from simulator.tenant.users import licence_details

MEMBERS_PAGE = 100  # Graph's default for members


class DirectoryOperations(Face):
    """Entra's part of Graph, each request through the gate."""

    def device_by_device_id(self, device_id: str) -> Entity:
        """Read a device object by its device id; 404 when there is none."""
        request = Request(
            operation=Operation.DEVICE_BY_DEVICE_ID,
            url=f"/v1.0/devices(deviceId='{device_id}')",
            about=self._about_device(device_id),
        )
        find = self.model.devices.get_by_device_id
        return self.gate.run(request, lambda: find(device_key(device_id)).entity())

    def devices_by_device_id(self, device_id: str) -> list[Entity]:
        """Find device objects by device id: one, or none."""
        request = Request(
            operation=Operation.DEVICES_BY_DEVICE_ID,
            url=f"/v1.0/devices?$filter=deviceId eq '{device_id}'",
            about=self._about_device(device_id),
        )

        def find() -> list[Entity]:
            device = self.model.devices.find_by_device_id(device_key(device_id))
            return [device.entity()] if device else []

        return self.gate.run(request, find)

    def groups_named(self, name: str) -> list[Entity]:
        """Find the groups of that name: none, one or several."""
        request = Request(
            operation=Operation.GROUPS_NAMED, url=f"/v1.0/groups?$filter=displayName eq '{name}'"
        )
        find = partial(self.model.groups.named, name)
        return self.gate.run(request, lambda: [group.entity() for group in find()])

    def group(self, group_id: str) -> Entity:
        """Read a group; 404 when there is none."""
        request = Request(operation=Operation.GROUP, url=f"/v1.0/groups/{group_id}")
        return self.gate.run(request, lambda: self.model.groups.get(group_id).entity())

    def members_page(
        self, group_id: str, part: Slice | None = None, *, only: str | None = None
    ) -> Page:
        """List one page of a group's members, or *only* the one with that object id."""
        piece = part or Slice(top=MEMBERS_PAGE)
        query = f"?$filter=id eq '{only}'" if only else ""
        request = Request(
            operation=Operation.MEMBERS,
            url=f"/v1.0/groups/{group_id}/members{query}",
            about=self.about_object(only) if only else frozenset(),
        )

        def find() -> Page:
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
            self._object(object_id)
            holding = self.model.groups.holding(object_id)
            return [group_id for group_id in group_ids if group_id in holding]

        return self.gate.run(request, check)

    def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to a group; 400 when it is there already, 404 when either is missing."""
        request = Request(
            operation=Operation.ADD_MEMBER,
            url=f"/v1.0/groups/{group_id}/members/$ref",
            body={"@odata.id": f"https://graph.microsoft.com/v1.0/directoryObjects/{object_id}"},
            about=self.about_object(object_id),
            device=self._is_device(object_id),
        )
        at = self.model.agenda.now()

        def add() -> None:
            self.model.groups.get(group_id)
            self._object(object_id)
            self.model.groups.add_member(group_id, object_id, at)

        self.gate.run(request, add)

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

    def user(self, id_or_upn: str) -> Entity:
        """Read a person with every property selected; 404 when nobody is there."""
        request = Request(
            operation=Operation.USER, url=user_url(id_or_upn), about=self._about_user(id_or_upn)
        )
        return self.gate.run(request, lambda: self.model.users.get(id_or_upn).entity())

    def licence_details(self, id_or_upn: str) -> list[Entity]:
        """Read a person's licences; 404 when nobody is there."""
        request = Request(
            operation=Operation.LICENCE_DETAILS,
            url=f"{user_url(id_or_upn)}/licenseDetails",
            about=self._about_user(id_or_upn),
        )
        return self.gate.run(request, lambda: licence_details(self.model.users.get(id_or_upn)))

    def _object(self, object_id: str) -> Entity:
        device = self.model.devices.find(object_id)
        if device is not None:
            return {"@odata.type": "#microsoft.graph.device"} | device.entity()
        user = self.model.users.find(object_id)
        if user is None or user.id != object_id:
            raise no_such_resource(object_id)
        return {"@odata.type": "#microsoft.graph.user"} | user.entity()

    def _is_device(self, object_id: str) -> bool:
        return self.model.devices.find(object_id) is not None

    def _about_device(self, device_id: str) -> frozenset[str]:
        device = self.model.devices.find_by_device_id(device_id)
        return about(device.serial) if device else frozenset()

    def _about_user(self, id_or_upn: str) -> frozenset[str]:
        user = self.model.users.find(id_or_upn)
        return about(id_or_upn, user.upn if user else None)


def referenced_id(body: object) -> str:
    """Read the object id out of an ``@odata.id`` reference; ``GraphFault`` 400 without one."""
    address = body.get("@odata.id") if isinstance(body, dict) else None
    if not isinstance(address, str) or "/" not in address:
        message = "Invalid URL format specified in @odata.bind or @odata.id."
        raise bad_request(message, "Request_BadRequest")
    return address.rstrip("/").rsplit("/", 1)[1]
