"""``groundcrew tenant``: the commands and their options."""

from pathlib import Path
from typing import Annotated

import typer

from cli.options import AsJson
from cli.tenant.flags import AsAdmin, ClientId, FlightPlanFile, How, Local, PruneNames, TenantId
from shared.domain.sign_in import COMMAND_LINE_TOOLS, SignIn, Way

tenant = typer.Typer(
    help="The tutorial as code: see, set up, write down and check how a tenant is set up.",
    no_args_is_help=True,
    epilog="Exit codes: 0 nothing to do or done, 1 failed or something is left, "
    "2 wrong usage or flight plan, 3 changes pending. "
    "Begin with: groundcrew up, and in another terminal: groundcrew tenant plan --local",
)


@tenant.command(epilog="Example: groundcrew tenant plan --sign-in device-code")
def plan(  # noqa: PLR0913  one for each option
    flight_plan: FlightPlanFile = None,
    prune: PruneNames = None,
    how: How = Way.AUTO,
    tenant_id: TenantId = "",
    client_id: ClientId = COMMAND_LINE_TOOLS,
    *,
    local: Local = False,
    as_admin: AsAdmin = False,
    as_json: AsJson = False,
) -> None:
    """Show what differs from the flight plan; nothing is written."""
    from cli.tenant.ending import carry_out_asking
    from cli.tenant.options import TenantOptions
    from cli.tenant.planning import show_plan

    options = TenantOptions(
        plan=flight_plan,
        how=SignIn(way=how, tenant_id=tenant_id, client_id=client_id),
        local=local or as_admin,
        as_admin=as_admin,
        prune=prune or (),
        as_json=as_json,
    )
    carry_out_asking(lambda: show_plan(options))


@tenant.command(epilog="Example: groundcrew tenant apply --sign-in browser")
def apply(  # noqa: PLR0913  one for each option
    flight_plan: FlightPlanFile = None,
    prune: PruneNames = None,
    how: How = Way.AUTO,
    tenant_id: TenantId = "",
    client_id: ClientId = COMMAND_LINE_TOOLS,
    *,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    despite_lint: Annotated[
        bool, typer.Option("--despite-lint", help="Apply although the lint finds errors.")
    ] = False,
    local: Local = False,
    as_admin: AsAdmin = False,
    as_json: AsJson = False,
) -> None:
    """Show what differs, ask, and make it as the flight plan says; repeating is safe."""
    from cli.tenant.applying import make_it_so
    from cli.tenant.ending import carry_out_asking
    from cli.tenant.options import TenantOptions

    options = TenantOptions(
        plan=flight_plan,
        how=SignIn(way=how, tenant_id=tenant_id, client_id=client_id),
        local=local or as_admin,
        as_admin=as_admin,
        prune=prune or (),
        as_json=as_json,
        yes=yes,
        despite_lint=despite_lint,
    )
    carry_out_asking(lambda: make_it_so(options))


@tenant.command(epilog="Example: groundcrew tenant export --output today.yaml")
def export(  # noqa: PLR0913  one for each option
    output: Annotated[
        Path | None,
        typer.Option(help="Write to this file instead of the screen.", show_default=False),
    ] = None,
    how: How = Way.AUTO,
    tenant_id: TenantId = "",
    client_id: ClientId = COMMAND_LINE_TOOLS,
    *,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    local: Local = False,
    as_admin: AsAdmin = False,
) -> None:
    """Write how the tenant is set up today as a flight plan; nothing is changed."""
    from cli.tenant.ending import carry_out_asking
    from cli.tenant.exporting import write_export
    from cli.tenant.options import TenantOptions

    options = TenantOptions(
        how=SignIn(way=how, tenant_id=tenant_id, client_id=client_id),
        local=local or as_admin,
        as_admin=as_admin,
    )
    carry_out_asking(lambda: write_export(options, output, force=force))


@tenant.command(epilog="Example: groundcrew tenant lint --json")
def lint(flight_plan: FlightPlanFile = None, *, as_json: AsJson = False) -> None:
    """Find what is wrong with the flight plan's section tenant; nobody is asked."""
    from cli.tenant.ending import carry_out_asking
    from cli.tenant.linting import lint_section

    carry_out_asking(lambda: lint_section(flight_plan, as_json=as_json))


@tenant.command(epilog="Example: groundcrew tenant check --sign-in device-code")
def check(  # noqa: PLR0913  one for each option
    flight_plan: FlightPlanFile = None,
    how: How = Way.AUTO,
    tenant_id: TenantId = "",
    client_id: ClientId = COMMAND_LINE_TOOLS,
    *,
    local: Local = False,
    as_admin: AsAdmin = False,
    as_json: AsJson = False,
) -> None:
    """Go through both of Microsoft's tutorials and say how far each step is."""
    from cli.tenant.checking import show_check
    from cli.tenant.ending import carry_out_asking
    from cli.tenant.options import TenantOptions

    options = TenantOptions(
        plan=flight_plan,
        how=SignIn(way=how, tenant_id=tenant_id, client_id=client_id),
        local=local or as_admin,
        as_admin=as_admin,
        as_json=as_json,
    )
    carry_out_asking(lambda: show_check(options))


def schema() -> None:
    """Print the JSON Schema of the flight plan, for an editor's completion."""
    from cli.exits import carry_out
    from cli.schema import print_schema

    carry_out(print_schema)
