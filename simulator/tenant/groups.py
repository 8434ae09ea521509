"""Groups and who is in them: assigned by request, or dynamic by a rule on device tags."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, bad_request, no_such_resource
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.replicas import Replicas

# The two kinds of rule that Microsoft's Autopilot pages show: any tag that begins so, or this tag.
_RULE = re.compile(r'-(?P<how>startsWith|eq)\s+"(?P<tag>\[[^"]+)"', re.IGNORECASE)

ALREADY_THERE = (
    "One or more added object references already exist for the following modified "
    "properties: 'members'."
)


@dataclass(slots=True, kw_only=True)
class Group:
    """One group.  *added* holds what was asked for, *members* what can be seen."""

    id: str
    name: str
    rule: str | None = None
    added: dict[str, None] = field(default_factory=dict[str, None])
    members: dict[str, None] = field(default_factory=dict[str, None])

    def wants(self, device: EntraDevice) -> bool:
        """Say whether the rule matches a device."""
        found = _RULE.search(self.rule or "")
        if found is None:
            return False
        tag = found["tag"].lower()
        labels = [label.lower() for label in device.physical_ids]
        if found["how"].lower() == "eq":
            return tag in labels
        return any(label.startswith(tag) for label in labels)

    def entity(self) -> Entity:
        """Write the group as Graph shows it."""
        return {
            "id": self.id,
            "displayName": self.name,
            "description": None,
            "groupTypes": ["DynamicMembership"] if self.rule else [],
            "mailEnabled": False,
            "mailNickname": re.sub(r"[^A-Za-z0-9]", "", self.name),
            "membershipRule": self.rule,
            "membershipRuleProcessingState": "On" if self.rule else None,
            "securityEnabled": True,
        }


type Listener = Callable[[Group, str, datetime], None]


class Groups:
    """Every group; *listeners* hear when an object enters or leaves one."""

    def __init__(self, agenda: Agenda, devices: Devices, replicas: Replicas) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._replicas = replicas
        self._devices = devices
        self._by_id: dict[str, Group] = {}
        self._dynamic: list[Group] = []
        devices.listeners.append(self._evaluate_all)

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self._by_id)

    def create(self, group: Group, at: datetime) -> None:
        """Create a group; a dynamic one gathers its members after a while."""
        self._by_id[group.id] = group
        self._replicas.created(group.id, at)
        if group.rule:
            self._dynamic.append(group)
            for device in self._devices.every():
                self._evaluate_later(group, device, at)

    def get(self, group_id: str) -> Group:
        """Find a group; ``GraphFault`` 404 when there is none."""
        group = self._by_id.get(group_id)
        if group is None:
            raise no_such_resource(group_id)
        return group

    def hold(self, group_id: str) -> bool:
        """Say whether there is a group of that id."""
        return group_id in self._by_id

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
            raise bad_request(ALREADY_THERE, "Request_BadRequest")
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

    def _evaluate_all(self, device: EntraDevice, at: datetime) -> None:
        for group in self._dynamic:
            self._evaluate_later(group, device, at)

    def _evaluate_later(self, group: Group, device: EntraDevice, at: datetime) -> None:
        span = self._agenda.latencies.dynamic_membership
        name = ("dynamic_membership", group.id, device.id)
        self._agenda.plan_within(span, at, name, lambda when: self._evaluate(group, device, when))

    def _evaluate(self, group: Group, device: EntraDevice, at: datetime) -> None:
        if group.wants(device):
            group.added[device.id] = None
        else:
            group.added.pop(device.id, None)
        self._show(group, device.id, at)
