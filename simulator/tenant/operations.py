"""The requests the tenant understands, by name: what scripts, counts and traces speak of."""

from dataclasses import dataclass
from enum import StrEnum


class Operation(StrEnum):
    """One request of Graph's.

    BATCH is the exchange that carries up to twenty others; REFUSED stands for
    whatever the tenant has no name for.
    """

    IMPORT_DEVICES = "import_devices"
    IMPORTS = "imports"
    IMPORTED = "imported"
    DELETE_IMPORT = "delete_import"
    IDENTITIES = "identities"
    IDENTITY = "identity"
    IDENTITY_BETA = "identity_beta"
    DELETE_IDENTITY = "delete_identity"
    ASSIGN_USER = "assign_user"
    UNASSIGN_USER = "unassign_user"
    UPDATE_PROPERTIES = "update_properties"
    DEVICE_BY_DEVICE_ID = "device_by_device_id"
    DEVICES_BY_DEVICE_ID = "devices_by_device_id"
    GROUPS_NAMED = "groups_named"
    GROUP = "group"
    MEMBERS = "members"
    MEMBER = "member"
    ADD_MEMBER = "add_member"
    REMOVE_MEMBER = "remove_member"
    CHECK_MEMBER_GROUPS = "check_member_groups"
    USER = "user"
    LICENCE_DETAILS = "licence_details"
    MANAGER = "manager"
    AUTOPILOT_EVENTS = "autopilot_events"
    MANAGED_DEVICES = "managed_devices"
    DELETE_MANAGED_DEVICE = "delete_managed_device"
    ALLOW_NEXT_ENROLLMENT = "allow_next_enrollment"
    POLICY_STATUS_DETAILS = "policy_status_details"
    EXPORT_JOB = "export_job"
    EXPORT = "export"
    EXPORTED = "exported"
    BATCH = "batch"
    REFUSED = "refused"
    IMPORT_IDENTIFIERS = "import_identifiers"
    SEARCH_IDENTIFIERS = "search_identifiers"
    IDENTIFIERS = "identifiers"
    IDENTIFIER = "identifier"
    DELETE_IDENTIFIER = "delete_identifier"
    CONFIGURATION_POLICIES = "configuration_policies"
    POLICY_ASSIGNMENTS = "policy_assignments"
    IMPORT_DEVICE = "import_device"
    SETTINGS = "settings"
    SYNC = "sync"
    ADD_MEMBERS = "add_members"
    RESUME_TASK = "resume_task"

    # Intune's side of a tenant's set-up.
    ENROLLMENT_CONFIGURATIONS = "enrollment_configurations"
    ENROLLMENT_CONFIGURATION = "enrollment_configuration"
    CREATE_ENROLLMENT_CONFIGURATION = "create_enrollment_configuration"
    UPDATE_ENROLLMENT_CONFIGURATION = "update_enrollment_configuration"
    DELETE_ENROLLMENT_CONFIGURATION = "delete_enrollment_configuration"
    ENROLLMENT_CONFIGURATION_ASSIGNMENTS = "enrollment_configuration_assignments"
    ASSIGN_ENROLLMENT_CONFIGURATION = "assign_enrollment_configuration"
    PRIORITISE_ENROLLMENT_CONFIGURATION = "prioritise_enrollment_configuration"
    PROFILES = "profiles"
    PROFILE = "profile"
    CREATE_PROFILE = "create_profile"
    UPDATE_PROFILE = "update_profile"
    DELETE_PROFILE = "delete_profile"
    PROFILE_ASSIGNMENTS = "profile_assignments"
    ADD_PROFILE_ASSIGNMENT = "add_profile_assignment"
    REMOVE_PROFILE_ASSIGNMENT = "remove_profile_assignment"
    ASSIGN_PROFILE = "assign_profile"
    PROFILE_PAYLOAD_LINKS = "profile_payload_links"
    CONFIGURATION_POLICY = "configuration_policy"
    POLICY_SETTINGS = "policy_settings"
    CREATE_CONFIGURATION_POLICY = "create_configuration_policy"
    UPDATE_CONFIGURATION_POLICY = "update_configuration_policy"
    REPLACE_CONFIGURATION_POLICY = "replace_configuration_policy"
    DELETE_CONFIGURATION_POLICY = "delete_configuration_policy"
    ASSIGN_CONFIGURATION_POLICY = "assign_configuration_policy"
    REORDER_CONFIGURATION_POLICY = "reorder_configuration_policy"
    LINK_DEVICE_GROUP = "link_device_group"
    LINKED_DEVICE_GROUP = "linked_device_group"
    CLEAR_DEVICE_GROUP = "clear_device_group"
    APPS = "apps"
    APP = "app"
    APP_ASSIGNMENTS = "app_assignments"
    ADD_APP_ASSIGNMENT = "add_app_assignment"
    ASSIGN_APP = "assign_app"
    SCRIPTS = "scripts"
    SCRIPT = "script"
    SCRIPT_ASSIGNMENTS = "script_assignments"
    ASSIGN_SCRIPT = "assign_script"
    ASSIGNMENT_FILTERS = "assignment_filters"

    # The directory's side of a tenant's set-up.
    GROUPS = "groups"
    CREATE_GROUP = "create_group"
    UPDATE_GROUP = "update_group"
    DELETE_GROUP = "delete_group"
    OWNERS = "owners"
    ADD_OWNER = "add_owner"
    REMOVE_OWNER = "remove_owner"
    SERVICE_PRINCIPAL = "service_principal"
    SERVICE_PRINCIPALS = "service_principals"
    CREATE_SERVICE_PRINCIPAL = "create_service_principal"
    OBJECTS_BY_IDS = "objects_by_ids"
    USERS = "users"
    ORGANIZATION = "organization"
    REGISTRATION_POLICY = "registration_policy"
    REPLACE_REGISTRATION_POLICY = "replace_registration_policy"
    MOBILITY_POLICIES = "mobility_policies"
    MOBILITY_POLICY = "mobility_policy"
    UPDATE_MOBILITY_POLICY = "update_mobility_policy"
    INCLUDED_GROUPS = "included_groups"
    INCLUDE_GROUP = "include_group"
    EXCLUDE_GROUP = "exclude_group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request at the gate; *about* names the serial numbers and UPNs it concerns.

    *device* says that it writes a device, which asks for a role of its own; *names*
    the kinds of objects that a new group shall have, which take a role to read each;
    *own*, that the app owns the group that it writes.
    """

    operation: Operation
    url: str
    body: object = None
    about: frozenset[str] = frozenset()
    device: bool = False
    names: frozenset[str] = frozenset()
    own: bool = False
