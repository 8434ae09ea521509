"""How often Microsoft lets an app ask one tenant: the limits that Groundcrew keeps to, as tables.

Sources: "Microsoft Graph service-specific throttling limits", "Export Intune
reports using Graph APIs", and the page of the action sync.  Autopilot's
identities and imports and the corporate identifiers stand in no row there;
the row that all of Intune's others share is assumed.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from shared.domain.operations import Operation


class Scope(StrEnum):
    """What Graph counts together, and closes together."""

    AUTOPILOT = "autopilot"
    TROUBLESHOOTING = "troubleshooting"
    MANAGED_DEVICES = "managed devices"
    REPORTS = "reports"
    SYNC = "sync"
    DIRECTORY = "directory"
    ENROLLMENT = "enrollment"
    CONFIGURATION = "configuration"
    APPLICATIONS = "applications"


class Measure(StrEnum):
    """What is counted: every request, those that write, or the directory's resource units."""

    REQUESTS = "requests"
    WRITES = "writes"
    UNITS = "units"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most so many *within* a time, for one app in one tenant."""

    most: int
    within: timedelta
    measure: Measure = Measure.REQUESTS


def _intune(writes: int, requests: int) -> tuple[Limit, ...]:
    within = timedelta(seconds=20)
    return (
        Limit(most=writes, within=within, measure=Measure.WRITES),
        Limit(most=requests, within=within),
    )


LIMITS: dict[Scope, tuple[Limit, ...]] = {
    Scope.AUTOPILOT: _intune(100, 1_000),
    Scope.TROUBLESHOOTING: _intune(100, 1_000),
    Scope.MANAGED_DEVICES: _intune(200, 2_000),
    Scope.REPORTS: (Limit(most=48, within=timedelta(minutes=1)),),
    Scope.ENROLLMENT: _intune(100, 1_000),
    Scope.CONFIGURATION: _intune(100, 1_000),
    Scope.APPLICATIONS: _intune(100, 1_000),
    Scope.SYNC: (Limit(most=1, within=timedelta(minutes=10)),),
    # The units of a tenant with fewer than fifty people, the least that there are.
    Scope.DIRECTORY: (
        Limit(most=3_500, within=timedelta(seconds=10), measure=Measure.UNITS),
        Limit(most=3_000, within=timedelta(seconds=150), measure=Measure.WRITES),
    ),
}

_OTHERS: dict[Operation, Scope] = {
    Operation.SYNC: Scope.SYNC,
    Operation.MANAGED_DEVICES: Scope.MANAGED_DEVICES,
    Operation.DELETE_MANAGED_DEVICES: Scope.MANAGED_DEVICES,
    Operation.EVENTS: Scope.TROUBLESHOOTING,
    Operation.FAILED_ITEMS: Scope.TROUBLESHOOTING,
    Operation.BEGIN_EXPORT: Scope.REPORTS,
    Operation.EXPORT: Scope.REPORTS,
    Operation.DEVICES: Scope.DIRECTORY,
    Operation.GROUP: Scope.DIRECTORY,
    Operation.MEMBERS: Scope.DIRECTORY,
    Operation.ADD_MEMBERS: Scope.DIRECTORY,
    Operation.USERS: Scope.DIRECTORY,
    Operation.LICENSED: Scope.DIRECTORY,
    # Lifecycle workflows stand in no row either; they are Entra's.
    Operation.RESUME: Scope.DIRECTORY,
    **dict.fromkeys(
        (
            Operation.ORGANIZATION,
            Operation.SERVICE_PRINCIPALS,
            Operation.CREATE_SERVICE_PRINCIPAL,
            Operation.GROUPS,
            Operation.WRITE_GROUPS,
            Operation.OWNERS,
            Operation.ADD_OWNERS,
            Operation.PEOPLE,
            Operation.REGISTRATION_POLICY,
            Operation.WRITE_REGISTRATION_POLICY,
            Operation.MDM_POLICY,
            Operation.WRITE_MDM_POLICY,
        ),
        Scope.DIRECTORY,
    ),
    **dict.fromkeys((Operation.STATUS_PAGES, Operation.WRITE_STATUS_PAGES), Scope.ENROLLMENT),
    **dict.fromkeys(
        (
            Operation.PREPARATION_POLICIES,
            Operation.WRITE_PREPARATION_POLICIES,
            Operation.DEVICE_GROUP_LINK,
            Operation.LINK_DEVICE_GROUP,
            Operation.FILTERS,
        ),
        Scope.CONFIGURATION,
    ),
    **dict.fromkeys((Operation.APPS, Operation.ASSIGN_APPS), Scope.APPLICATIONS),
    **dict.fromkeys((Operation.SCRIPTS, Operation.ASSIGN_SCRIPTS), Scope.MANAGED_DEVICES),
}
SCOPES: dict[Operation, Scope] = {each: _OTHERS.get(each, Scope.AUTOPILOT) for each in Operation}

# What Graph counts as a write goes by the HTTP method, so that a search by POST is one.
WRITING = frozenset(
    {
        Operation.IMPORT_DEVICES,
        Operation.DELETE_IMPORTS,
        Operation.ASSIGN_USERS,
        Operation.UNASSIGN_USERS,
        Operation.SET_GROUP_TAGS,
        Operation.DELETE_IDENTITIES,
        Operation.ALLOW_NEXT_ENROLLMENTS,
        Operation.DELETE_IDENTIFIERS,
        Operation.DELETE_MANAGED_DEVICES,
        Operation.SYNC,
        Operation.ADD_MEMBERS,
        Operation.IDENTIFIERS,
        Operation.IMPORT_IDENTIFIERS,
        Operation.BEGIN_EXPORT,
        Operation.RESUME,
        Operation.CREATE_SERVICE_PRINCIPAL,
        Operation.WRITE_GROUPS,
        Operation.ADD_OWNERS,
        Operation.WRITE_REGISTRATION_POLICY,
        Operation.WRITE_MDM_POLICY,
        Operation.WRITE_STATUS_PAGES,
        Operation.WRITE_DEPLOYMENT_PROFILES,
        Operation.WRITE_PREPARATION_POLICIES,
        Operation.DEVICE_GROUP_LINK,
        Operation.LINK_DEVICE_GROUP,
        Operation.ASSIGN_APPS,
        Operation.ASSIGN_SCRIPTS,
    }
)

# Resource units of one request; with what is selected here, everything else costs one.
_UNITS = {Operation.LICENSED: 2}


def weight_of(operation: Operation, measure: Measure) -> int:
    """Say what one request counts for; 0 when it does not count."""
    match measure:
        case Measure.REQUESTS:
            return 1
        case Measure.WRITES:
            return int(operation in WRITING)
        case Measure.UNITS:
            return _UNITS.get(operation, 1)
