"""``groundcrew forget``: have a person erased."""

from getpass import getuser
from typing import Annotated

import typer

from cli.addresses import find
from cli.deeds import Deed
from cli.exits import carry_out
from cli.options import AsJson, Key, Url


def forget(  # noqa: PLR0913  a command has its options
    *,
    employee: Annotated[str, typer.Option(help="Their employee id.", show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; do not name them.", show_default=False)],
    by: Annotated[
        str | None, typer.Option(help="Who erases them; without it, your user name here.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(help="Another name to look for; may be given several times."),
    ] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Erase a person everywhere, and see the proof of it."""
    from cli.forgetting import forget_person

    deed = Deed(by=by or getuser(), why=why, as_json=as_json, more={"names": name or []})
    carry_out(lambda: forget_person(find(url, key), employee, deed))
