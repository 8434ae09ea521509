"""Autopilot deployment profiles, assigned to groups, and how far a device has received one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, stamp
from simulator.tenant.groups import Group, Groups
from simulator.tenant.identities import Identities
from simulator.tenant.identity import Identity

type Listener = Callable[[Identity, datetime], None]

IN_SYNC = "assignedInSync"


@dataclass(slots=True, kw_only=True)
class Profile:
    """A deployment profile and the ids of the groups it is assigned to."""

    id: str
    name: str
    groups: set[str] = field(default_factory=set[str])


class Profiles:
    """Every deployment profile; *listeners* hear when a device's profile is in sync."""

    def __init__(self, agenda: Agenda, identities: Identities, groups: Groups) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._identities = identities
        self._groups = groups
        self._profiles: list[Profile] = []
        groups.listeners.append(self._moved)

    def create(self, profile: Profile, at: datetime) -> None:
        """Create a profile and let it reach those who are in its groups already."""
        self._profiles.append(profile)
        for group_id in sorted(profile.groups):
            group = self._groups.get(group_id)
            for object_id in list(group.members):
                self._moved(group, object_id, at)

    def _moved(self, group: Group, object_id: str, at: datetime) -> None:
        identity = self._identities.of_device(object_id)
        if identity is None or not any(group.id in profile.groups for profile in self._profiles):
            return
        if self._profile_of(object_id) is None:
            identity.profile_status, identity.profile_name = "notAssigned", ""
            identity.profile_assigned = NEVER
        elif identity.profile_status == "notAssigned":
            self._later("profile_pending", identity, object_id, at)

    def _profile_of(self, object_id: str) -> Profile | None:
        holding = set(self._groups.holding(object_id))
        return next((each for each in self._profiles if each.groups & holding), None)

    def _later(self, what: str, identity: Identity, object_id: str, at: datetime) -> None:
        then = self._begin if what == "profile_pending" else self._settle
        self._agenda.plan_within(
            getattr(self._agenda.latencies, what),
            at,
            (what, identity.id),
            lambda when: then(identity, object_id, when),
        )

    def _begin(self, identity: Identity, object_id: str, at: datetime) -> None:
        if self._profile_of(object_id) is not None and identity.profile_status == "notAssigned":
            identity.profile_status = "pending"
            self._later("profile_in_sync", identity, object_id, at)

    def _settle(self, identity: Identity, object_id: str, at: datetime) -> None:
        profile = self._profile_of(object_id)
        if profile is None or identity.profile_status != "pending":
            return
        identity.profile_status, identity.profile_name = IN_SYNC, profile.name
        identity.profile_assigned = stamp(at)
        for listener in self.listeners:
            listener(identity, at)
