"""The options that several commands share."""

import getpass
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
Causes = Annotated[
    bool,
    typer.Option("--causes", help="Say of each line which message and which Graph request did it."),
]
Why = Annotated[str, typer.Option(help="The reason; it is kept.", show_default=False)]
By = Annotated[
    str,
    typer.Option(
        default_factory=getpass.getuser,
        help="Who acts; it is kept.",
        show_default="your user name",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
Source = Annotated[
    str,
    typer.Option(
        help="Who sends it, in whose format; groundcrew is our own. "
        "What 'groundcrew up' runs is sent the signature or the key of that source."
    ),
]
Posted = Annotated[Path, typer.Argument(help="A .json file.", show_default=False)]
Manifest = Annotated[
    Path,
    typer.Argument(
        help="A .csv, .txt, .edi, .x12 or .json file.",
        show_default=False,
        exists=True,
        dir_okay=False,
    ),
]
