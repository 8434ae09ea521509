"""What the Autopilot service shows of a device, in Graph's own words.

Values only.  Names and members follow the Graph resource pages
windowsAutopilotDeviceIdentity and importedWindowsAutopilotDeviceIdentity.
"""

from dataclasses import dataclass
from enum import StrEnum


class ImportStatus(StrEnum):
    """How far an import has come (``deviceImportStatus``)."""

    UNKNOWN = "unknown"
    PENDING = "pending"
    PARTIAL = "partial"
    COMPLETE = "complete"
    ERROR = "error"


class ProfileStatus(StrEnum):
    """Whether the deployment profile has reached the device.

    ``deploymentProfileAssignmentStatus``, read from beta; the misspelt member
    is Graph's own.
    """

    UNKNOWN = "unknown"
    IN_SYNC = "assignedInSync"
    OUT_OF_SYNC = "assignedOutOfSync"
    UNKNOWN_SYNC = "assignedUnkownSyncState"
    NOT_ASSIGNED = "notAssigned"
    PENDING = "pending"
    FAILED = "failed"


class EnrollmentState(StrEnum):
    """Whether the device is enrolled in Intune (``enrollmentState``)."""

    UNKNOWN = "unknown"
    ENROLLED = "enrolled"
    PENDING_RESET = "pendingReset"
    FAILED = "failed"
    NOT_CONTACTED = "notContacted"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A device registered with Autopilot in our tenant.

    *device_id* is the Entra ``deviceId`` (no object id), ``None`` until the
    Entra device exists.  Lists leave *user_principal_name* blank, so it counts
    only when read by id.  *managed_device_id* is blank until the device enrols.
    """

    id: str
    serial: str
    group_tag: str = ""
    device_id: str | None = None
    user_principal_name: str = ""
    enrollment_state: EnrollmentState = EnrollmentState.UNKNOWN
    managed_device_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityPage:
    """Some of all the devices registered in our tenant; *link* leads on (blank: no more)."""

    identities: tuple[Identity, ...]
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """A hardware hash to register.  *import_id* is ours and survives in Graph's record."""

    serial: str
    hardware_hash: str
    import_id: str
    group_tag: str = ""
    product_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """An import as Graph keeps it; *id* is Graph's, *error_name* blank unless it failed.

    Decide by the name: the number beside it has been seen to contradict it.
    """

    id: str
    import_id: str
    serial: str
    status: ImportStatus
    error_name: str = ""
    error_code: int = 0
