"""How far each device has received the deployment profile that is assigned to it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import NEVER, bad_request, stamp
from simulator.tenant.assignments import Target
from simulator.tenant.deployment_profiles import DeploymentProfiles, Profile
from simulator.tenant.devices import Devices, EntraDevice
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


class Profiles:
    """Which device has which profile; *listeners* hear when a device's profile is in sync."""

    def __init__(
        self,
        agenda: Agenda,
        devices: Devices,
        identities: Identities,
        groups: Groups,
        documents: DeploymentProfiles,
    ) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._devices = devices
        self._identities = identities
        self._groups = groups
        self._documents = documents
        groups.listeners.append(self._moved)
        devices.listeners.append(self._labelled)

    def assign(self, profile: Profile, targets: Iterable[Target], at: datetime) -> None:
        """Assign a profile to more targets, and let it reach those who are meant already."""
        with self._changing(profile, at):
            profile.targets |= {each.key: each for each in targets}

    def unassign(self, profile: Profile, target: Target, at: datetime) -> None:
        """Take an assignment away."""
        with self._changing(profile, at):
            del profile.targets[target.key]

    def assign_directly(self, profile: Profile, identity_ids: Iterable[str], at: datetime) -> None:
        """Assign a profile to these devices, and to no other directly.

        ``GraphFault`` 400 for an id that is no Autopilot device's.
        """
        wanted = set(identity_ids)
        for identity_id in sorted(wanted):
            if self._identities.find(identity_id) is None:
                message = f"The device '{identity_id}' does not exist."
                raise bad_request(message)
        with self._changing(profile, at):
            profile.direct = wanted

    def changed(self, profile: Profile, at: datetime) -> None:
        """Let the devices that have a profile take what was changed in it (assumed)."""
        for identity, _ in self._registered():
            if identity.profile_id == profile.id and identity.profile_status == IN_SYNC:
                identity.profile_status = OUT_OF_SYNC
                self._later("profile_in_sync", identity, at, self._settle)

    def turn(self, identity: Identity, status: str, at: datetime) -> None:
        """Let a device's profile be in a *status*, until the device enters or leaves a group."""
        identity.profile_status = status
        if status == IN_SYNC:
            self._tell(identity, at)

    def _registered(self) -> list[tuple[Identity, EntraDevice]]:
        found = ((self._identities.of_device(each.id), each) for each in self._devices.every())
        return [(identity, device) for identity, device in found if identity is not None]

    def _moved(self, group: Group, object_id: str, at: datetime) -> None:
        identity = self._identities.of_device(object_id)
        if identity and any(each.names(group.id) for each in self._documents.every()):
            self._consider(identity, object_id, at)

    def _labelled(self, device: EntraDevice, at: datetime) -> None:
        """Let a new device have a profile that means it without any group."""
        identity = self._identities.of_device(device.id)
        if identity is not None and identity.profile_status == NOT_ASSIGNED:
            self._consider(identity, device.id, at)

    @contextmanager
    def _changing(self, profile: Profile, at: datetime) -> Iterator[None]:
        """Consider the devices that an assignment meant before or means afterwards."""
        before = self._meant_by(profile)
        yield
        for device_id in before | self._meant_by(profile):
            identity = self._identities.of_device(device_id)
            if identity is not None:
                self._consider(identity, device_id, at)

    def _meant_by(self, profile: Profile) -> dict[str, None]:
        # In the order of their creation, as sets have none that can be repeated.
        return {
            device.id: None
            for identity, device in self._registered()
            if profile.reaches(identity.id, set(self._groups.holding(device.id)))
        }

    def _consider(self, identity: Identity, object_id: str, at: datetime) -> None:
        profile = self._profile_of(identity, object_id)
        if profile is None:
            identity.profile_status = NOT_ASSIGNED
            identity.profile_name = identity.profile_id = ""
            identity.profile_assigned = NEVER
        elif identity.profile_status == NOT_ASSIGNED:
            self._later("profile_pending", identity, at, self._begin)
        elif identity.profile_id not in ("", profile.id):
            identity.profile_status = OUT_OF_SYNC
            self._later("profile_in_sync", identity, at, self._settle)

    def _profile_of(self, identity: Identity, object_id: str) -> Profile | None:
        return self._documents.oldest_for(identity.id, set(self._groups.holding(object_id)))

    def _wanted(self, identity: Identity) -> Profile | None:
        device = self._devices.find_by_device_id(identity.device_id)
        return self._profile_of(identity, device.id) if device else None

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
        identity.profile_status = IN_SYNC
        identity.profile_id, identity.profile_name = profile.id, profile.name
        identity.profile_assigned = stamp(at)
        self._tell(identity, at)

    def _tell(self, identity: Identity, at: datetime) -> None:
        for listener in self.listeners:
            listener(identity, at)
