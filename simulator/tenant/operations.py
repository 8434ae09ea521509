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


@dataclass(frozen=True, slots=True)
class Verb:
    """How an operation travels: HTTP method, status of success, and whether it changes anything."""

    method: str
    status: int
    writes: bool


_READ = Verb("GET", 200, writes=False)
_ACT = Verb("POST", 204, writes=True)
_DELETE = Verb("DELETE", 204, writes=True)

_OTHER_VERBS: dict[Operation, Verb] = {
    Operation.IMPORT_DEVICES: Verb("POST", 200, writes=True),
    Operation.DELETE_IMPORT: _DELETE,
    Operation.DELETE_IDENTITY: _DELETE,
    Operation.ASSIGN_USER: _ACT,
    Operation.UNASSIGN_USER: _ACT,
    Operation.UPDATE_PROPERTIES: _ACT,
    Operation.ADD_MEMBER: _ACT,
    Operation.REMOVE_MEMBER: _DELETE,
    Operation.CHECK_MEMBER_GROUPS: Verb("POST", 200, writes=False),
    Operation.IMPORT_IDENTIFIERS: Verb("POST", 200, writes=True),
    Operation.SEARCH_IDENTIFIERS: Verb("POST", 200, writes=False),
    Operation.DELETE_IDENTIFIER: _DELETE,
    Operation.EXPORT_JOB: Verb("POST", 201, writes=True),
    Operation.IMPORT_DEVICE: Verb("POST", 201, writes=True),
    Operation.SYNC: _ACT,
    Operation.RESUME_TASK: _ACT,
    Operation.ADD_MEMBERS: Verb("PATCH", 204, writes=True),
    Operation.BATCH: Verb("POST", 200, writes=False),
    Operation.CREATE_GROUP: Verb("POST", 201, writes=True),
    Operation.UPDATE_GROUP: Verb("PATCH", 204, writes=True),
    Operation.DELETE_GROUP: _DELETE,
    Operation.ADD_OWNER: _ACT,
    Operation.REMOVE_OWNER: _DELETE,
    Operation.CREATE_SERVICE_PRINCIPAL: Verb("POST", 201, writes=True),
    Operation.OBJECTS_BY_IDS: Verb("POST", 200, writes=False),
    Operation.REPLACE_REGISTRATION_POLICY: Verb("PUT", 200, writes=True),
    Operation.UPDATE_MOBILITY_POLICY: Verb("PATCH", 204, writes=True),
    Operation.INCLUDE_GROUP: _ACT,
    Operation.EXCLUDE_GROUP: _DELETE,
}


def verb_of(operation: Operation) -> Verb:
    """Say how an operation travels."""
    return _OTHER_VERBS.get(operation, _READ)


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
