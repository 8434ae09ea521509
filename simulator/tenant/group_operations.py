"""Groups made, changed and deleted, and who owns them: requests of a tenant's set-up."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from simulator.tenant.answers import Entity, Page, Slice, bad_request, page_of
from simulator.tenant.face import Face
from simulator.tenant.group import Group
from simulator.tenant.group_requests import MOST_NAMED, change, named, new_group
from simulator.tenant.matching import Matching, matches, query_of
from simulator.tenant.operations import Operation, Request
from simulator.tenant.references import reference_to, referenced_id

GROUPS_PAGE = 100  # Graph's default, for owners too
_MOST_EXPANDED = 20  # of each object in a list


class GroupOperations(Face):
    """Groups and their owners, each request through the gate."""

    def groups_page(
        self,
        matching: Matching | None = None,
        part: Slice | None = None,
        *,
        owners: bool = False,
    ) -> Page:
        """List one page of the groups whose property *matching* asks for, or of all.

        With *owners* each shows twenty of them, as an ``$expand`` does.
        """
        piece = part or Slice(top=GROUPS_PAGE)
        request = Request(operation=Operation.GROUPS, url=f"/v1.0/groups{query_of(matching)}")

        def find() -> Page:
            every = [group for group in self.model.groups.every() if not self._lacks(group.id)]
            found = [entity for entity in map(Group.entity, every) if matches(entity, matching)]
            page = page_of(found, piece, dict)
            if owners:
                for each in page.items:
                    each["owners"] = self._owners_of(each["id"])[:_MOST_EXPANDED]
            return page

        return self.gate.run(request, find)

    def groups(self, matching: Matching | None = None) -> list[Entity]:
        """List the groups, page by page."""
        return self.every_page(partial(self.groups_page, matching), GROUPS_PAGE).items

    def create_group(self, fields: Mapping[str, Any]) -> Entity:
        """Create a group as a POST describes it; 400 when it describes none, 404 of its owners.

        Nothing about a group is unique: who posts twice has two.
        """
        owners = [referenced_id(each) for each in named(fields, "owners")]
        members = [referenced_id(each) for each in named(fields, "members")]
        kinds = {self.model.directory_objects.kind(each) for each in (*owners, *members)}
        itself = self._caller_itself()
        others = [each for each in (*owners, *members) if each != itself]
        request = Request(
            operation=Operation.CREATE_GROUP,
            url="/v1.0/groups",
            body=fields,
            device="device" in kinds,
            names=frozenset(filter(None, map(self.model.directory_objects.kind, others))),
        )
        at = self.model.agenda.now()

        def create() -> Entity:
            group = new_group(self.model.groups.new_id(), fields)
            self._check_named(owners, members)
            group.owners.update(dict.fromkeys(owners or self._signed_in_person()))
            group.added.update(dict.fromkeys(members))
            self.model.groups.create(group, at)
            return group.entity()

        return self.gate.run(request, create)

    def update_group(self, group_id: str, fields: Mapping[str, Any]) -> None:
        """Change what a PATCH names; a dynamic group's members follow a new rule after a while."""
        at = self.model.agenda.now()

        def update() -> None:
            self.model.replicas.reach(group_id)
            group = self.model.groups.get(group_id)
            change(group, fields)
            self.model.groups.evaluate(group, at)

        self.gate.run(self._writing(Operation.UPDATE_GROUP, group_id, body=fields), update)

    def delete_group(self, group_id: str) -> None:
        """Delete a group; 404 when there is none."""
        at = self.model.agenda.now()

        def delete() -> None:
            self.model.replicas.reach(group_id)
            self.model.groups.delete(group_id, at)

        self.gate.run(self._writing(Operation.DELETE_GROUP, group_id), delete)

    def owners_page(self, group_id: str, part: Slice | None = None, *, apps: bool = True) -> Page:
        """List one page of a group's owners, people and *apps*; 404 without the group."""
        piece = part or Slice(top=GROUPS_PAGE)
        request = Request(operation=Operation.OWNERS, url=f"/v1.0/groups/{group_id}/owners")

        def find() -> Page:
            self.model.replicas.reach(group_id)
            found = self._owners_of(group_id)
            return page_of([each for each in found if apps or "appId" not in each], piece, dict)

        return self.gate.run(request, find)

    def owners(self, group_id: str) -> list[Entity]:
        """List a group's owners, page by page."""
        return self.every_page(partial(self.owners_page, group_id), GROUPS_PAGE).items

    def add_owner(self, group_id: str, object_id: str) -> None:
        """Let a person or an app own a group; 400 when they do, 404 when either is missing."""
        body = {"@odata.id": reference_to(object_id)}

        def add() -> None:
            self.model.groups.get(group_id)
            self._check_named([object_id], [])
            self.model.replicas.reach(group_id)
            self.model.groups.add_owner(group_id, object_id)

        path = "/owners/$ref"
        self.gate.run(self._writing(Operation.ADD_OWNER, group_id, path, body), add)

    def remove_owner(self, group_id: str, object_id: str) -> None:
        """Take an owner from a group; 404 when they are none, 400 of its last person."""

        def remove() -> None:
            self.model.replicas.reach(group_id)
            owners = self.model.groups.get(group_id).owners
            people = [each for each in owners if self.model.users.of_id(each)]
            if people == [object_id]:
                message = (
                    "The group must have at least one owner, hence this owner cannot be removed."
                )
                raise bad_request(message, "Request_BadRequest")
            self.model.groups.remove_owner(group_id, object_id)

        path = f"/owners/{object_id}/$ref"
        self.gate.run(self._writing(Operation.REMOVE_OWNER, group_id, path), remove)

    def _writing(
        self, operation: Operation, group_id: str, path: str = "", body: object = None
    ) -> Request:
        group = self.model.groups.find(group_id)
        own = group is not None and self._caller_itself() in group.owners
        return Request(
            operation=operation, url=f"/v1.0/groups/{group_id}{path}", body=body, own=own
        )

    def _check_named(self, owners: Sequence[str], members: Sequence[str]) -> None:
        if len(owners) + len(members) > MOST_NAMED:
            # The limit is documented, the words of the refusal are not.
            message = f"A request names {MOST_NAMED} owners and members at most."
            raise bad_request(message, "Request_BadRequest")
        if len(set(owners)) < len(owners) or len(set(members)) < len(members):
            message = "Request contains a property with duplicate values."
            raise bad_request(message, "Request_BadRequest")
        for object_id in (*owners, *members):
            self.model.directory_objects.get(object_id)
        kinds = {self.model.directory_objects.kind(each) for each in owners}
        if not kinds <= {"user", "servicePrincipal"}:
            message = "A group is owned by people and apps."
            raise bad_request(message, "Request_BadRequest")
        self.model.replicas.reach(*owners, *members)

    def _owners_of(self, group_id: str) -> list[Entity]:
        found = map(self.model.directory_objects.find, self.model.groups.get(group_id).owners)
        return [each for each in found if each is not None]

    def _caller_itself(self) -> str | None:
        caller = self.gate.caller
        itself = self.model.service_principals.of_app(caller.app) if caller.is_app else None
        return itself.id if itself else None

    def _signed_in_person(self) -> list[str]:
        person = self.model.users.find(self.gate.caller.person)
        return [person.id] if person else []

    def _lacks(self, object_id: str) -> bool:
        return self.model.replicas.lack(object_id)
