"""From the tenant's entities to Groundcrew's values."""

from shared.domain.autopilot import (
    EnrollmentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ImportStatus,
)
from shared.domain.directory import User
from simulator.tenant import Entity
from simulator.tenant.answers import NIL_GUID


def identity_of(entity: Entity) -> Identity:
    """Read an Autopilot identity."""
    device_id = entity["azureActiveDirectoryDeviceId"]
    return Identity(
        id=entity["id"],
        serial=entity["serialNumber"],
        group_tag=entity["groupTag"],
        device_id=None if device_id == NIL_GUID else device_id,
        user_principal_name=entity["userPrincipalName"],
        enrollment_state=EnrollmentState(entity["enrollmentState"]),
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
