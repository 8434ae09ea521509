"""The simulated tenant of a stack: who may set it up, and setting it up as anywhere, over Graph."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from cli.addresses import LocalTenant
from cli.flight import cost_of
from cli.tenant.opening import Aim, signed_in
from cli.tenant.progress import watched
from shared.config import GraphSettings
from shared.domain.clouds import authority_of
from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Kind
from shared.domain.setup_needs import permissions_for
from shared.domain.sign_in import SignIn, Way
from shared.tenant.applying.apply import apply
from shared.tenant.applying.outcomes import Applied
from shared.tenant.planning.plan import Asked, planned
from shared.tenant.stored_ids.ids import IdsInMemory
from shared.tenant.survey import survey
from shared.tenant.tenancy import Tenancy
from simulator.stack import Stack

# Whoever sets the simulated tenant up; the app itself may not.
_SETTING_UP = "groundcrew tenant"
_ADMINISTRATOR = "intune.administrator@contoso.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """What became of setting a tenant up, what it cost, and how much a second look finds to do."""

    applied: Applied
    pending: int
    cost: Mapping[str, int]
    seconds: float


def local_tenant(stack: Stack) -> LocalTenant:
    """Let the tenant be set up: by an app, and by an administrator who has signed in."""
    app, person = (permissions_for(Kind, writes=True, person=each) for each in (False, True))
    stack.identity.grant(*app, identity=_SETTING_UP)
    return LocalTenant(
        graph=stack.graph_url,
        app_token=stack.identity.issue(identity=_SETTING_UP),
        admin_token=stack.identity.issue_for(_ADMINISTRATOR, *person),
        clock=stack.told_clock,
    )


async def set_up(stack: Stack, flight_plan: Path) -> SetUp:
    """Do in a stack's tenant what ``groundcrew tenant apply`` does, as an administrator."""
    began, before = perf_counter(), cost_of(stack.tenant.counts)
    async with _tenancy(stack, flight_plan) as (tenancy, plan):
        applied = await apply(tenancy, plan.tenant)
        seen = await survey(tenancy, plan.tenant)
        again = planned(tenancy.parts, plan.tenant, seen, Asked())
    return SetUp(
        applied=applied,
        pending=len(again.changes),
        cost={name: now - before[name] for name, now in cost_of(stack.tenant.counts).items()},
        seconds=perf_counter() - began,
    )


@asynccontextmanager
async def _tenancy(stack: Stack, flight_plan: Path) -> AsyncIterator[tuple[Tenancy, FlightPlan]]:
    settings = GraphSettings(
        graph_base_url=stack.graph_url,
        azure_client_id="",
        flight_plan=str(flight_plan),
        authority=authority_of(stack.graph_url),
        clock=stack.clock,
        graph_token=local_tenant(stack).admin_token,
    )
    how = SignIn(way=Way.TOKEN)
    aim = Aim(path=flight_plan, settings=settings, how=how, ids=IdsInMemory())
    async with signed_in(aim, Kind, writes=True) as session:
        with watched("Setting the tenant up") as progress:
            yield session.tenancy(progress), aim.read()
