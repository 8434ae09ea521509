"""From the SDK's models to Groundcrew's values.

The SDK reads an enumeration's unheard-of member as none; so it is unknown here.
"""

from enum import Enum
from uuid import UUID

from msgraph.generated.models.imported_windows_autopilot_device_identity import (
    ImportedWindowsAutopilotDeviceIdentity,
)
from msgraph.generated.models.license_details import LicenseDetails
from msgraph.generated.models.user import User as EntraUser
from msgraph.generated.models.windows_autopilot_device_identity import (
    WindowsAutopilotDeviceIdentity,
)

from shared.domain.autopilot import EnrollmentState, Identity, ImportRecord, ImportStatus
from shared.domain.directory import User

_NOT_YET = str(UUID(int=0))
_PROVISIONED = "Success"


def identity_of(found: WindowsAutopilotDeviceIdentity) -> Identity:
    """Read an Autopilot identity; an all-zero device id means that there is no device yet."""
    state = found.enrollment_state
    device_id = found.azure_active_directory_device_id or _NOT_YET
    return Identity(
        id=found.id or "",
        serial=found.serial_number or "",
        group_tag=found.group_tag or "",
        device_id=None if device_id == _NOT_YET else device_id,
        user_principal_name=found.user_principal_name or "",
        enrollment_state=EnrollmentState(_told(state)) if state else EnrollmentState.UNKNOWN,
    )


def import_record_of(found: ImportedWindowsAutopilotDeviceIdentity) -> ImportRecord:
    """Read an import record, which has no state before the service has looked at it."""
    state = found.state
    status = state.device_import_status if state else None
    return ImportRecord(
        id=found.id or "",
        import_id=found.import_id or "",
        serial=found.serial_number or "",
        status=ImportStatus(_told(status)) if status else ImportStatus.UNKNOWN,
        error_name=(state.device_error_name if state else None) or "",
        error_code=(state.device_error_code if state else None) or 0,
    )


def user_of(found: EntraUser) -> User:
    """Read a person; whoever was synchronised before guests existed has no type and is a member."""
    return User(
        id=found.id or "",
        user_principal_name=found.user_principal_name or "",
        display_name=found.display_name or "",
        enabled=bool(found.account_enabled),
        member=(found.user_type or "Member").casefold() == "member",
    )


def provisioned_plans(licence: LicenseDetails) -> frozenset[str]:
    """Name the service plans of a licence that are ready for use, by id in lower case."""
    return frozenset(
        str(plan.service_plan_id).lower()
        for plan in licence.service_plans or ()
        if plan.provisioning_status == _PROVISIONED
    )


def _told(member: Enum) -> str:
    # The SDK writes its members with a comma too many; a type checker takes them for tuples.
    return str(member.value)
