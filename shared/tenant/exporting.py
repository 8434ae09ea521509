"""A tenant's present set-up as documents of a flight plan, as far as it belongs to Autopilot."""

from dataclasses import dataclass

from shared.domain.setup import Present, TenantPlan, Unseen
from shared.tenant.tenancy import Tenancy, TenantIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that no flight plan can say, or that does not belong to Autopilot, and why."""

    present: Present
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What a flight plan would say of the tenant, what it would not, and what was not seen."""

    tenant: TenantIdentity
    plan: TenantPlan
    left_out: tuple[LeftOut, ...] = ()
    unseen: tuple[Unseen, ...] = ()


async def export(tenancy: Tenancy) -> Exported:
    """Read the whole set-up; keys are display names, with a number where several share one."""
    raise NotImplementedError(tenancy)
