"""The registered machines: Windows Autopilot device identities and their Entra devices."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import INTUNE_TROUBLE, NIL_GUID, bad_request, no_such_record
from simulator.tenant.devices import Devices, EntraDevice
from simulator.tenant.identity import Identity

type Listener = Callable[[Identity, datetime], None]

# A computer name: 15 characters at most, letters, digits and hyphens, and not digits alone.
_NAME = re.compile(r"(?=.*[A-Za-z-])[A-Za-z0-9-]{1,15}")

# Graph's name of a property that can be set, and ours.
SETTABLE: Mapping[str, str] = {
    "userPrincipalName": "upn",
    "addressableUserName": "user_name",
    "groupTag": "group_tag",
    "displayName": "display_name",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What a machine is registered with, by an import or by its maker."""

    serial: str
    manufacturer: str
    model: str
    group_tag: str = ""
    product_key: str = ""
    purchase_order: str = ""
    upn: str = ""


class Identities:
    """Every registered machine; *listeners* hear when a person was set or removed."""

    def __init__(self, agenda: Agenda, devices: Devices) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._devices = devices
        self._by_id: dict[str, Identity] = {}
        self._by_serial: dict[str, Identity] = {}
        self._by_device: dict[str, Identity] = {}

    def register(self, registration: Registration, at: datetime) -> Identity:
        """Register a machine; its identity is seen a little later, its device later still."""
        known = self._by_serial.get(registration.serial.upper())
        if known is not None:
            return known
        identity = self._new(registration)
        self._by_serial[identity.serial.upper()] = identity
        self._by_id[identity.id] = identity
        self._later("identity_seen", identity, at, self._see)
        return identity

    def registered(self, serial: str) -> Identity | None:
        """Find the machine registered under a serial number, seen or not."""
        return self._by_serial.get(serial.upper())

    def of_device(self, object_id: str) -> Identity | None:
        """Find the machine behind an Entra device object."""
        return self._by_device.get(object_id)

    def find(self, identity_id: str) -> Identity | None:
        """Find an identity that can be seen."""
        identity = self._by_id.get(identity_id)
        return identity if identity is not None and identity.seen else None

    def get(self, identity_id: str) -> Identity:
        """Find an identity; ``GraphFault`` 404 when none can be seen."""
        identity = self.find(identity_id)
        if identity is None:
            raise no_such_record(identity_id)
        return identity

    def containing(self, text: str) -> list[Identity]:
        """List the identities whose serial number contains a text, in any case."""
        needle = text.upper()
        return [
            identity
            for identity in self._by_id.values()
            if identity.seen and needle in identity.serial.upper()
        ]

    def show_all(self, at: datetime) -> None:
        """Bring everything that is registered into sight, as a sync does."""
        for identity in list(self._by_serial.values()):
            self._see(identity, at)

    def change(self, identity: Identity, properties: Mapping[str, str], at: datetime) -> None:
        """Set Graph's *properties* and no others; they can be read back after a moment.

        ``GraphFault`` 400 for a name that no computer can have.
        """
        if not _NAME.fullmatch(properties.get("displayName") or "PC"):
            raise bad_request(INTUNE_TROUBLE)
        names = [name for name in SETTABLE if name in properties]
        wanted = {SETTABLE[name]: properties[name] for name in names}
        self._later("properties_seen", identity, at, lambda this, _: _set(this, wanted))
        if "groupTag" in properties:
            self._later("properties_seen", identity, at, self._relabel_later)
        if "userPrincipalName" in properties:
            self._later("properties_seen", identity, at, self._tell)

    def remove(self, identity: Identity, at: datetime) -> None:
        """Begin to deregister a machine; ``GraphFault`` 400 while it is enrolled or still new.

        The identity lingers for a while; asking again meanwhile changes nothing.
        """
        if identity.enrolled or identity.device_id == NIL_GUID:
            raise bad_request(INTUNE_TROUBLE)
        if not identity.leaving:
            identity.leaving = True
            self._later("identity_gone", identity, at, self._forget)

    def _new(self, registration: Registration) -> Identity:
        number = str(len(self._by_id) + 1)
        return Identity(
            id=self._agenda.draws.guid("identity", number),
            serial=registration.serial,
            manufacturer=registration.manufacturer,
            model=registration.model,
            group_tag=registration.group_tag,
            product_key=registration.product_key,
            purchase_order=registration.purchase_order,
            upn=registration.upn,
        )

    def _see(self, identity: Identity, at: datetime) -> None:
        if identity.seen or self.registered(identity.serial) is not identity:
            return
        identity.seen = True
        self._later("device_created", identity, at, self._create_device)

    def _create_device(self, identity: Identity, at: datetime) -> None:
        guid = self._agenda.draws.guid
        identity.device_id = guid("device", identity.id)
        device = EntraDevice(
            id=guid("device object", identity.id),
            device_id=identity.device_id,
            serial=identity.serial,
            name=identity.serial,
            physical_ids=identity.physical_ids(),
        )
        self._by_device[device.id] = identity
        self._devices.create(device, at)

    def _relabel_later(self, identity: Identity, at: datetime) -> None:
        self._later("labels_changed", identity, at, self._relabel)

    def _relabel(self, identity: Identity, at: datetime) -> None:
        if identity.seen and identity.device_id != NIL_GUID:
            self._devices.relabel(identity.device_id, identity.physical_ids(), at)

    def _tell(self, identity: Identity, at: datetime) -> None:
        for listener in self.listeners:
            listener(identity, at)

    def _forget(self, identity: Identity, at: datetime) -> None:
        identity.seen = False
        del self._by_serial[identity.serial.upper()]
        # The device object stays behind, as it does in Entra, without its Autopilot labels.
        self._devices.relabel(identity.device_id, (), at)

    def _later(self, what: str, identity: Identity, at: datetime, then: Listener) -> None:
        span = getattr(self._agenda.latencies, what)
        self._agenda.plan_within(span, at, (what, identity.id), lambda when: then(identity, when))


def _set(identity: Identity, wanted: Mapping[str, str]) -> None:
    for name, value in wanted.items():
        setattr(identity, name, value)
