"""Which requests Graph counts together: every operation is in exactly one group."""

from enum import StrEnum

from simulator.tenant.operations import Operation


class ResourceGroup(StrEnum):
    """A row of the page "Microsoft Graph service-specific throttling limits".

    AUTOPILOT holds identities, import records, deployment profiles and corporate
    identifiers: that page lists them in no row, so that they share one is our
    assumption.  FRONT_DOOR is what reaches no service: batches, unknown
    addresses, and exported files, which lie in a storage account.
    """

    DEVICES = "devices"
    AUTOPILOT = "autopilot"
    ENROLLMENT = "enrollment"
    DEVICE_CONFIGURATION = "device_configuration"
    APPLICATIONS = "applications"
    TROUBLESHOOTING = "troubleshooting"
    EXPORT_JOBS = "export_jobs"
    DIRECTORY = "directory"
    FRONT_DOOR = "front_door"


GROUPS: dict[ResourceGroup, frozenset[Operation]] = {
    ResourceGroup.DEVICES: frozenset(
        {
            Operation.MANAGED_DEVICES,
            Operation.DELETE_MANAGED_DEVICE,
            Operation.SCRIPTS,
            Operation.SCRIPT,
            Operation.SCRIPT_ASSIGNMENTS,
            Operation.ASSIGN_SCRIPT,
        }
    ),
    ResourceGroup.APPLICATIONS: frozenset(
        {
            Operation.APPS,
            Operation.APP,
            Operation.APP_ASSIGNMENTS,
            Operation.ADD_APP_ASSIGNMENT,
            Operation.ASSIGN_APP,
        }
    ),
    ResourceGroup.AUTOPILOT: frozenset(
        {
            Operation.IMPORT_DEVICES,
            Operation.IMPORTS,
            Operation.IMPORTED,
            Operation.DELETE_IMPORT,
            Operation.IDENTITIES,
            Operation.IDENTITY,
            Operation.IDENTITY_BETA,
            Operation.DELETE_IDENTITY,
            Operation.ALLOW_NEXT_ENROLLMENT,
            Operation.ASSIGN_USER,
            Operation.UNASSIGN_USER,
            Operation.UPDATE_PROPERTIES,
            Operation.IMPORT_DEVICE,
            Operation.SETTINGS,
            Operation.SYNC,
            Operation.IMPORT_IDENTIFIERS,
            Operation.SEARCH_IDENTIFIERS,
            Operation.IDENTIFIERS,
            Operation.IDENTIFIER,
            Operation.DELETE_IDENTIFIER,
            Operation.PROFILES,
            Operation.PROFILE,
            Operation.CREATE_PROFILE,
            Operation.UPDATE_PROFILE,
            Operation.DELETE_PROFILE,
            Operation.PROFILE_ASSIGNMENTS,
            Operation.ADD_PROFILE_ASSIGNMENT,
            Operation.REMOVE_PROFILE_ASSIGNMENT,
            Operation.ASSIGN_PROFILE,
            Operation.PROFILE_PAYLOAD_LINKS,
        }
    ),
    ResourceGroup.ENROLLMENT: frozenset(
        {
            Operation.ENROLLMENT_CONFIGURATIONS,
            Operation.ENROLLMENT_CONFIGURATION,
            Operation.CREATE_ENROLLMENT_CONFIGURATION,
            Operation.UPDATE_ENROLLMENT_CONFIGURATION,
            Operation.DELETE_ENROLLMENT_CONFIGURATION,
            Operation.ENROLLMENT_CONFIGURATION_ASSIGNMENTS,
            Operation.ASSIGN_ENROLLMENT_CONFIGURATION,
            Operation.PRIORITISE_ENROLLMENT_CONFIGURATION,
        }
    ),
    ResourceGroup.TROUBLESHOOTING: frozenset(
        {Operation.AUTOPILOT_EVENTS, Operation.POLICY_STATUS_DETAILS}
    ),
    ResourceGroup.DEVICE_CONFIGURATION: frozenset(
        {
            Operation.CONFIGURATION_POLICIES,
            Operation.POLICY_ASSIGNMENTS,
            Operation.CONFIGURATION_POLICY,
            Operation.POLICY_SETTINGS,
            Operation.CREATE_CONFIGURATION_POLICY,
            Operation.UPDATE_CONFIGURATION_POLICY,
            Operation.REPLACE_CONFIGURATION_POLICY,
            Operation.DELETE_CONFIGURATION_POLICY,
            Operation.ASSIGN_CONFIGURATION_POLICY,
            Operation.REORDER_CONFIGURATION_POLICY,
            Operation.LINK_DEVICE_GROUP,
            Operation.LINKED_DEVICE_GROUP,
            Operation.CLEAR_DEVICE_GROUP,
            # Filters stand in no row; that they belong here is our assumption.
            Operation.ASSIGNMENT_FILTERS,
        }
    ),
    ResourceGroup.EXPORT_JOBS: frozenset({Operation.EXPORT_JOB, Operation.EXPORT}),
    ResourceGroup.DIRECTORY: frozenset(
        {
            Operation.DEVICE_BY_DEVICE_ID,
            Operation.DEVICES_BY_DEVICE_ID,
            Operation.GROUPS_NAMED,
            Operation.GROUP,
            Operation.MEMBERS,
            Operation.MEMBER,
            Operation.ADD_MEMBER,
            Operation.ADD_MEMBERS,
            Operation.REMOVE_MEMBER,
            Operation.CHECK_MEMBER_GROUPS,
            Operation.USER,
            Operation.LICENCE_DETAILS,
            Operation.MANAGER,
            # Lifecycle workflows stand in no row; that they are Entra's is our assumption.
            Operation.RESUME_TASK,
            # The directory's side of a tenant's set-up.
            Operation.GROUPS,
            Operation.CREATE_GROUP,
            Operation.UPDATE_GROUP,
            Operation.DELETE_GROUP,
            Operation.OWNERS,
            Operation.ADD_OWNER,
            Operation.REMOVE_OWNER,
            Operation.SERVICE_PRINCIPAL,
            Operation.SERVICE_PRINCIPALS,
            Operation.CREATE_SERVICE_PRINCIPAL,
            Operation.OBJECTS_BY_IDS,
            Operation.USERS,
            Operation.ORGANIZATION,
            Operation.REGISTRATION_POLICY,
            Operation.REPLACE_REGISTRATION_POLICY,
            Operation.MOBILITY_POLICIES,
            Operation.MOBILITY_POLICY,
            Operation.UPDATE_MOBILITY_POLICY,
            Operation.INCLUDED_GROUPS,
            Operation.INCLUDE_GROUP,
            Operation.EXCLUDE_GROUP,
        }
    ),
    ResourceGroup.FRONT_DOOR: frozenset({Operation.BATCH, Operation.REFUSED, Operation.EXPORTED}),
}

_GROUP_OF = {operation: group for group, held in GROUPS.items() for operation in held}


def group_of(operation: Operation) -> ResourceGroup:
    """Say which group an operation is counted in."""
    return _GROUP_OF[operation]
