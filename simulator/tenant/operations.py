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
    Operation.PROFILE_PAYLOAD_LINKS: Verb("POST", 200, writes=False),
}


# How Intune's set-up travels, by the first word of an operation that stands in no table.
_VERBS_BY_WORD = {
    "create": Verb("POST", 201, writes=True),
    "add": Verb("POST", 201, writes=True),
    "update": Verb("PATCH", 200, writes=True),
    "delete": _DELETE,
    "remove": _DELETE,
    "assign": _ACT,
    "prioritise": _ACT,
}


def verb_of(operation: Operation) -> Verb:
    """Say how an operation travels."""
    by_word = _VERBS_BY_WORD.get(operation.partition("_")[0], _READ)
    return _OTHER_VERBS.get(operation, by_word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request at the gate; *about* names the serial numbers and UPNs it concerns.

    *device* says that it writes a device, which asks for a role of its own.
    """

    operation: Operation
    url: str
    body: object = None
    about: frozenset[str] = frozenset()
    device: bool = False
