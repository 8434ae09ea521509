"""Which permissions a request needs: app roles of an app, scopes of a person who signed in.

Sources: the permission tables of the reference pages, which docs/permissions.md
lists.  A permission to write includes the one to read.  Where Graph has one for
apps and for people it has the same name.
"""

from handlers.permissions import all_permissions
from simulator.tenant import intune_permissions
from simulator.tenant.caller import Caller
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
_WRITES_GROUPS = _any("Group.ReadWrite.All", _DIRECTORY_WRITE)
_APP_READ, _APP_WRITE = "Application.Read.All", "Application.ReadWrite.All"
_READS_APPS = _any(_APP_READ, "Application.ReadWrite.OwnedBy", _DIRECTORY_READ)
_REGISTRATION_WRITE = "Policy.ReadWrite.DeviceConfiguration"
_MOBILITY_WRITE = "Policy.ReadWrite.MobilityManagement"
_READS_MOBILITY = _any("Policy.Read.All", _MOBILITY_WRITE)

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
    Operation.DELETE_MANAGED_DEVICE: _any(_writing(_MANAGED_READ)),
    Operation.ALLOW_NEXT_ENROLLMENT: _WRITES_SERVICE,
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
    Operation.RESUME_TASK: _any("LifecycleWorkflows.ReadWrite.All"),
    Operation.BATCH: (),
    Operation.REFUSED: (),
    # Intune's side of a tenant's set-up.
    **{operation: _any(*roles) for operation, roles in intune_permissions.ROLES.items()},
    # The directory's side of a tenant's set-up.
    Operation.GROUPS: _READS_GROUPS,
    Operation.CREATE_GROUP: _any("Group.Create", "Group.ReadWrite.All", _DIRECTORY_WRITE),
    Operation.UPDATE_GROUP: _WRITES_GROUPS,
    Operation.DELETE_GROUP: _WRITES_GROUPS,
    Operation.OWNERS: _READS_GROUPS,
    Operation.ADD_OWNER: _WRITES_GROUPS,
    Operation.REMOVE_OWNER: _WRITES_GROUPS,
    Operation.SERVICE_PRINCIPAL: _READS_APPS,
    Operation.SERVICE_PRINCIPALS: _READS_APPS,
    Operation.CREATE_SERVICE_PRINCIPAL: _any(_APP_WRITE, "Application.ReadWrite.OwnedBy"),
    # Microsoft's page lists the first alone; its permission data lists those by kind as well.
    Operation.OBJECTS_BY_IDS: _any(
        _DIRECTORY_READ, "User.Read.All", "Group.Read.All", "Device.Read.All", _APP_READ
    ),
    Operation.USERS: _any("User.Read.All", _DIRECTORY_READ),
    Operation.ORGANIZATION: _any("Organization.Read.All", _DIRECTORY_READ, "User.Read"),
    Operation.REGISTRATION_POLICY: _any("Policy.Read.DeviceConfiguration", _REGISTRATION_WRITE),
    Operation.REPLACE_REGISTRATION_POLICY: _any(_REGISTRATION_WRITE),
    Operation.MOBILITY_POLICIES: _READS_MOBILITY,
    Operation.MOBILITY_POLICY: _READS_MOBILITY,
    Operation.UPDATE_MOBILITY_POLICY: _any(_MOBILITY_WRITE),
    Operation.INCLUDED_GROUPS: _READS_MOBILITY,
    Operation.INCLUDE_GROUP: _any(_MOBILITY_WRITE),
    Operation.EXCLUDE_GROUP: _any(_MOBILITY_WRITE),
}

# "Application: Not supported" stands on every page of mobileDeviceManagementPolicy.
FOR_PEOPLE_ALONE = frozenset(
    {
        Operation.MOBILITY_POLICIES,
        Operation.MOBILITY_POLICY,
        Operation.UPDATE_MOBILITY_POLICY,
        Operation.INCLUDED_GROUPS,
        Operation.INCLUDE_GROUP,
        Operation.EXCLUDE_GROUP,
    }
)

# Who adds a device to a group needs this beside; for taking one out we assume the same.
_NEEDS_FOR_DEVICES = _any(_DEVICE_WRITE, _DIRECTORY_WRITE)
_PERSON_NEEDS_FOR_DEVICES = _READS_DEVICES

# An app must be able to read whom it makes owners or members ("Create group", of Group.Create;
# that it holds of every role is our assumption).
_NEEDS_TO_NAME = {
    "user": _any("User.Read.All", _DIRECTORY_READ),
    "servicePrincipal": _any(_APP_READ, _DIRECTORY_READ),
}

# What an administrator grants who follows docs/permissions.md.
GROUNDCREW: frozenset[Role] = frozenset(all_permissions())


def missing(request: Request, caller: Caller) -> list[Role]:
    """List the permissions of which one more is needed, sorted; none when a request may pass."""
    held = caller.held
    if held is None:
        return []
    if caller.is_app and request.operation in FOR_PEOPLE_ALONE:
        return sorted(frozenset[Role]().union(*NEEDS[request.operation]))
    for one_of in _needs(request, caller):
        allowed = one_of | {_writing(role) for role in one_of}
        if allowed.isdisjoint(held):
            return sorted(allowed)
    return []


def _needs(request: Request, caller: Caller) -> Needs:
    # An app that owns a group may go on with what made it.
    usual = NEEDS[Operation.CREATE_GROUP if request.own else request.operation]
    devices = _PERSON_NEEDS_FOR_DEVICES if caller.is_person else _NEEDS_FOR_DEVICES
    kinds = sorted(request.names) if caller.is_app else ()
    named = [need for kind in kinds for need in _NEEDS_TO_NAME.get(kind, ())]
    return (*usual, *(devices if request.device else ()), *named)
