"""The commands for suppliers' files: send one, or lint it before anybody is sent anything."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from cli.addresses import find
from cli.exits import carry_out
from cli.manifest_forms import Form, WholeFile
from cli.options import AsJson, Key, Manifest, Source, Url

ShipmentId = Annotated[str, typer.Option(help="Name the shipment; for files that do not.")]
Persona = Annotated[str, typer.Option(help="The persona of the lines that name none.")]
OrderReference = Annotated[
    str, typer.Option(help="The order reference of the lines that name none.")
]
Plan = Annotated[
    Path | None,
    typer.Option(
        exists=True,
        dir_okay=False,
        help="The flight plan to hold it against; without it flightplan.yaml, if it is here.",
    ),
]
LintedSource = Annotated[
    str | None, typer.Option(help="The source of the flight plan that will send the file.")
]
Format = Annotated[
    Form | None, typer.Option("--format", help="How to read it; without it, as its name says.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print verdicts to send back, as a CSV.")]


def send_shipment(  # noqa: PLR0913  one parameter for each option
    file: Manifest,
    *,
    source: Source = "groundcrew",
    url: Url = None,
    key: Key = None,
    shipment_id: ShipmentId = "",
    persona: Persona = "",
    order_reference: OrderReference = "",
    as_json: AsJson = False,
) -> None:
    """Send what a supplier says of devices on their way."""
    from cli.sending import send  # noqa: PLC0415  imported when it runs, so that help is fast

    said = WholeFile(shipment_id=shipment_id, persona=persona, order_reference=order_reference)
    query = {name: value for name, value in asdict(said).items() if value}
    route = f"procurement/{source}"
    carry_out(lambda: send(find(url, key), route, file, query=query, as_json=as_json))


def lint(  # noqa: PLR0913  one parameter for each option
    file: Manifest,
    *,
    plan: Plan = None,
    source: LintedSource = None,
    form: Format = None,
    persona: Persona = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Say of every line of a shipping notice whether it would go on; nothing is sent.

    Exit codes: 0 nothing is refused, 1 something is, 2 wrong usage.
    """
    from cli.linting import Against, Output, lint_file  # noqa: PLC0415  as above

    if as_json and as_csv:
        raise typer.BadParameter("--json and --csv exclude each other")
    output = Output.CSV if as_csv else Output.JSON if as_json else Output.TABLE
    against = Against(plan=plan, source=source, form=form, persona=persona)
    carry_out(lambda: lint_file(file, against, output))
