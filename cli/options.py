"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.addresses import Address

type FindApp = Callable[[], Address]

Url = Annotated[
    str | None,
    typer.Option(
        envvar="GROUNDCREW_URL",
        help="Where Groundcrew runs; without it, where 'groundcrew up' does.",
    ),
]
Key = Annotated[
    str | None, typer.Option(envvar="GROUNDCREW_KEY", help="The function key that opens it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for another program.")]
Source = Annotated[str, typer.Option(help="Whose format it is; groundcrew is our own.")]
Posted = Annotated[Path, typer.Argument(help="A .csv or .json file.", show_default=False)]
Manifest = Annotated[
    Path,
    typer.Argument(
        help="A .csv, .txt, .edi, .x12 or .json file.",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]
