"""From the tenant's entities to Groundcrew's values."""

from datetime import datetime

from shared.domain.autopilot import (
    EnrollmentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ImportStatus,
)
from shared.domain.directory import User
from shared.domain.monitoring import DeploymentEvent, DeploymentState, FailedItem, ManagedDevice
from shared.domain.serials import normalised
from simulator.tenant import Entity
from simulator.tenant.answers import NEVER, NIL_GUID


def identity_of(entity: Entity) -> Identity:
    """Read an Autopilot identity."""
    managed = entity["managedDeviceId"] or ""
    device_id = entity["azureActiveDirectoryDeviceId"]
    return Identity(
        id=entity["id"],
        serial=entity["serialNumber"],
        group_tag=entity["groupTag"],
        device_id=None if device_id == NIL_GUID else device_id,
        user_principal_name=entity["userPrincipalName"],
        enrollment_state=EnrollmentState(entity["enrollmentState"]),
        managed_device_id="" if managed == NIL_GUID else managed,
    )


def import_record_of(entity: Entity) -> ImportRecord:
    """Read an import record."""
    state = entity["state"]
    return ImportRecord(
        id=entity["id"],
        import_id=entity["importId"],
        serial=entity["serialNumber"],
        status=ImportStatus(state["deviceImportStatus"]),
        error_name=state["deviceErrorName"],
        error_code=state["deviceErrorCode"],
    )


def line_of(order: ImportOrder) -> Entity:
    """Write a line to upload."""
    return {
        "serialNumber": order.serial,
        "hardwareIdentifier": order.hardware_hash,
        "importId": order.import_id,
        "groupTag": order.group_tag,
        "productKey": order.product_key,
    }


def user_of(entity: Entity) -> User:
    """Read a person."""
    return User(
        id=entity["id"],
        user_principal_name=entity["userPrincipalName"],
        display_name=entity["displayName"],
        enabled=entity["accountEnabled"],
        member=entity["userType"] == "Member",
    )


def managed_device_of(entity: Entity) -> ManagedDevice:
    """Read an enrolled device."""
    return ManagedDevice(
        id=entity["id"],
        serial=normalised(entity["serialNumber"]),
        enrolled_at=datetime.fromisoformat(entity["enrolledDateTime"]),
        user_principal_name=entity["userPrincipalName"],
        profile_name=entity["enrollmentProfileName"] or "",
        compliant=entity["complianceState"] == "compliant",
    )


def event_of(entity: Entity) -> DeploymentEvent:
    """Read an Autopilot event."""
    ended = entity["deploymentEndDateTime"]
    return DeploymentEvent(
        id=entity["id"],
        serial=normalised(entity["deviceSerialNumber"]),
        started_at=datetime.fromisoformat(entity["deploymentStartDateTime"]),
        state=DeploymentState(entity["deploymentState"]),
        device_setup=DeploymentState(entity["deviceSetupStatus"]),
        account_setup=DeploymentState(entity["accountSetupStatus"]),
        failure=entity["enrollmentFailureDetails"] or "",
        ended_at=None if ended == NEVER else datetime.fromisoformat(ended),
    )


def failed_item_of(entity: Entity) -> FailedItem | None:
    """Read an app or a policy that set-up waited for and that failed; others are none."""
    if not entity["trackedOnEnrollmentStatus"] or entity["complianceStatus"] != "error":
        return None
    return FailedItem(name=entity["displayName"], error_code=entity["errorCode"])
