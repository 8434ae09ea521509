"""Which app roles the requests of Intune's side of a tenant's set-up take, any of those named.

Sources: the permission tables of the reference pages.  A role to write includes the
one to read.
"""

from collections.abc import Mapping

from simulator.tenant.operations import Operation

_SERVICE = "DeviceManagementServiceConfig.{}.All"
_CONFIGURATION = "DeviceManagementConfiguration.{}.All"
_READ, _WRITE = "Read", "ReadWrite"

_ENROLLMENT = (_SERVICE, _CONFIGURATION)
_PROFILES = (_SERVICE,)
_POLICIES = (_CONFIGURATION,)
_APPS = ("DeviceManagementApps.{}.All",)
_SCRIPTS = (_CONFIGURATION, "DeviceManagementManagedDevices.{}.All")

# What an area takes, how it is asked, and the requests of that area.
_TABLE: tuple[tuple[tuple[str, ...], str, tuple[Operation, ...]], ...] = (
    (
        _ENROLLMENT,
        _READ,
        (
            Operation.ENROLLMENT_CONFIGURATIONS,
            Operation.ENROLLMENT_CONFIGURATION,
            Operation.ENROLLMENT_CONFIGURATION_ASSIGNMENTS,
        ),
    ),
    (
        _ENROLLMENT,
        _WRITE,
        (
            Operation.CREATE_ENROLLMENT_CONFIGURATION,
            Operation.UPDATE_ENROLLMENT_CONFIGURATION,
            Operation.DELETE_ENROLLMENT_CONFIGURATION,
            Operation.ASSIGN_ENROLLMENT_CONFIGURATION,
            Operation.PRIORITISE_ENROLLMENT_CONFIGURATION,
        ),
    ),
    (
        _PROFILES,
        _READ,
        (
            Operation.PROFILES,
            Operation.PROFILE,
            Operation.PROFILE_ASSIGNMENTS,
            Operation.PROFILE_PAYLOAD_LINKS,
        ),
    ),
    (
        _PROFILES,
        _WRITE,
        (
            Operation.CREATE_PROFILE,
            Operation.UPDATE_PROFILE,
            Operation.DELETE_PROFILE,
            Operation.ADD_PROFILE_ASSIGNMENT,
            Operation.REMOVE_PROFILE_ASSIGNMENT,
            Operation.ASSIGN_PROFILE,
        ),
    ),
    (
        _POLICIES,
        _READ,
        (
            Operation.CONFIGURATION_POLICIES,
            Operation.CONFIGURATION_POLICY,
            Operation.POLICY_SETTINGS,
            Operation.POLICY_ASSIGNMENTS,
            Operation.LINKED_DEVICE_GROUP,
            Operation.ASSIGNMENT_FILTERS,
        ),
    ),
    (
        _POLICIES,
        _WRITE,
        (
            Operation.CREATE_CONFIGURATION_POLICY,
            Operation.UPDATE_CONFIGURATION_POLICY,
            Operation.REPLACE_CONFIGURATION_POLICY,
            Operation.DELETE_CONFIGURATION_POLICY,
            Operation.ASSIGN_CONFIGURATION_POLICY,
            Operation.REORDER_CONFIGURATION_POLICY,
            Operation.LINK_DEVICE_GROUP,
            Operation.CLEAR_DEVICE_GROUP,
        ),
    ),
    (_APPS, _READ, (Operation.APPS, Operation.APP, Operation.APP_ASSIGNMENTS)),
    (_APPS, _WRITE, (Operation.ADD_APP_ASSIGNMENT, Operation.ASSIGN_APP)),
    (_SCRIPTS, _READ, (Operation.SCRIPTS, Operation.SCRIPT, Operation.SCRIPT_ASSIGNMENTS)),
    (_SCRIPTS, _WRITE, (Operation.ASSIGN_SCRIPT,)),
)

ROLES: Mapping[Operation, tuple[str, ...]] = {
    operation: tuple(area.format(how) for area in areas)
    for areas, how, operations in _TABLE
    for operation in operations
}
