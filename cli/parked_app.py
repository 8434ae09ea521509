"""``groundcrew parked`` and what is under it: see what cannot go on, and decide on it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.addresses import find
from cli.deeds import Deed
from cli.exits import ExitCode, Trouble, carry_out, tell
from cli.options import AsJson, By, Key, Url, Why, Yes
from cli.showing import SHOW, ShowsByDefault

parked = typer.Typer(
    cls=ShowsByDefault,
    help="List what cannot go on until somebody decides and what to do about it, or decide.",
    epilog="Example: groundcrew parked redrive PF4S9C2A --why 'Deregistered elsewhere.'",
)

What = Annotated[
    str, typer.Argument(help="A serial number, or the id of a park record.", show_default=False)
]
Code = Annotated[
    str | None, typer.Option(help="Only what is parked for this reason.", show_default=False)
]
Shipment = Annotated[
    str | None, typer.Option(help="Only what is parked of this shipment.", show_default=False)
]
Corrected = Annotated[str | None, typer.Option(help="The right one.", show_default=False)]
Serial = Annotated[
    str | None,
    typer.Option(help="The right one: its device takes over.", show_default=False),
]
HashFile = Annotated[
    Path | None,
    typer.Option(
        "--hash",
        exists=True,
        dir_okay=False,
        help="A file with the right hardware hash.",
        show_default=False,
    ),
]
Person = Annotated[
    str | None,
    typer.Option(help="The right user principal name, of a device or a hire.", show_default=False),
]
StartDate = Annotated[
    str | None, typer.Option(help="Of a hire: such as 2026-01-31.", show_default=False)
]


@parked.command(SHOW, epilog="Example: groundcrew parked show PF4S9C2A")
def show(  # noqa: PLR0913  a command has its options
    what: Annotated[str | None, typer.Argument(help="Show this one.", show_default=False)] = None,
    code: Code = None,
    shipment: Shipment = None,
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List what is parked, or show one with its command; 'show' may be left out."""
    from cli.listing import show_all, show_parked

    if what is not None:
        carry_out(lambda: show_parked(find(url, key), what, as_json=as_json))
    which = _said(code=code, shipment=shipment)
    carry_out(lambda: show_all(find(url, key), "parked", which, as_json=as_json))


@parked.command("list", epilog="Example: groundcrew parked list --code owned-by-other-tenant")
def list_all(
    code: Code = None,
    shipment: Shipment = None,
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List what is parked."""
    from cli.listing import show_all

    which = _said(code=code, shipment=shipment)
    carry_out(lambda: show_all(find(url, key), "parked", which, as_json=as_json))


@parked.command(
    epilog="Example: groundcrew parked redrive --code unanswered --why 'The outage is over.'"
)
def redrive(  # noqa: PLR0913  a command has its options
    what: Annotated[
        str | None,
        typer.Argument(help="A serial number, or the id of a park record.", show_default=False),
    ] = None,
    *,
    why: Why,
    by: By,
    code: Code = None,
    shipment: Shipment = None,
    everything: Annotated[bool, typer.Option("--all", help="All that is parked.")] = False,
    yes: Yes = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Take what is parked back on its route, once its cause is mended."""
    from cli.park_acts import redrive, redrive_many

    which: dict[str, object] = {**_said(code=code, shipment=shipment)}
    if everything:
        which["all"] = True
    if len(which) + (what is not None) != 1:
        raise _usage("Say what to redrive: a serial number or record, --code, --shipment or --all.")
    deed = Deed(by=by, why=why, as_json=as_json, yes=yes)
    if what is not None:
        carry_out(lambda: redrive(find(url, key), what, deed))
    carry_out(lambda: redrive_many(find(url, key), which, deed))


@parked.command(
    epilog="Example: groundcrew parked correct PF4S9C2A --serial PF459C2A --why 'A 5, no S.'"
)
def correct(  # noqa: PLR0913  a command has its options
    what: What,
    *,
    why: Why,
    by: By,
    serial: Serial = None,
    hash_file: HashFile = None,
    manufacturer: Corrected = None,
    model: Corrected = None,
    person: Person = None,
    start_date: StartDate = None,
    persona: Corrected = None,
    group_tag: Corrected = None,
    order_reference: Corrected = None,
    location: Corrected = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Say what is right, and take it back on its route; left out is what stays as it is."""
    from cli.park_acts import correct

    right = _said(
        serial=serial,
        hardware_hash=_read(hash_file),
        model=model,
        manufacturer=manufacturer,
        person=person,
        start_date=start_date,
        persona=persona,
        group_tag=group_tag,
        location=location,
        order_reference=order_reference,
    )
    if not right:
        raise _usage("Say what is right, such as --serial or --person.")
    deed = Deed(by=by, why=why, as_json=as_json, more=right)
    carry_out(lambda: correct(find(url, key), what, deed))


@parked.command(epilog="Example: groundcrew parked dismiss PF4S9C2A --why 'Sent back.'")
def dismiss(  # noqa: PLR0913  a command has its options
    what: What,
    *,
    why: Why,
    by: By,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Take out of the park what nobody will mend: cancel a device, or drop a message."""
    from cli.park_acts import dismiss

    deed = Deed(by=by, why=why, as_json=as_json)
    carry_out(lambda: dismiss(find(url, key), what, deed))


def _read(file: Path | None) -> str | None:
    return None if file is None else file.read_text("utf-8", "replace").strip()


def _said(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _usage(sentence: str) -> typer.Exit:
    tell(Trouble(sentence))
    return typer.Exit(ExitCode.USAGE)
