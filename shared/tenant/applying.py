"""Making a tenant's set-up what the flight plan says: look, move, look again, until it is."""

from collections.abc import Sequence

from shared.domain.setup import TenantPlan
from shared.tenant.outcomes import Applied
from shared.tenant.pruning import Prune
from shared.tenant.tenancy import Tenancy


async def apply(tenancy: Tenancy, plan: TenantPlan, prune: Sequence[Prune] = ()) -> Applied:
    """Set everything up, each after what it names; then delete what is to be pruned.

    Raises ``Refused`` when it cannot be told which tenant this is, and
    ``Misconfigured`` when ids cannot be stored.
    """
    raise NotImplementedError(tenancy, plan, prune)
