"""Groups and who is in them: assigned by request, or dynamic by a rule on devices or people."""

from collections.abc import Callable, Sequence
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import GraphFault, bad_request, no_such_resource
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.group import ON, Group
from simulator.tenant.replicas import Replicas
from simulator.tenant.users import User, Users

_ALREADY_THERE = (
    "One or more added object references already exist for the following modified properties: "
)


type Candidate = EntraDevice | User
type Listener = Callable[[Group, str, datetime], None]


class Groups:
    """Every group; *listeners* hear when an object enters or leaves one."""

    def __init__(self, agenda: Agenda, users: Users, devices: Devices, replicas: Replicas) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._replicas = replicas
        self._users = users
        self._devices = devices
        self._by_id: dict[str, Group] = {}
        self._created = 0
        users.listeners.append(self._evaluate_all)
        devices.listeners.append(self._evaluate_all)

    def new_id(self) -> str:
        """Draw the id of the next group."""
        return self._agenda.draws.guid("group", str(self._created))

    def create(self, group: Group, at: datetime) -> None:
        """Create a group; a dynamic one gathers its members after a while."""
        self._created += 1
        group.created = group.created or at
        self._by_id[group.id] = group
        self._replicas.created(group.id, at)
        for object_id in group.added:
            self._show_later(group, object_id, at)
        self.evaluate(group, at)

    def evaluate(self, group: Group, at: datetime) -> None:
        """Let a dynamic group gather its members anew, each after a while."""
        if group.rule:
            for device in self._devices.every():
                self._evaluate_later(group, device, at)
            for user in self._users.every():
                self._evaluate_later(group, user, at)

    def delete(self, group_id: str, at: datetime) -> None:
        """Delete a group, and tell who was in it; ``GraphFault`` 404 when there is none."""
        group = self.get(group_id)
        del self._by_id[group.id]
        group.added.clear()
        for object_id in list(group.members):
            self._show(group, object_id, at)

    def every(self) -> list[Group]:
        """List the groups in the order of their creation."""
        return list(self._by_id.values())

    def find(self, group_id: str) -> Group | None:
        """Find a group."""
        return self._by_id.get(group_id)

    def get(self, group_id: str) -> Group:
        """Find a group; ``GraphFault`` 404 when there is none."""
        group = self.find(group_id)
        if group is None:
            raise no_such_resource(group_id)
        return group

    def named(self, name: str) -> list[Group]:
        """Find the groups of that name: none, one or several."""
        return [group for group in self._by_id.values() if group.name.lower() == name.lower()]

    def holding(self, object_id: str) -> list[str]:
        """List the ids of the groups that an object is seen in."""
        return [group.id for group in self._by_id.values() if object_id in group.members]

    def add_members(self, group_id: str, object_ids: Sequence[str], at: datetime) -> None:
        """Add all of the objects or none.

        ``GraphFault`` 400 when one is there already or the group is dynamic.
        """
        group = self._writable(group_id)
        if any(object_id in group.added for object_id in object_ids):
            raise already_there("members")
        for object_id in dict.fromkeys(object_ids):
            group.added[object_id] = None
            self._show_later(group, object_id, at)

    def remove_member(self, group_id: str, object_id: str, at: datetime) -> None:
        """Remove an object; ``GraphFault`` 404 when it is not there."""
        group = self._writable(group_id)
        if object_id not in group.added:
            raise no_such_resource(object_id)
        del group.added[object_id]
        self._show_later(group, object_id, at)

    def add_owner(self, group_id: str, object_id: str) -> None:
        """Let a person or an app own a group; ``GraphFault`` 400 when they do already."""
        group = self.get(group_id)
        if object_id in group.owners:
            raise already_there("owners")
        group.owners[object_id] = None

    def remove_owner(self, group_id: str, object_id: str) -> None:
        """Let somebody own a group no longer; ``GraphFault`` 404 when they do not."""
        group = self.get(group_id)
        if object_id not in group.owners:
            raise no_such_resource(object_id)
        del group.owners[object_id]

    def _writable(self, group_id: str) -> Group:
        group = self.get(group_id)
        if group.rule:
            # The refusal is known, its exact words are not.
            message = "Insufficient privileges: members of a dynamic group cannot be written."
            raise bad_request(message, "Request_BadRequest")
        return group

    def _show_later(self, group: Group, object_id: str, at: datetime) -> None:
        span = self._agenda.latencies.membership_seen
        name = ("membership_seen", group.id, object_id)
        self._agenda.plan_within(span, at, name, lambda when: self._show(group, object_id, when))

    def _show(self, group: Group, object_id: str, at: datetime) -> None:
        seen, asked = object_id in group.members, object_id in group.added
        if seen == asked:
            return
        if asked:
            group.members[object_id] = None
        else:
            del group.members[object_id]
        for listener in self.listeners:
            listener(group, object_id, at)

    def _evaluate_all(self, candidate: Candidate, at: datetime) -> None:
        for group in self._by_id.values():
            if group.rule:
                self._evaluate_later(group, candidate, at)

    def _evaluate_later(self, group: Group, candidate: Candidate, at: datetime) -> None:
        if group.wants(candidate) or candidate.id in group.added:
            span = self._agenda.latencies.dynamic_membership
            name = ("dynamic_membership", group.id, candidate.id)
            self._agenda.plan_within(
                span, at, name, lambda when: self._evaluate(group, candidate, when)
            )

    def _evaluate(self, group: Group, candidate: Candidate, at: datetime) -> None:
        if self.find(group.id) is not group or group.processing != ON:
            return
        if group.wants(candidate):
            group.added[candidate.id] = None
        else:
            group.added.pop(candidate.id, None)
        self._show(group, candidate.id, at)


def already_there(relation: str) -> GraphFault:
    """Refuse to add who is among a group's *relation* (members, owners) already."""
    return bad_request(f"{_ALREADY_THERE}'{relation}'.", "Request_BadRequest")
