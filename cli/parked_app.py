"""``groundcrew parked`` and what is under it: see what cannot go on, and decide on it."""

from typing import Annotated

import typer

from cli.addresses import find
from cli.exits import carry_out
from cli.options import AsJson, Key, Url
from cli.showing import SHOW, ShowsByDefault

parked = typer.Typer(
    cls=ShowsByDefault,
    help="List what cannot go on until somebody decides and what to do about it, or decide.",
    epilog="Example: groundcrew parked redrive PF4S9C2A",
)


@parked.command(SHOW, epilog="Example: groundcrew parked --json")
def show(url: Url = None, key: Key = None, *, as_json: AsJson = False) -> None:
    """List what is parked; 'show' may be left out."""
    from cli.listing import show_all

    carry_out(lambda: show_all(find(url, key), "parked", as_json=as_json))


@parked.command(epilog="Example: groundcrew parked redrive PF4S9C2A")
def redrive(
    what: Annotated[str, typer.Argument(help="A serial number, or the id of a park record.")],
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Take what is parked back on its route, once its cause is mended."""
    from cli.redriving import redrive as drive

    carry_out(lambda: drive(find(url, key), what, as_json=as_json))
