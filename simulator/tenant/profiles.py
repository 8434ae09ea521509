"""Autopilot deployment profiles, assigned to groups, and how far a device has received one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, stamp
from simulator.tenant.devices import Devices
from simulator.tenant.group import Group
from simulator.tenant.groups import Groups
from simulator.tenant.identities import Identities
from simulator.tenant.identity import Identity

type Listener = Callable[[Identity, datetime], None]

IN_SYNC = "assignedInSync"
OUT_OF_SYNC = "assignedOutOfSync"
UNCLEAR = "assignedUnkownSyncState"  # misspelt by Graph
PENDING = "pending"
NOT_ASSIGNED = "notAssigned"

# From where a device gets its profile without anybody's help.
_UNSETTLED = frozenset({PENDING, UNCLEAR, OUT_OF_SYNC})


@dataclass(slots=True, kw_only=True)
class Profile:
    """A deployment profile and the ids of the groups it is assigned to."""

    id: str
    name: str
    groups: set[str] = field(default_factory=set[str])


class Profiles:
    """Every deployment profile; *listeners* hear when a device's profile is in sync."""

    def __init__(
        self, agenda: Agenda, devices: Devices, identities: Identities, groups: Groups
    ) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._devices = devices
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

    def turn(self, identity: Identity, status: str, at: datetime) -> None:
        """Let a device's profile be in a *status*, until the device enters or leaves a group."""
        identity.profile_status = status
        if status == IN_SYNC:
            self._tell(identity, at)

    def _moved(self, group: Group, object_id: str, at: datetime) -> None:
        identity = self._identities.of_device(object_id)
        if identity is None or not any(group.id in profile.groups for profile in self._profiles):
            return
        profile = self._profile_of(object_id)
        if profile is None:
            identity.profile_status, identity.profile_name = NOT_ASSIGNED, ""
            identity.profile_assigned = NEVER
        elif identity.profile_status == NOT_ASSIGNED:
            self._later("profile_pending", identity, at, self._begin)
        elif identity.profile_name not in ("", profile.name):
            identity.profile_status = OUT_OF_SYNC
            self._later("profile_in_sync", identity, at, self._settle)

    def _profile_of(self, object_id: str) -> Profile | None:
        holding = set(self._groups.holding(object_id))
        return next((each for each in self._profiles if each.groups & holding), None)

    def _wanted(self, identity: Identity) -> Profile | None:
        device = self._devices.find_by_device_id(identity.device_id)
        return self._profile_of(device.id) if device else None

    def _later(self, what: str, identity: Identity, at: datetime, then: Listener) -> None:
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, identity.id), lambda when: then(identity, when))

    def _begin(self, identity: Identity, at: datetime) -> None:
        if self._wanted(identity) is None or identity.profile_status != NOT_ASSIGNED:
            return
        identity.profile_status = PENDING
        clear = not self._agenda.is_in_mood("sync_state_unknown", identity.serial.upper())
        self._later("profile_in_sync", identity, at, self._settle if clear else self._blur)

    def _blur(self, identity: Identity, at: datetime) -> None:
        if identity.profile_status == PENDING:
            identity.profile_status = UNCLEAR
            self._later("profile_unclear", identity, at, self._settle)

    def _settle(self, identity: Identity, at: datetime) -> None:
        profile = self._wanted(identity)
        if profile is None or identity.profile_status not in _UNSETTLED:
            return
        identity.profile_status, identity.profile_name = IN_SYNC, profile.name
        identity.profile_assigned = stamp(at)
        self._tell(identity, at)

    def _tell(self, identity: Identity, at: datetime) -> None:
        for listener in self.listeners:
            listener(identity, at)
