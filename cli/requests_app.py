"""``groundcrew requests`` and what is under it: see requests, and decide on them."""

from typing import Annotated, NoReturn

import typer

from cli.addresses import find
from cli.decided import Decided
from cli.exits import carry_out
from cli.options import AsJson, Causes, Key, Source, Url
from cli.showing import SHOW, ShowsByDefault

requests = typer.Typer(
    cls=ShowsByDefault,
    help="List requests for devices, show one by its id, or decide on one.",
    epilog="Example: groundcrew requests RITM0010042",
)

Id = Annotated[str, typer.Argument(help="The request's id.", show_default=False)]
By = Annotated[
    str,
    typer.Option(help="Who decides: their user principal name.", show_default=False),
]
Why = Annotated[str, typer.Option(help="The reason.")]
Reason = Annotated[str, typer.Option("--why", help="The reason.", show_default=False)]
Reference = Annotated[
    str, typer.Option(help="What the supplier writes on the shipment.", show_default=False)
]


@requests.command(SHOW, epilog="Example: groundcrew requests show RITM0010042 --json")
def show(
    request_id: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    url: Url = None,
    key: Key = None,
    *,
    causes: Causes = False,
    as_json: AsJson = False,
) -> None:
    """List requests, or show one; 'show' may be left out."""
    from cli.listing import show_all, show_one

    if request_id is None:
        carry_out(lambda: show_all(find(url, key), "requests", as_json=as_json))
    carry_out(
        lambda: show_one(find(url, key), "requests", request_id, as_json=as_json, causes=causes)
    )


@requests.command(epilog="Example: groundcrew requests approve RITM0010042 --by you@example.com")
def approve(  # noqa: PLR0913  a command has its options
    request_id: Id,
    *,
    by: By,
    why: Why = "",
    url: Url = None,
    key: Key = None,
    source: Source = "groundcrew",
    as_json: AsJson = False,
) -> None:
    """Agree that the device is given out."""
    _decide(Decided("approve", request_id, source, {"by": by, "why": why}), url, key, as_json)


@requests.command(
    epilog="Example: groundcrew requests refuse RITM0010042 --by you@example.com --why 'Too dear.'"
)
def refuse(  # noqa: PLR0913  a command has its options
    request_id: Id,
    *,
    by: By,
    why: Reason,
    url: Url = None,
    key: Key = None,
    source: Source = "groundcrew",
    as_json: AsJson = False,
) -> None:
    """Say no, and why."""
    _decide(Decided("refuse", request_id, source, {"by": by, "why": why}), url, key, as_json)


@requests.command(
    epilog="Example: groundcrew requests order RITM0010042 --by you@example.com --reference PO-9"
)
def order(  # noqa: PLR0913  a command has its options
    request_id: Id,
    *,
    by: By,
    reference: Reference,
    url: Url = None,
    key: Key = None,
    source: Source = "groundcrew",
    as_json: AsJson = False,
) -> None:
    """Say that a device was ordered, and by which reference."""
    said = {"by": by, "order_reference": reference}
    _decide(Decided("order", request_id, source, said), url, key, as_json)


@requests.command(epilog="Example: groundcrew requests cancel RITM0010042 --by you@example.com")
def cancel(  # noqa: PLR0913  a command has its options
    request_id: Id,
    *,
    by: By,
    why: Why = "",
    url: Url = None,
    key: Key = None,
    source: Source = "groundcrew",
    as_json: AsJson = False,
) -> None:
    """Say that the device is not needed any more."""
    _decide(Decided("cancel", request_id, source, {"by": by, "why": why}), url, key, as_json)


def _decide(decided: Decided, url: str | None, key: str | None, as_json: bool) -> NoReturn:  # noqa: FBT001  passed on
    from cli.asking import decide

    carry_out(lambda: decide(find(url, key), decided, as_json=as_json))
