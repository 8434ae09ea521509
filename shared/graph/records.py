"""From the SDK's models to Groundcrew's values.

The SDK reads an enumeration's unheard-of member as none; so it is unknown here.
"""

from datetime import UTC, datetime
from enum import Enum, StrEnum
from uuid import UUID

from kiota_abstractions.serialization import Parsable, ParsableFactory
from kiota_serialization_json.json_parse_node import JsonParseNode
from msgraph.generated.models.imported_windows_autopilot_device_identity import (
    ImportedWindowsAutopilotDeviceIdentity,
)
from msgraph.generated.models.license_details import LicenseDetails
from msgraph.generated.models.managed_device import ManagedDevice as EnrolledDevice
from msgraph.generated.models.user import User as EntraUser
from msgraph.generated.models.windows_autopilot_device_identity import (
    WindowsAutopilotDeviceIdentity,
)

from shared.domain.autopilot import (
    EnrollmentState,
    Identity,
    ImportRecord,
    ImportStatus,
    ProfileStatus,
)
from shared.domain.directory import User
from shared.domain.monitoring import DeploymentEvent, DeploymentState, FailedItem, ManagedDevice
from shared.domain.serials import normalised
from shared.graph.batch import Json

_NOT_YET = str(UUID(int=0))
_PROVISIONED = "Success"
_COMPLIANT = "compliant"
_FAILED = "error"
# Graph writes the year 1 for what has not happened.
_NEVER = datetime.min.replace(tzinfo=UTC)


def parsed[M: Parsable](model: ParsableFactory[M], body: Json) -> M:
    """Read JSON into a model of the SDK."""
    return JsonParseNode(body).get_object_value(model)


def identity_of(body: Json) -> Identity:
    """Read an Autopilot identity; an all-zero id means that there is no such device yet."""
    found = parsed(WindowsAutopilotDeviceIdentity, body)
    managed = found.managed_device_id or _NOT_YET
    state = found.enrollment_state
    device_id = found.azure_active_directory_device_id or _NOT_YET
    return Identity(
        id=found.id or "",
        serial=found.serial_number or "",
        group_tag=found.group_tag or "",
        device_id=None if device_id == _NOT_YET else device_id,
        user_principal_name=found.user_principal_name or "",
        enrollment_state=EnrollmentState(_told(state)) if state else EnrollmentState.UNKNOWN,
        managed_device_id="" if managed == _NOT_YET else managed,
    )


def import_record_of(body: Json) -> ImportRecord:
    """Read an import record, which has no state before the service has looked at it."""
    found = parsed(ImportedWindowsAutopilotDeviceIdentity, body)
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


def user_of(body: Json) -> User:
    """Read a person; whoever was synchronised before guests existed has no type and is a member."""
    found = parsed(EntraUser, body)
    return User(
        id=found.id or "",
        user_principal_name=found.user_principal_name or "",
        display_name=found.display_name or "",
        enabled=bool(found.account_enabled),
        member=(found.user_type or "Member").casefold() == "member",
    )


def manager_of(body: Json) -> User | None:
    """Read a manager; a contact of the organisation, who signs in nowhere, is none."""
    manager = user_of(body)
    return manager if manager.user_principal_name else None


def provisioned_plans(body: Json) -> frozenset[str]:
    """Name the service plans of a licence that are ready for use, by id in lower case."""
    licence = parsed(LicenseDetails, body)
    return frozenset(
        str(plan.service_plan_id).lower()
        for plan in licence.service_plans or ()
        if plan.provisioning_status == _PROVISIONED
    )


def managed_device_of(body: Json) -> ManagedDevice:
    """Read an enrolled device."""
    found = parsed(EnrolledDevice, body)
    compliance = found.compliance_state
    return ManagedDevice(
        id=found.id or "",
        serial=normalised(found.serial_number or ""),
        enrolled_at=found.enrolled_date_time or _NEVER,
        user_principal_name=found.user_principal_name or "",
        profile_name=found.enrollment_profile_name or "",
        compliant=compliance is not None and _told(compliance) == _COMPLIANT,
    )


def event_of(body: Json) -> DeploymentEvent:
    """Read an Autopilot event (beta)."""
    ended = _moment(body, "deploymentEndDateTime")
    return DeploymentEvent(
        id=str(body.get("id") or ""),
        serial=normalised(str(body.get("deviceSerialNumber") or "")),
        started_at=_moment(body, "deploymentStartDateTime"),
        state=_member(DeploymentState, body.get("deploymentState")),
        device_setup=_member(DeploymentState, body.get("deviceSetupStatus")),
        account_setup=_member(DeploymentState, body.get("accountSetupStatus")),
        failure=str(body.get("enrollmentFailureDetails") or ""),
        ended_at=ended if ended > _NEVER else None,
    )


def profile_status_of(body: Json) -> ProfileStatus:
    """Read how far an identity's profile is (beta)."""
    return _member(ProfileStatus, body.get("deploymentProfileAssignmentStatus"))


def is_blocked(body: Json) -> bool:
    """Read whether Intune would refuse an identity's next enrolment (beta)."""
    return body.get("userlessEnrollmentStatus") == "blocked"


def failed_item_of(body: Json) -> FailedItem | None:
    """Read an app or a policy that set-up waited for and that failed (beta); others are none."""
    if not body.get("trackedOnEnrollmentStatus") or body.get("complianceStatus") != _FAILED:
        return None
    return FailedItem(
        name=str(body.get("displayName") or ""), error_code=int(body.get("errorCode") or 0)
    )


def _moment(body: Json, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(body.get(name) or ""))
    except ValueError:
        return _NEVER
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _member[E: StrEnum](kind: type[E], told: object) -> E:
    return kind(str(told)) if told in set(kind) else kind("unknown")


def _told(member: Enum) -> str:
    # The SDK writes its members with a comma too many; a type checker takes them for tuples.
    return str(member.value)
