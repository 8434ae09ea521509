"""``groundcrew audit``: what is known of the packages that Groundcrew stands on."""

from enum import StrEnum
from typing import Annotated

import typer

DATABASE = "https://api.osv.dev/v1/query"


class Unreachable(StrEnum):
    """What follows when the database does not answer."""

    TOLERATED = "tolerated"
    REQUIRED = "required"


def audit_packages(
    database: Annotated[
        str, typer.Option(help="Where OSV's database, or a mirror of it, answers.")
    ] = DATABASE,
    unreachable: Annotated[
        Unreachable,
        typer.Option(envvar="GROUNDCREW_AUDIT", help="What follows when it does not answer."),
    ] = Unreachable.TOLERATED,
) -> None:
    """Look the packages of the lock file up among known weaknesses."""
    from cli.auditing import audit
    from shared.clock import WallClock

    raise typer.Exit(audit(database, unreachable, WallClock().now().date()))
