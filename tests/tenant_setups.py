"""A new simulated tenant, a flight plan for it, and somebody who plans and applies that."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from shared.domain.setup import Kind, TenantPlan, Wanted
from shared.flightplan import load
from shared.runtime.budget import Budget
from shared.tenant.applying.apply import apply
from shared.tenant.applying.outcomes import Applied
from shared.tenant.parts import PARTS
from shared.tenant.planning.plan import Asked, Plan, planned
from shared.tenant.planning.pruning import Prune
from shared.tenant.stored_ids.ids import IdsInMemory, StoredIds
from shared.tenant.survey import survey, survey_whole
from shared.tenant.tenancy import Tenancy
from shared.tenant.watching import Nobody, Watcher
from simulator.clock import JumpingClock
from simulator.tenant import Latencies, Moods, Tenant
from simulator.tenant.verbs import verb_of
from simulator.twins import Requests as TwinRequests
from simulator.twins import TwinTenantObjects
from tests.fickle import FickleObjects
from tests.tenancy import a_tenant

type Picture = list[tuple[str, str, str]]

SAMPLE = Path(__file__).parents[1] / "flightplan.yaml"


@cache
def the_sample() -> TenantPlan:
    """Read what the sample flight plan wants of a tenant."""
    plan = load(SAMPLE).tenant
    return TenantPlan(objects=tuple(each for each in plan.objects if each.kind in PARTS))


@dataclass(slots=True, kw_only=True)
class SettingUp:
    """A tenant and what is wanted of it; whoever applies may die, and comes again."""

    tenant: Tenant
    clock: JumpingClock
    objects: FickleObjects
    plan: TenantPlan = field(default_factory=the_sample)
    ids: StoredIds = field(default_factory=IdsInMemory)
    watcher: Watcher = field(default_factory=Nobody)

    @property
    def tenancy(self) -> Tenancy:
        return Tenancy(objects=self.objects, ids=self.ids, clock=self.clock, watcher=self.watcher)

    @property
    def tenant_id(self) -> str:
        return str(self.tenant.organization()["id"])

    @property
    def writes(self) -> int:
        """Count the requests so far that change something."""
        counts = self.tenant.counts.by_operation
        return sum(counts[each] for each in counts if verb_of(each).writes)

    async def applied(self, *prune: Prune) -> Applied:
        return await apply(self.tenancy, self.plan, prune)

    async def planned(self, *prune: Prune) -> Plan:
        surveyed = await survey(self.tenancy, self.plan, prune)
        return planned(PARTS, self.plan, surveyed, Asked(prune=prune))

    async def picture(self) -> Picture:
        """Describe everything that is set up in the tenant, without ids."""
        whole = await survey_whole(self.tenancy)
        assert whole.survey.unseen == []
        return sorted(
            (each.kind.value, each.name, canonical(each.fields)) for each in whole.survey.others
        )

    async def deletes(self, kind: Kind, name: str) -> None:
        """Let somebody else delete an object, of whom nothing is stored here."""
        nobody = replace(self, plan=TenantPlan(), ids=IdsInMemory())
        assert (await nobody.applied(Prune(kind=kind, name=name))).complete

    def renames(self, kind: Kind, key: str, name: str) -> None:
        """Let the flight plan call an object otherwise."""
        renamed = replace(self.wanted(kind, key), name=name)
        others = [each for each in self.plan.objects if (each.kind, each.key) != (kind, key)]
        self.plan = TenantPlan(objects=(*others, renamed))

    def wanted(self, kind: Kind, key: str) -> Wanted:
        return next(each for each in self.plan.of(kind) if each.key == key)


def canonical(value: Any) -> str:  # noqa: ANN401  any JSON
    """Write a value in one form, whatever the order of its lists."""
    match value:
        case dict():
            return repr(sorted((name, canonical(each)) for name, each in value.items()))
        case list() | tuple():
            return repr(sorted(canonical(each) for each in value))
        case _:
            return repr(value)


def a_new_tenant(
    latencies: Latencies | None = None,
    moods: Moods | None = None,
    *,
    plan: Sequence[Wanted] | None = None,
) -> SettingUp:
    """Make a tenant that nobody has set up, with people, and with apps and scripts to assign."""
    tenant, clock = a_tenant(latencies or Latencies.instant(), moods)
    tenant.nothing_is_set_up()
    for app in ("Company Portal", "Microsoft 365 Apps", "Somebody's App"):
        tenant.app_exists(app)
    tenant.script_exists("Set Time Zone")
    objects = FickleObjects(TwinTenantObjects(TwinRequests(tenant, Budget(clock))))
    world = SettingUp(tenant=tenant, clock=clock, objects=objects)
    if plan is not None:
        world.plan = TenantPlan(objects=tuple(plan))
    return world
