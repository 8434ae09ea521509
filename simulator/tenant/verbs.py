"""How each operation travels: by which method, and whether it changes anything."""

from dataclasses import dataclass

from simulator.tenant.operations import Operation


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
    Operation.ALLOW_NEXT_ENROLLMENT: _ACT,
    Operation.EXPORT_JOB: Verb("POST", 201, writes=True),
    Operation.IMPORT_DEVICE: Verb("POST", 201, writes=True),
    Operation.SYNC: _ACT,
    Operation.RESUME_TASK: _ACT,
    Operation.ADD_MEMBERS: Verb("PATCH", 204, writes=True),
    Operation.BATCH: Verb("POST", 200, writes=False),
    Operation.PROFILE_PAYLOAD_LINKS: Verb("POST", 200, writes=False),
    Operation.ASSIGN_CONFIGURATION_POLICY: Verb("POST", 200, writes=True),
    Operation.LINK_DEVICE_GROUP: Verb("POST", 200, writes=True),
    Operation.LINKED_DEVICE_GROUP: Verb("POST", 200, writes=False),
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


# How Intune's set-up travels, by the first word of an operation that stands in no table.
_VERBS_BY_WORD = {
    "create": Verb("POST", 201, writes=True),
    "add": Verb("POST", 201, writes=True),
    "update": Verb("PATCH", 200, writes=True),
    "delete": _DELETE,
    "remove": _DELETE,
    "assign": _ACT,
    "prioritise": _ACT,
    "reorder": _ACT,
    "clear": _ACT,
    "replace": Verb("PUT", 204, writes=True),
}


def verb_of(operation: Operation) -> Verb:
    """Say how an operation travels."""
    by_word = _VERBS_BY_WORD.get(operation.partition("_")[0], _READ)
    return _OTHER_VERBS.get(operation, by_word)
