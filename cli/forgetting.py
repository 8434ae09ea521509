"""Have a person erased, wait until that is done, and show what was found."""

import asyncio
from http import HTTPStatus
from urllib.parse import quote

from rich.table import Table

from cli.addresses import Address
from cli.client import Client, Json, detail_of
from cli.deeds import HEADERS, Deed
from cli.exits import ExitCode, Trouble
from cli.terminal import console_for_data, progress, show, write_json

# An erasure goes through every table three times, twenty thousand rows at a time.
_EVERY_SECONDS = 1.0
_PATIENCE = 900


async def forget_person(address: Address, employee_id: str, deed: Deed) -> ExitCode:
    """Erase somebody; ``FAILED`` when anything is left of them."""
    route = f"hires/{quote(employee_id, safe='')}/forget"
    async with Client(address) as client:
        answer = await client.post(route, deed.body(), HEADERS)
        if answer.status_code != HTTPStatus.ACCEPTED:
            raise Trouble(detail_of(answer))
        with progress("Erasing"):
            told = await _finished(client, route)
    if deed.as_json:
        write_json(told)
    else:
        _show(told)
    return ExitCode.DONE if told["matches"] == 0 else ExitCode.FAILED


async def _finished(client: Client, route: str) -> Json:
    for _ in range(int(_PATIENCE / _EVERY_SECONDS)):
        told = await client.read(route)
        if told is not None and told["finished_at"] is not None:
            return told
        await asyncio.sleep(_EVERY_SECONDS)
    raise Trouble(
        "The erasure goes on.",
        "Ask for it again to see how far it is: that begins nothing anew.",
    )


def _show(told: Json) -> None:
    tables = Table("table", "rows searched", "rows erased", "matches left", box=None)
    for name, each in told["tables"].items():
        tables.add_row(name, str(each["rows"]), str(each["erased"]), str(each["matches"]))
    show(tables)
    print_ = console_for_data().print
    if told["names_of_others"]:
        print_(f"Names that somebody else bears by now: {told['names_of_others']}; they stay.")
    print_(f"Matches left: {told['matches']}. Out of reach of any search of the store:")
    for each in told["out_of_reach"]:
        print_(f"- {each}", markup=False)
