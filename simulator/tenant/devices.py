"""The Entra device objects, created ahead when a machine is registered with Autopilot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.tenant.rules import Facts
from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, bad_request, no_such_resource
from simulator.tenant.replicas import Replicas


@dataclass(slots=True, kw_only=True)
class EntraDevice:
    """A device object: *id* names it in groups, *device_id* names it everywhere else.

    Its machine has *joined* Entra, and has *enrolled* with Intune.
    """

    id: str
    device_id: str
    serial: str
    name: str
    physical_ids: tuple[str, ...] = ()
    replicated: bool = False
    joined: bool = False
    enrolled: bool = False

    def facts(self) -> Facts:
        """Say what a group's rule can ask of the device."""
        return {
            "accountEnabled": self.enabled,
            "deviceId": self.device_id,
            "deviceOSType": "Windows",
            "devicePhysicalIds": self.physical_ids,
            "deviceTrustType": "AzureAD",
            "displayName": self.name,
            "managementType": "MDM" if self.enrolled else None,
            "objectId": self.id,
        }

    def entity(self) -> Entity:
        """Write the device as Graph shows it."""
        return {
            "id": self.id,
            "deviceId": self.device_id,
            "displayName": self.name,
            "accountEnabled": self.enabled,
            "operatingSystem": "Windows",
            "operatingSystemVersion": "10.0.26100" if self.enrolled else "",
            "physicalIds": list(self.physical_ids),
            "trustType": "AzureAd",
            "isManaged": self.enrolled or None,
            "isCompliant": self.enrolled or None,
        }

    @property
    def enabled(self) -> bool:
        """A device object created ahead is disabled until its machine joins."""
        return self.joined or self.enrolled


type Listener = Callable[[EntraDevice, datetime], None]


class Devices:
    """Every device object; *listeners* hear when one is new, labelled anew, joined or enrolled."""

    def __init__(self, agenda: Agenda, replicas: Replicas) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._replicas = replicas
        self._by_id: dict[str, EntraDevice] = {}
        self._by_device_id: dict[str, EntraDevice] = {}

    def create(self, device: EntraDevice, at: datetime) -> None:
        """Create a device object; it can be read once it is replicated."""
        self._by_id[device.id] = device
        self._by_device_id[device.device_id] = device
        span = self._agenda.latencies.device_replicated
        name = ("device_replicated", device.id)
        self._agenda.plan_within(span, at, name, lambda when: self._replicate(device, when))

    def relabel(self, device_id: str, physical_ids: tuple[str, ...], at: datetime) -> None:
        """Write a device's physical ids anew."""
        device = self._by_device_id[device_id]
        device.physical_ids = physical_ids
        self._tell(device, at)

    def join(self, device: EntraDevice, at: datetime, *, enrolled: bool) -> None:
        """Let a device's machine join Entra, and enrol with Intune or not."""
        device.joined, device.enrolled = True, enrolled
        self._tell(device, at)

    def delete(self, device: EntraDevice) -> None:
        """Delete a device object; what is registered by its device id goes on naming that."""
        del self._by_id[device.id], self._by_device_id[device.device_id]

    def every(self) -> list[EntraDevice]:
        """List the device objects that can be read."""
        return [device for device in self._by_id.values() if device.replicated]

    def find(self, object_id: str) -> EntraDevice | None:
        """Find a device by its object id."""
        device = self._by_id.get(object_id)
        return device if device is not None and device.replicated else None

    def find_by_device_id(self, device_id: str) -> EntraDevice | None:
        """Find a device by its device id."""
        device = self._by_device_id.get(device_id.lower())
        return device if device is not None and device.replicated else None

    def get_by_device_id(self, device_id: str) -> EntraDevice:
        """Find a device by its device id; ``GraphFault`` 404 when there is none."""
        device = self.find_by_device_id(device_id)
        if device is None:
            raise no_such_resource(device_id)
        return device

    def _replicate(self, device: EntraDevice, at: datetime) -> None:
        device.replicated = True
        self._replicas.created(device.id, at)
        self._tell(device, at)

    def _tell(self, device: EntraDevice, at: datetime) -> None:
        if device.replicated:
            for listener in self.listeners:
                listener(device, at)


def device_key(device_id: str) -> str:
    """Check a device id as Entra does; ``GraphFault`` 400 when it is no GUID."""
    if len(device_id) != len("00000000-0000-0000-0000-000000000000"):
        message = "Invalid value specified for property 'deviceId' of resource 'Device'."
        raise bad_request(message, "Request_BadRequest")
    return device_id.lower()
