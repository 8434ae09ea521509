"""The commands that list: hires, acts and drift.  What they need is imported when they run."""

from typing import Annotated

import typer

from cli.addresses import find
from cli.exits import carry_out
from cli.options import AsJson, Causes, Key, Url


def hires(  # noqa: PLR0913  a command has its options
    employee_id: Annotated[str | None, typer.Argument(help="Show this one.")] = None,
    url: Url = None,
    key: Key = None,
    *,
    at_risk: Annotated[
        bool, typer.Option("--at-risk", help="List those alone who are at risk or late.")
    ] = False,
    causes: Causes = False,
    as_json: AsJson = False,
) -> None:
    """List the people who are about to start, by their start dates, or show one."""
    from cli.listing import show_all, show_one

    if employee_id is not None:
        carry_out(
            lambda: show_one(find(url, key), "hires", employee_id, as_json=as_json, causes=causes)
        )
    query = {"verdict": "at-risk,late"} if at_risk else None
    carry_out(lambda: show_all(find(url, key), "hires", query, as_json=as_json))


def acts(
    subject: Annotated[
        str | None, typer.Argument(help="Only those on this device or park record.")
    ] = None,
    url: Url = None,
    key: Key = None,
    *,
    as_json: AsJson = False,
) -> None:
    """List what people did by hand: when, who, what, and why."""
    from cli.listing import show_all

    which = {"subject": subject} if subject else {}
    carry_out(lambda: show_all(find(url, key), "acts", which, as_json=as_json))


def drift(url: Url = None, key: Key = None, *, as_json: AsJson = False) -> None:
    """List what no longer is as Groundcrew saw it: tags, people, groups, profiles, strangers."""
    from cli.listing import show_all

    carry_out(lambda: show_all(find(url, key), "drift", as_json=as_json))
