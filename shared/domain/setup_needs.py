"""Which requests each kind of object takes: what ``tenant plan`` reads, and what ``apply`` writes.

A kind also reads what it refers to by name.
"""

from collections.abc import Collection, Iterable, Mapping

from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS, Grant, least
from shared.domain.setup import Kind
from shared.domain.setup_permissions import DELEGATED_ONLY, SETUP_GRANTS

# Which tenant this is; asked before all else.
ALWAYS = (Operation.ORGANIZATION, Operation.GROUPS)

READS: Mapping[Kind, tuple[Operation, ...]] = {
    Kind.SERVICE_PRINCIPAL: (Operation.SERVICE_PRINCIPALS,),
    Kind.GROUP: (
        Operation.GROUPS,
        Operation.OWNERS,
        Operation.PEOPLE,
        Operation.SERVICE_PRINCIPALS,
    ),
    Kind.DEVICE_REGISTRATION: (
        Operation.REGISTRATION_POLICY,
        Operation.GROUPS,
        Operation.PEOPLE,
    ),
    Kind.AUTOMATIC_ENROLMENT: (Operation.MDM_POLICY, Operation.GROUPS),
    Kind.APP: (Operation.APPS, Operation.GROUPS),
    Kind.SCRIPT: (Operation.SCRIPTS, Operation.GROUPS),
    Kind.ENROLLMENT_STATUS_PAGE: (
        Operation.STATUS_PAGES,
        Operation.GROUPS,
        Operation.APPS,
        Operation.FILTERS,
    ),
    Kind.DEPLOYMENT_PROFILE: (
        Operation.DEPLOYMENT_PROFILES,
        Operation.GROUPS,
        Operation.FILTERS,
    ),
    Kind.PREPARATION_POLICY: (
        Operation.PREPARATION_POLICIES,
        Operation.DEVICE_GROUP_LINK,
        Operation.GROUPS,
        Operation.APPS,
        Operation.SCRIPTS,
        Operation.FILTERS,
    ),
    Kind.CORPORATE_IDENTIFIERS: (Operation.LIST_IDENTIFIERS, Operation.IDENTIFIERS),
}

WRITES: Mapping[Kind, tuple[Operation, ...]] = {
    Kind.SERVICE_PRINCIPAL: (Operation.CREATE_SERVICE_PRINCIPAL,),
    Kind.GROUP: (Operation.WRITE_GROUPS, Operation.ADD_OWNERS),
    Kind.DEVICE_REGISTRATION: (Operation.WRITE_REGISTRATION_POLICY,),
    Kind.AUTOMATIC_ENROLMENT: (Operation.WRITE_MDM_POLICY,),
    Kind.APP: (Operation.ASSIGN_APPS,),
    Kind.SCRIPT: (Operation.ASSIGN_SCRIPTS,),
    Kind.ENROLLMENT_STATUS_PAGE: (Operation.WRITE_STATUS_PAGES,),
    Kind.DEPLOYMENT_PROFILE: (Operation.WRITE_DEPLOYMENT_PROFILES,),
    Kind.PREPARATION_POLICY: (Operation.WRITE_PREPARATION_POLICIES, Operation.LINK_DEVICE_GROUP),
    Kind.CORPORATE_IDENTIFIERS: (Operation.IMPORT_IDENTIFIERS,),
}


def grant_of(operation: Operation) -> Grant:
    """Find what one operation of a tenant's set-up needs."""
    return SETUP_GRANTS.get(operation) or GRANTS[operation]


def permissions_for(kinds: Iterable[Kind], *, writes: bool, person: bool) -> tuple[str, ...]:
    """List the least permissions for these kinds, to read or to write as well.

    For a *person* who signs in, delegated ones; for an app by itself without
    those that no app can have.
    """
    operations = {each for kind in kinds for each in operations_of(kind, writes=writes)}
    if not person:
        operations -= DELEGATED_ONLY
    return _of({*ALWAYS, *operations})


def operations_of(kind: Kind, *, writes: bool) -> tuple[Operation, ...]:
    """List what a kind asks of Graph, to read or to write as well."""
    return READS[kind] + (WRITES[kind] if writes else ())


def lacking(operations: Iterable[Operation], held: Collection[str]) -> tuple[str, ...]:
    """List the permissions that these operations need and whoever *held* those has not."""
    needed = {each for operation in operations for each in grant_of(operation).permissions}
    both = {*held, *(each.replace(".ReadWrite.", ".Read.") for each in held)}
    return least(needed - both)


def _of(operations: Iterable[Operation]) -> tuple[str, ...]:
    return least({each for operation in operations for each in grant_of(operation).permissions})
