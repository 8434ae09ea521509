"""What each request to Graph needs: the permission manifest.

Permissions are application permissions, the least that Microsoft's reference
pages (v1.0 and beta, "Permissions") name for the request; a write permission
covers its read.  ``User.Read.All`` is the least in practice: the basic
properties lack ``accountEnabled`` and ``userType``.  ``GroupMember.*`` covers
finding a group by name ("list groups, read basic properties", Microsoft Graph
permissions reference).
"""

from dataclasses import dataclass

from shared.domain.operations import Operation

READ_AUTOPILOT = "DeviceManagementServiceConfig.Read.All"
WRITE_AUTOPILOT = "DeviceManagementServiceConfig.ReadWrite.All"
READ_ENROLMENTS = "DeviceManagementManagedDevices.Read.All"
WRITE_ENROLMENTS = "DeviceManagementManagedDevices.ReadWrite.All"
READ_DEVICES = "Device.Read.All"
WRITE_DEVICES = "Device.ReadWrite.All"
READ_MEMBERS = "GroupMember.Read.All"
WRITE_MEMBERS = "GroupMember.ReadWrite.All"
READ_USERS = "User.Read.All"
READ_LICENCES = "LicenseAssignment.Read.All"
WRITE_WORKFLOWS = "LifecycleWorkflows.ReadWrite.All"


@dataclass(frozen=True, slots=True)
class Call:
    """A request: its method and its address without the root, ``{}`` standing for a key."""

    method: str
    url: str


@dataclass(frozen=True, slots=True)
class Grant:
    """The permissions, all of them, that one operation needs, and the requests it makes."""

    permissions: tuple[str, ...]
    calls: tuple[Call, ...]


_V1 = "/v1.0/deviceManagement"
_BETA = "/beta/deviceManagement"
_IDENTITIES = f"{_V1}/windowsAutopilotDeviceIdentities"
_IMPORTS = f"{_V1}/importedWindowsAutopilotDeviceIdentities"
_IDENTIFIERS = f"{_BETA}/importedDeviceIdentities"
_TASKS = "/v1.0/identityGovernance/lifecycleWorkflows/workflows/{}/tasks/{}/taskProcessingResults"
_UPDATE = Call("POST", f"{_IDENTITIES}/{{}}/updateDeviceProperties")


def _get(*urls: str) -> tuple[Call, ...]:
    return tuple(Call("GET", url) for url in urls)


GRANTS: dict[Operation, Grant] = {
    Operation.IDENTITIES: Grant((READ_AUTOPILOT,), _get(_IDENTITIES)),
    Operation.IDENTITIES_BY_ID: Grant((READ_AUTOPILOT,), _get(f"{_IDENTITIES}/{{}}")),
    Operation.IMPORTS_OF: Grant((READ_AUTOPILOT,), _get(_IMPORTS)),
    Operation.IMPORT_DEVICES: Grant((WRITE_AUTOPILOT,), (Call("POST", f"{_IMPORTS}/import"),)),
    Operation.IMPORT_RECORDS: Grant((READ_AUTOPILOT,), _get(_IMPORTS, f"{_IMPORTS}/{{}}")),
    Operation.DELETE_IMPORTS: Grant((WRITE_AUTOPILOT,), (Call("DELETE", f"{_IMPORTS}/{{}}"),)),
    Operation.ASSIGN_USERS: Grant(
        (WRITE_AUTOPILOT,), (Call("POST", f"{_IDENTITIES}/{{}}/assignUserToDevice"), _UPDATE)
    ),
    Operation.UNASSIGN_USERS: Grant(
        (WRITE_AUTOPILOT,), (Call("POST", f"{_IDENTITIES}/{{}}/unassignUserFromDevice"),)
    ),
    Operation.SET_GROUP_TAGS: Grant((WRITE_AUTOPILOT,), (_UPDATE,)),
    Operation.DELETE_IDENTITIES: Grant(
        (WRITE_AUTOPILOT,), (Call("DELETE", f"{_IDENTITIES}/{{}}"),)
    ),
    Operation.ALLOW_NEXT_ENROLLMENTS: Grant(
        (WRITE_AUTOPILOT,),
        (Call("POST", f"{_BETA}/windowsAutopilotDeviceIdentities/{{}}/allowNextEnrollment"),),
    ),
    Operation.BLOCKED_ENROLLMENTS: Grant(
        (READ_AUTOPILOT,), _get(f"{_BETA}/windowsAutopilotDeviceIdentities/{{}}")
    ),
    Operation.PROFILE_STATUSES: Grant(
        (READ_AUTOPILOT,),
        _get(
            f"{_BETA}/windowsAutopilotDeviceIdentities",
            f"{_BETA}/windowsAutopilotDeviceIdentities/{{}}",
        ),
    ),
    Operation.SYNC: Grant(
        (WRITE_AUTOPILOT,), (Call("POST", f"{_BETA}/windowsAutopilotSettings/sync"),)
    ),
    Operation.DEVICES: Grant((READ_DEVICES,), _get("/v1.0/devices(deviceId='{}')")),
    Operation.GROUP: Grant((READ_MEMBERS,), _get("/v1.0/groups")),
    # Who may not read devices is still shown the ids of members that are devices.
    Operation.MEMBERS: Grant((READ_MEMBERS,), _get("/v1.0/groups/{}/members")),
    Operation.ADD_MEMBERS: Grant(
        (WRITE_MEMBERS, WRITE_DEVICES),
        (Call("PATCH", "/v1.0/groups/{}"), Call("POST", "/v1.0/groups/{}/members/$ref")),
    ),
    Operation.USERS: Grant((READ_USERS,), _get("/v1.0/users/{}")),
    Operation.LICENSED: Grant((READ_LICENCES,), _get("/v1.0/users/{}/licenseDetails")),
    Operation.MANAGERS: Grant((READ_USERS,), _get("/v1.0/users/{}/manager")),
    Operation.IDENTIFIERS: Grant(
        (READ_AUTOPILOT,), (Call("POST", f"{_IDENTIFIERS}/searchExistingIdentities"),)
    ),
    Operation.IMPORT_IDENTIFIERS: Grant(
        (WRITE_AUTOPILOT,), (Call("POST", f"{_IDENTIFIERS}/importDeviceIdentityList"),)
    ),
    Operation.DELETE_IDENTIFIERS: Grant(
        (WRITE_AUTOPILOT,),
        (
            Call("POST", f"{_IDENTIFIERS}/searchExistingIdentities"),
            Call("DELETE", f"{_IDENTIFIERS}/{{}}"),
        ),
    ),
    Operation.MANAGED_DEVICES: Grant((READ_ENROLMENTS,), _get(f"{_V1}/managedDevices")),
    Operation.DELETE_MANAGED_DEVICES: Grant(
        (WRITE_ENROLMENTS,), (Call("DELETE", f"{_V1}/managedDevices/{{}}"),)
    ),
    Operation.EVENTS: Grant((READ_ENROLMENTS,), _get(f"{_BETA}/autopilotEvents")),
    Operation.FAILED_ITEMS: Grant(
        (READ_ENROLMENTS,), _get(f"{_BETA}/autopilotEvents/{{}}/policyStatusDetails")
    ),
    # Intune asks for a write permission to make an export, though it changes nothing.
    Operation.BEGIN_EXPORT: Grant(
        (WRITE_ENROLMENTS,), (Call("POST", f"{_V1}/reports/exportJobs"),)
    ),
    Operation.EXPORT: Grant((READ_ENROLMENTS,), _get(f"{_V1}/reports/exportJobs/{{}}")),
    Operation.RESUME: Grant((WRITE_WORKFLOWS,), (Call("POST", f"{_TASKS}/{{}}/resume"),)),
}


def least(permissions: set[str]) -> tuple[str, ...]:
    """Leave out every read permission that a write permission covers."""
    return tuple(
        sorted(
            each
            for each in permissions
            if each.replace(".Read.", ".ReadWrite.") not in permissions - {each}
        )
    )
