"""Which handler asks what of Graph, and so which permissions it needs.

An app that is split can be given one identity for each of these.
"""

from shared.domain.changes import ChangeDevice
from shared.domain.commands import (
    AddToGroup,
    AssignUser,
    CheckDeployment,
    Command,
    ConfirmRegistration,
    DeviceRequest,
    NewHire,
    Notify,
    RegisterDevices,
    RetireDevices,
    Shipment,
    queue_of,
)
from shared.domain.erasure import ForgetPerson
from shared.domain.operations import Operation as Op
from shared.domain.permissions import GRANTS, least

_PERSON = frozenset({Op.USERS, Op.LICENSED})
_IDENTIFICATION = frozenset({Op.IDENTIFIERS, Op.IMPORT_IDENTIFIERS, Op.DELETE_IDENTITIES})
_MEMBERSHIP = frozenset({Op.GROUP, Op.MEMBERS, Op.ADD_MEMBERS})

_COMMANDS: dict[type[Command], frozenset[Op]] = {
    NewHire: frozenset(),
    Shipment: frozenset(),
    DeviceRequest: frozenset({Op.MANAGERS}),
    ChangeDevice: frozenset({Op.ALLOW_NEXT_ENROLLMENTS}),
    Notify: frozenset({Op.RESUME}),
    ForgetPerson: frozenset(),
    RegisterDevices: frozenset({Op.IDENTITIES, Op.IMPORTS_OF, Op.IMPORT_DEVICES}) | _IDENTIFICATION,
    ConfirmRegistration: frozenset({Op.IDENTITIES, Op.IMPORT_RECORDS, Op.DELETE_IMPORTS, Op.SYNC})
    | _IDENTIFICATION,
    AddToGroup: frozenset({Op.IDENTITIES_BY_ID, Op.SET_GROUP_TAGS, Op.DEVICES})
    | _MEMBERSHIP
    | _PERSON,
    AssignUser: frozenset({Op.IDENTITIES_BY_ID, Op.ASSIGN_USERS, Op.UNASSIGN_USERS}) | _PERSON,
    CheckDeployment: frozenset(
        {
            Op.IDENTITIES,
            Op.IDENTITIES_BY_ID,
            Op.PROFILE_STATUSES,
            Op.MANAGED_DEVICES,
            Op.EVENTS,
            Op.FAILED_ITEMS,
            Op.BEGIN_EXPORT,
            Op.EXPORT,
        }
    ),
    RetireDevices: frozenset(
        {
            Op.MANAGED_DEVICES,
            Op.DELETE_MANAGED_DEVICES,
            Op.IDENTITIES,
            Op.IDENTITIES_BY_ID,
            Op.IMPORTS_OF,
            Op.DELETE_IMPORTS,
            Op.UNASSIGN_USERS,
            Op.DELETE_IDENTITIES,
            Op.BLOCKED_ENROLLMENTS,
            Op.ALLOW_NEXT_ENROLLMENTS,
            Op.SYNC,
            Op.IDENTIFIERS,
            Op.DELETE_IDENTIFIERS,
        }
    ),
}


# By the word that names handler, function and, of most, queue.
NEEDS: dict[str, frozenset[Op]] = {
    **{queue_of(command): operations for command, operations in _COMMANDS.items()},
    "sweep": frozenset({Op.DELETE_IMPORTS}),
    "drift": frozenset(
        {
            Op.IDENTITIES,
            Op.IDENTITIES_BY_ID,
            Op.PROFILE_STATUSES,
            Op.DEVICES,
            Op.GROUP,
            Op.MEMBERS,
            Op.IDENTIFIERS,
            Op.USERS,
        }
    ),
}


def permissions_of(*handlers: str) -> tuple[str, ...]:
    """List the least application permissions that these handlers need together."""
    asked = {operation for handler in handlers for operation in NEEDS[handler]}
    return least({each for operation in asked for each in GRANTS[operation].permissions})


def all_permissions() -> tuple[str, ...]:
    """List the least application permissions of the whole app."""
    return permissions_of(*NEEDS)
