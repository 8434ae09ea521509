"""The commands and their options.  What a command needs is imported when it runs."""

import sys
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.addresses import find
from cli.audit_app import audit_packages
from cli.devices_app import devices
from cli.exits import carry_out
from cli.listing_commands import acts, drift, hires
from cli.options import AsJson, FindApp, Key, Posted, Source, Url
from cli.parked_app import parked
from cli.people_app import forget
from cli.requests_app import requests
from cli.shipping_notices import lint, send_shipment
from cli.tenant_app import schema, tenant
from cli.unforeseen import tell_unforeseen

_EXITS = (
    "Exit codes: 0 done, 1 failed or refused, 2 wrong usage, 3 changes pending. "
    "Begin with: groundcrew demo"
)

app = typer.Typer(
    name="groundcrew",
    help="Every new Windows device ready for Autopilot take-off before its person starts work.",
    epilog=_EXITS,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
send = typer.Typer(
    help="Post a file to a running Groundcrew and see the verdict on each of its lines.",
    no_args_is_help=True,
    epilog="Example: groundcrew send shipment examples/shipment-fabrikam.csv",
)
app.add_typer(send, name="send")
app.add_typer(devices, name="devices")
app.add_typer(requests, name="requests")
app.add_typer(parked, name="parked")
app.add_typer(tenant, name="tenant")


@app.command(epilog="Example: groundcrew demo --report report.json")
def demo(
    speed: Annotated[
        float, typer.Option(min=1, max=1200, help="How many times as fast as real time passes.")
    ] = 600,
    report: Annotated[Path | None, typer.Option(help="Write the outcome to a JSON file.")] = None,
    trace: Annotated[
        Path | None, typer.Option(help="Write every Graph request to a file, one JSON a line.")
    ] = None,
) -> None:
    """Watch a tenant be set up, and sixteen manifest lines become devices at their desks."""
    from cli.demo import DemoOptions, fly_demo

    options = DemoOptions(speed=speed, report=report, trace=trace)
    carry_out(lambda: fly_demo(options))


@app.command(epilog="Example: groundcrew up --port 7071 --speed 60")
def up(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 7071,
    speed: Annotated[
        float, typer.Option(min=1, max=1200, help="How many times as fast as real time passes.")
    ] = 60,
    state: Annotated[
        Path | None, typer.Option(help="Keep database and log in this folder.", show_default=False)
    ] = None,
    *,
    new_tenant: Annotated[
        bool, typer.Option("--new-tenant", help="Leave the tenant for you to set up.")
    ] = False,
) -> None:
    """Run everything on this machine until Ctrl-C, with a tenant that takes every device."""
    from cli.up import UpOptions, stay_up

    options = UpOptions(port=port, speed=speed, state=state, new_tenant=new_tenant)
    carry_out(lambda: stay_up(options))


@send.command("hr", epilog="Example: groundcrew send hr examples/hire-hanna.json")
def send_hr(
    file: Posted,
    source: Source = "groundcrew",
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Send what an HR system says of a person."""
    _send(f"hr/{source}", file, partial(find, url, key), as_json=as_json)


send.command("shipment", epilog="Example: groundcrew send shipment examples/shipment-fabrikam.csv")(
    send_shipment
)
app.command(epilog="Example: groundcrew lint examples/shipment-fabrikam.csv --csv > verdicts.csv")(
    lint
)
app.command(epilog="Example: groundcrew forget --employee 10482 --why 'Asked for on 21 November.'")(
    forget
)
app.command(epilog="Example: groundcrew schema > flightplan.schema.json")(schema)


@send.command("request", epilog="Example: groundcrew send request request.json")
def send_request(
    file: Posted,
    source: Source = "groundcrew",
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Send that somebody asks for a device."""
    from cli.asking import send_request as ask

    carry_out(lambda: ask(find(url, key), source, file, as_json=as_json))


app.command(epilog="Example: groundcrew hires 10482 --json")(hires)
app.command(epilog="Example: groundcrew acts 7HK2QX3")(acts)
app.command(epilog="Example: groundcrew drift --json")(drift)


@app.command(epilog="Example: groundcrew permissions --json")
def permissions(
    *,
    as_json: AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the tables of docs/permissions.md.")
    ] = False,
) -> None:
    """Say what an administrator has to grant the app in Graph, handler by handler."""
    from cli.permissions import show_permissions

    carry_out(lambda: show_permissions(as_json=as_json, as_markdown=as_markdown))


@app.command(
    epilog="Example: groundcrew test -k pairing",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def test(context: typer.Context) -> None:
    """Run every check that a change must pass; what follows goes to pytest."""
    from cli.checks import run_checks

    raise typer.Exit(run_checks(context.args))


app.command("audit", epilog="Example: GROUNDCREW_AUDIT=required groundcrew audit")(audit_packages)


def main() -> None:
    """Run the command line."""
    sys.excepthook = tell_unforeseen
    # Called as typer's own app it would put a hook of its own there.
    typer.main.get_command(app)(prog_name="groundcrew")


def _send(route: str, file: Path, find_app: FindApp, *, as_json: bool) -> NoReturn:
    from cli.sending import send as send_file

    carry_out(lambda: send_file(find_app(), route, file, as_json=as_json))
