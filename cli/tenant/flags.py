"""The options that the commands of ``groundcrew tenant`` share."""

from pathlib import Path
from typing import Annotated

import typer

from shared.domain.sign_in import Way

_ASKING = "Who asks"
FlightPlanFile = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        help="The flight plan; without it that of the setting FLIGHT_PLAN, or flightplan.yaml.",
        show_default=False,
    ),
]
How = Annotated[
    Way,
    typer.Option(
        "--sign-in",
        help="auto: the managed identity, or what 'az login' and the like left; "
        "token: what GRAPH_TOKEN holds.",
        rich_help_panel=_ASKING,
    ),
]
TenantId = Annotated[
    str,
    typer.Option(
        "--tenant",
        help="The tenant that must be meant, by id or domain.",
        show_default=False,
        rich_help_panel=_ASKING,
    ),
]
ClientId = Annotated[
    str,
    typer.Option(
        "--client-id",
        help="The app to sign in to; by default Microsoft Graph Command Line Tools.",
        show_default=False,
        rich_help_panel=_ASKING,
    ),
]
Local = Annotated[
    bool,
    typer.Option(
        "--local",
        help="The simulated tenant of 'groundcrew up', asked by an app.",
        rich_help_panel=_ASKING,
    ),
]
AsAdmin = Annotated[
    bool,
    typer.Option(
        "--as-admin",
        help="With --local: asked by an administrator who has signed in.",
        rich_help_panel=_ASKING,
    ),
]
PruneNames = Annotated[
    list[str] | None,
    typer.Option(
        "--prune",
        metavar="KIND/NAME",
        help="Delete this, if the flight plan does not need it; may be said again.",
        show_default=False,
    ),
]
