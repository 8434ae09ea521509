"""``groundcrew devices``, ``hires``, ``parked`` and the like: lists, and one by its key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from rich.console import RenderableType

from cli.addresses import Address
from cli.client import Client, Json
from cli.device_sheet import device_sheet
from cli.drift_tables import drift_table
from cli.exits import ExitCode, Trouble
from cli.hire_tables import hire_sheet, hires_table, in_order
from cli.listings import Listing
from cli.park_acts import find_record
from cli.park_tables import acts_table, parked_sheet, parked_table
from cli.request_tables import request_sheet, requests_table
from cli.tables import devices_table
from cli.terminal import FULL_NAMES, console_for_data, progress, write_json
from cli.timelines import ROOM_FOR_CAUSES


class ShowOne(Protocol):
    """Writes a sheet of one thing; with *causes*, what led to each line of its timeline."""

    def __call__(self, item: Json, /, *, causes: bool = False) -> RenderableType:
        """Write it."""
        ...


type ShowAll = Callable[[Sequence[Json]], RenderableType]


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    """How a list is shown, also where there is little room, and what to say when it is empty."""

    show: ShowAll
    brief: ShowAll
    empty: str
    one: ShowOne | None = None
    unknown: str = ""
    sort: Callable[[Sequence[Json]], list[Json]] = list


LISTS: dict[Listing, _List] = {
    "devices": _List(
        show=devices_table,
        brief=partial(devices_table, brief=True),
        one=device_sheet,
        empty="No devices yet. Send a shipment: groundcrew send shipment FILE",
        unknown="No device has the serial number {}.",
    ),
    "hires": _List(
        show=hires_table,
        brief=partial(hires_table, brief=True),
        one=hire_sheet,
        sort=in_order,
        empty="No hires yet. Send one: groundcrew send hr FILE",
        unknown="No hire has the employee id {}.",
    ),
    "requests": _List(
        show=requests_table,
        brief=partial(requests_table, brief=True),
        one=request_sheet,
        empty="No requests yet. Send one: groundcrew send request FILE",
        unknown="No request has the id {}.",
    ),
    "drift": _List(
        show=drift_table,
        brief=drift_table,
        empty="Nothing has drifted, or no night has been looked at yet.",
    ),
    "parked": _List(show=parked_table, brief=parked_table, empty="Nothing is parked."),
    "acts": _List(show=acts_table, brief=acts_table, empty="Nobody has acted by hand."),
}


async def show_all(
    address: Address, what: Listing, query: Mapping[str, str] | None = None, *, as_json: bool
) -> ExitCode:
    """Show a whole list, or what a *query* wants of it."""
    chosen = LISTS[what]
    async with Client(address) as client:
        with progress(f"Reading {what} from {address.url}"):
            items = chosen.sort(await client.every(what, query))
    if as_json:
        write_json(items)
        return ExitCode.DONE
    console = console_for_data()
    show = chosen.show if console.width >= FULL_NAMES else chosen.brief
    nothing = "None of them is." if query else chosen.empty
    console.print(show(items) if items else nothing)
    return ExitCode.DONE


async def show_one(
    address: Address, what: Listing, key: str, *, as_json: bool, causes: bool = False
) -> ExitCode:
    """Show one thing (``Trouble`` when there is none of that key).

    With *causes*, or where there is room, what led to each line of its timeline.
    """
    async with Client(address) as client:
        item = await client.one(what, key)
    chosen = LISTS[what]
    if item is None:
        listing = f"See them all with: groundcrew {what}"
        raise Trouble(chosen.unknown.format(key), listing)
    if as_json or chosen.one is None:
        write_json(item)
    else:
        console = console_for_data()
        console.print(chosen.one(item, causes=causes or console.width >= ROOM_FOR_CAUSES))
    return ExitCode.DONE


async def show_parked(address: Address, wanted: str, *, as_json: bool) -> ExitCode:
    """Show one park record, by its id or by the serial number of its device."""
    async with Client(address) as client:
        record = await find_record(client, wanted)
    if as_json:
        write_json(record)
    else:
        console_for_data().print(parked_sheet(record))
    return ExitCode.DONE
