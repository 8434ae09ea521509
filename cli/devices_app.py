"""``groundcrew devices`` and what is under it: see devices, and act on them."""

from typing import Annotated

import typer

from cli.addresses import find
from cli.exits import carry_out
from cli.options import AsJson, Causes, Key, Url
from cli.showing import SHOW, ShowsByDefault

devices = typer.Typer(
    cls=ShowsByDefault,
    help="List devices with their stage and what they wait for, or show one with its timeline.",
    epilog="Example: groundcrew devices 7HK2QX3",
)


@devices.command(SHOW, epilog="Example: groundcrew devices show 7HK2QX3 --json")
def show(
    serial: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    url: Url = None,
    key: Key = None,
    *,
    causes: Causes = False,
    as_json: AsJson = False,
) -> None:
    """List devices, or show one; 'show' may be left out."""
    from cli.listing import show_all, show_one

    if serial is None:
        carry_out(lambda: show_all(find(url, key), "devices", as_json=as_json))
    carry_out(lambda: show_one(find(url, key), "devices", serial, as_json=as_json, causes=causes))
