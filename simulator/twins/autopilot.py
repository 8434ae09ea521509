"""The port ``Autopilot`` on a simulated tenant."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from shared.domain.autopilot import (
    DeploymentState,
    EnrollmentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ImportStatus,
    ProfileStatus,
)
from shared.domain.directory import User
from shared.domain.faults import is_missing
from shared.domain.imports import furthest
from shared.domain.serials import normalised
from simulator.tenant import Tenant
from simulator.twins.refusals import told

_NIL = str(UUID(int=0))

type Entity = Mapping[str, Any]


class TwinAutopilot:
    """The port ``Autopilot`` on a simulated tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def identity(self, serial: str) -> Identity | None:
        """Look a device up, then read it by id."""
        with told("looking up an Autopilot identity"):
            listed = self._tenant.identities(normalised(serial))
        for each in listed:
            if normalised(each["serialNumber"]) == normalised(serial):
                return await self.identity_by_id(each["id"])
        return None

    async def identity_by_id(self, identity_id: str) -> Identity | None:
        """Read one identity."""
        with told("reading an Autopilot identity", unless=is_missing):
            return _identity(self._tenant.identity(identity_id))
        return None

    async def import_of(self, serial: str) -> ImportRecord | None:
        """Look up the import of a serial number that matters most."""
        with told("looking up an import record"):
            listed = self._tenant.imports(normalised(serial))
        same = (each for each in listed if normalised(each["serialNumber"]) == normalised(serial))
        return furthest(map(_import_record, same))

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Sequence[ImportRecord]:
        """Submit hardware hashes in one bulk action."""
        if not orders:
            return ()
        with told("importing devices"):
            return tuple(map(_import_record, self._tenant.import_devices(_lines(orders))))
        return ()

    async def import_record(self, record_id: str) -> ImportRecord | None:
        """Read an import by Graph's id."""
        with told("reading an import record", unless=is_missing):
            return _import_record(self._tenant.imported(record_id))
        return None

    async def assign_user(self, identity_id: str, user: User) -> None:
        """Assign the user the device greets."""
        with told("assigning a user to a device"):
            self._tenant.assign_user(identity_id, user.user_principal_name, user.display_name)

    async def unassign_user(self, identity_id: str) -> None:
        """Take the assigned user away."""
        with told("taking the user off a device"):
            self._tenant.unassign_user(identity_id)

    async def profile_status(self, identity_id: str) -> ProfileStatus:
        """Read whether the deployment profile has reached the device."""
        with told("reading a deployment profile's status"):
            read = self._tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"]
        return ProfileStatus(read)

    async def deployment_state(self, serial: str) -> DeploymentState | None:
        """Read the latest deployment's state."""
        with told("reading the Autopilot events"):
            events = self._tenant.autopilot_events()
        same = [each for each in events if normalised(each["deviceSerialNumber"]) == serial]
        if not same:
            return None
        newest = max(same, key=lambda each: str(each["deploymentStartDateTime"]))
        return DeploymentState(newest["deploymentState"])


def _lines(orders: Sequence[ImportOrder]) -> list[dict[str, str]]:
    return [
        {
            "serialNumber": order.serial,
            "hardwareIdentifier": order.hardware_hash,
            "importId": order.import_id,
            "groupTag": order.group_tag,
            "productKey": order.product_key,
        }
        for order in orders
    ]


def _identity(entity: Entity) -> Identity:
    device_id = entity["azureActiveDirectoryDeviceId"]
    return Identity(
        id=entity["id"],
        serial=entity["serialNumber"],
        group_tag=entity["groupTag"] or "",
        device_id=None if device_id == _NIL else device_id,
        user_principal_name=entity["userPrincipalName"] or "",
        enrollment_state=EnrollmentState(entity["enrollmentState"]),
    )


def _import_record(entity: Entity) -> ImportRecord:
    state = entity["state"]
    return ImportRecord(
        id=entity["id"],
        import_id=entity["importId"] or "",
        serial=entity["serialNumber"],
        status=ImportStatus(state["deviceImportStatus"]),
        error_name=state["deviceErrorName"] or "",
        error_code=state["deviceErrorCode"] or 0,
    )
