"""Which app roles (application permissions) a request needs.

Sources: the permission tables of the reference pages, which docs/permissions.md
lists.  A role to write includes the one to read.
"""

from collections.abc import Collection

from handlers.permissions import all_permissions
from simulator.tenant import intune_permissions
from simulator.tenant.operations import Operation, Request

type Role = str

# Every one of these sets has to be met, by any role in it.
type Needs = tuple[frozenset[Role], ...]

_SERVICE_READ = "DeviceManagementServiceConfig.Read.All"
_SERVICE_WRITE = "DeviceManagementServiceConfig.ReadWrite.All"
_MANAGED_READ = "DeviceManagementManagedDevices.Read.All"
_CONFIGURATION_READ = "DeviceManagementConfiguration.Read.All"
_REPORT_READS = (_MANAGED_READ, _CONFIGURATION_READ, "DeviceManagementApps.Read.All")
_DIRECTORY_READ = "Directory.Read.All"
_DIRECTORY_WRITE = "Directory.ReadWrite.All"
_DEVICE_WRITE = "Device.ReadWrite.All"


def _any(*roles: Role) -> Needs:
    return (frozenset(roles),)


def _writing(role: Role) -> Role:
    return role.replace(".Read.All", ".ReadWrite.All")


_READS_SERVICE = _any(_SERVICE_READ)
_WRITES_SERVICE = _any(_SERVICE_WRITE)
_READS_DEVICES = _any("Device.Read.All", _DIRECTORY_READ)
_READS_GROUPS = _any("Group.Read.All", "GroupMember.Read.All", _DIRECTORY_READ)
_WRITES_MEMBERS = _any("GroupMember.ReadWrite.All", "Group.ReadWrite.All", _DIRECTORY_WRITE)

NEEDS: dict[Operation, Needs] = {
    Operation.IMPORT_DEVICES: _WRITES_SERVICE,
    Operation.IMPORTS: _READS_SERVICE,
    Operation.IMPORTED: _READS_SERVICE,
    Operation.DELETE_IMPORT: _WRITES_SERVICE,
    Operation.IDENTITIES: _READS_SERVICE,
    Operation.IDENTITY: _READS_SERVICE,
    Operation.IDENTITY_BETA: _READS_SERVICE,
    Operation.DELETE_IDENTITY: _WRITES_SERVICE,
    Operation.ASSIGN_USER: _WRITES_SERVICE,
    Operation.UNASSIGN_USER: _WRITES_SERVICE,
    Operation.UPDATE_PROPERTIES: _WRITES_SERVICE,
    Operation.DEVICE_BY_DEVICE_ID: _READS_DEVICES,
    Operation.DEVICES_BY_DEVICE_ID: _READS_DEVICES,
    Operation.GROUPS_NAMED: _READS_GROUPS,
    Operation.GROUP: _READS_GROUPS,
    Operation.MEMBERS: _READS_GROUPS,
    Operation.MEMBER: _READS_GROUPS,
    Operation.ADD_MEMBER: _WRITES_MEMBERS,
    Operation.ADD_MEMBERS: _WRITES_MEMBERS,
    Operation.REMOVE_MEMBER: _WRITES_MEMBERS,
    Operation.CHECK_MEMBER_GROUPS: _any("Device.Read.All", "User.Read.All", _DIRECTORY_READ),
    # User.ReadBasic.All stands in Microsoft's permission data; people report a 403.
    Operation.USER: _any("User.Read.All", _DIRECTORY_READ),
    Operation.MANAGER: _any("User.Read.All", _DIRECTORY_READ),
    Operation.LICENCE_DETAILS: _any("LicenseAssignment.Read.All", "User.Read.All", _DIRECTORY_READ),
    Operation.AUTOPILOT_EVENTS: _any(_MANAGED_READ),
    Operation.MANAGED_DEVICES: _any(_MANAGED_READ),
    Operation.POLICY_STATUS_DETAILS: _any(_MANAGED_READ),
    Operation.EXPORT_JOB: _any(*map(_writing, _REPORT_READS)),
    Operation.EXPORT: _any(*_REPORT_READS),
    # A signed address opens the file.
    Operation.EXPORTED: (),
    Operation.IMPORT_DEVICE: _WRITES_SERVICE,
    Operation.SETTINGS: _READS_SERVICE,
    Operation.SYNC: _WRITES_SERVICE,
    Operation.IMPORT_IDENTIFIERS: _WRITES_SERVICE,
    Operation.SEARCH_IDENTIFIERS: _READS_SERVICE,
    Operation.IDENTIFIERS: _READS_SERVICE,
    Operation.IDENTIFIER: _READS_SERVICE,
    Operation.DELETE_IDENTIFIER: _WRITES_SERVICE,
    Operation.CONFIGURATION_POLICIES: _any(_CONFIGURATION_READ),
    Operation.POLICY_ASSIGNMENTS: _any(_CONFIGURATION_READ),
    Operation.RESUME_TASK: _any("LifecycleWorkflows.ReadWrite.All"),
    Operation.BATCH: (),
    Operation.REFUSED: (),
    # Intune's side of a tenant's set-up.
    **{operation: _any(*roles) for operation, roles in intune_permissions.ROLES.items()},
}

# Who adds a device to a group needs this beside; for taking one out we assume the same.
_NEEDS_FOR_DEVICES = _any(_DEVICE_WRITE, _DIRECTORY_WRITE)

# What an administrator grants who follows docs/permissions.md.
GROUNDCREW: frozenset[Role] = frozenset(all_permissions())


def missing(request: Request, held: Collection[Role]) -> list[Role]:
    """List the roles of which one more is needed for a request, sorted; none when it may pass."""
    needs = NEEDS[request.operation] + (_NEEDS_FOR_DEVICES if request.device else ())
    for one_of in needs:
        allowed = one_of | {_writing(role) for role in one_of}
        if allowed.isdisjoint(held):
            return sorted(allowed)
    return []
