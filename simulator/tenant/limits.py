"""How many requests Microsoft lets an app and a tenant make, as a table.

Sources: "Microsoft Graph service-specific throttling limits", and "Export
Intune reports using Graph APIs" for export jobs.  Limits that cannot be met
with one tenant alone (an app's, across all its tenants) are left out, save
the one that holds for every request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, StrEnum
from typing import Self

from simulator.tenant.resource_groups import ResourceGroup


class Measure(StrEnum):
    """What is counted: every request, those that change something, or resource units."""

    REQUESTS = "requests"
    WRITES = "writes"
    RESOURCE_UNITS = "resource_units"


class TenantSize(Enum):
    """Resource units per ten seconds, by people: below 50, up to 500, and more."""

    SMALL = 3_500
    MEDIUM = 5_000
    LARGE = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most so many *within* a time, of each app or, *shared*, of all apps together."""

    most: int
    within: timedelta
    measure: Measure = Measure.REQUESTS
    shared: bool = False


type Quotas = Mapping[ResourceGroup, tuple[Quota, ...]]


def _intune(writes: int, requests: int) -> tuple[Quota, ...]:
    within, written = timedelta(seconds=20), Measure.WRITES
    return (
        Quota(most=writes, within=within, measure=written),
        Quota(most=requests, within=within),
        Quota(most=2 * writes, within=within, measure=written, shared=True),
        Quota(most=2 * requests, within=within, shared=True),
    )


def _directory(size: TenantSize) -> tuple[Quota, ...]:
    units, written = Measure.RESOURCE_UNITS, Measure.WRITES
    return (
        Quota(most=size.value, within=timedelta(seconds=10), measure=units),
        Quota(most=3_000, within=timedelta(seconds=150), measure=written),
        Quota(most=18_000, within=timedelta(minutes=5), measure=written, shared=True),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Every group's quotas; the first that is used up throttles."""

    quotas: Quotas

    @classmethod
    def documented(cls, size: TenantSize = TenantSize.SMALL) -> Self:
        """Give the limits that Microsoft documents, for a tenant of that *size*.

        For the group AUTOPILOT no limit is documented; those of every other
        Intune group are assumed.
        """
        minute = timedelta(minutes=1)
        return cls(
            quotas={
                ResourceGroup.DEVICES: _intune(200, 2_000),
                ResourceGroup.AUTOPILOT: _intune(100, 1_000),
                ResourceGroup.ENROLLMENT: _intune(100, 1_000),
                ResourceGroup.DEVICE_CONFIGURATION: _intune(100, 1_000),
                ResourceGroup.APPLICATIONS: _intune(100, 1_000),
                ResourceGroup.TROUBLESHOOTING: _intune(100, 1_000),
                ResourceGroup.EXPORT_JOBS: (
                    Quota(most=48, within=minute),
                    Quota(most=100, within=minute, shared=True),
                ),
                ResourceGroup.DIRECTORY: _directory(size),
                ResourceGroup.FRONT_DOOR: (Quota(most=130_000, within=timedelta(seconds=10)),),
            }
        )

    def but(self, group: ResourceGroup, *quotas: Quota) -> Self:
        """Give the same limits with other ones for a group."""
        return replace(self, quotas={**self.quotas, group: quotas})
