"""Signing in to the tenant that is meant, with what its flight plan says beside it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cli.addresses import LocalTenant, local_ids, recall
from cli.exits import Trouble
from cli.tenant.options import TenantOptions
from cli.terminal import console_for_errors
from shared import flightplan
from shared.bootstrap import Asks, open_tenant
from shared.config import GraphSettings, graph_from_environment, read_clock
from shared.domain.errors import Misconfigured, Reason
from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Kind
from shared.domain.setup_needs import permissions_for
from shared.domain.sign_in import Bearer, SignIn, Way
from shared.ports import TenantObjects
from shared.tenant.stored_ids.file import IdsFile, ids_path
from shared.tenant.stored_ids.ids import StoredIds
from shared.tenant.tenancy import Tenancy, TenantIdentity
from shared.tenant.watching import Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which flight plan, by its *path*, and how its tenant is reached."""

    path: Path
    settings: GraphSettings
    how: SignIn
    ids: StoredIds

    def read(self) -> FlightPlan:
        """Read the flight plan (``Misconfigured`` when it is wrong)."""
        return flightplan.load_setup(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A tenant that has been signed in to."""

    aim: Aim
    bearer: Bearer
    objects: TenantObjects

    def tenancy(self, watcher: Watcher) -> Tenancy:
        """Write down what a survey or an apply takes."""
        clock = self.aim.settings.clock
        return Tenancy(objects=self.objects, ids=self.aim.ids, clock=clock, watcher=watcher)

    def check(self, tenant: TenantIdentity) -> None:
        """See that it is the tenant that was named, if one was (``Misconfigured``)."""
        said = self.aim.how.tenant_id.casefold()
        known = {tenant.id.casefold(), tenant.default_domain.casefold()}
        if not said or said in known or said == self.bearer.tenant_id.casefold():
            return
        raise Misconfigured(
            Reason(
                code="other-tenant",
                sentence=f"This is the tenant {tenant.name or tenant.id or 'of somebody else'}, "
                f"not {self.aim.how.tenant_id}.",
                remedy="Sign in to the other tenant, or name this one with --tenant.",
            )
        )


def aim_of(options: TenantOptions) -> Aim:
    """Find out what is meant: what was said, then the settings."""
    settings = graph_from_environment()
    path = options.plan or Path(settings.flight_plan)
    if not options.local:
        return Aim(path=path, settings=settings, how=options.how, ids=IdsFile(ids_path(path)))
    here = _local_tenant()
    token = here.admin_token if options.as_admin else here.app_token
    simulated = replace(
        settings, graph_base_url=here.graph, graph_token=token, clock=read_clock(here.clock)
    )
    how = replace(options.how, way=Way.TOKEN)
    return Aim(path=path, settings=simulated, how=how, ids=IdsFile(local_ids()))


@asynccontextmanager
async def signed_in(aim: Aim, kinds: Iterable[Kind], *, writes: bool) -> AsyncIterator[Session]:
    """Sign in, with consent to what these kinds need (``Misconfigured``, ``Refused``)."""
    permissions = permissions_for(kinds, writes=writes, person=True)
    asks = Asks(how=aim.how, prompt=show_code, permissions=permissions)
    connection = await open_tenant(aim.settings, asks)
    try:
        yield Session(aim=aim, bearer=connection.bearer, objects=connection.objects)
    finally:
        await connection.close()


def show_code(page: str, code: str, until: datetime) -> None:
    """Say where a code is to be entered; called in another thread."""
    console = console_for_errors()
    console.print(f"To sign in, open [bold cyan]{page}[/] and enter [bold]{code}[/]")
    console.print(f"(until {until.astimezone():%H:%M}; Ctrl-C gives it up).", markup=False)


def _local_tenant() -> LocalTenant:
    address = recall()
    if address is None or address.tenant is None:
        raise Trouble(
            "No simulated tenant is known to run on this machine.",
            "Start one with 'groundcrew up', and leave it running.",
        )
    return address.tenant
