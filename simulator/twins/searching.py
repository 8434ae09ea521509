"""Lists of the tenant's that can be searched by serial number."""

from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from functools import partial

from shared.domain.operations import Operation
from shared.domain.telling import Got
from shared.runtime.listing import Listing
from shared.runtime.searching import More, Numbered, Search
from simulator.tenant import Entity, Page, Slice
from simulator.tenant.autopilot_operations import PAGE
from simulator.twins.requests import Requests

# Turns to a page of what has a text in its serial number, or of everything.
type Turn = Callable[[str | None, Slice], Page]


def searching[T: Numbered](
    requests: Requests,
    operation: Operation,
    turn: Turn,
    read: Callable[[Entity], T],
    choose: Callable[[Sequence[T]], T] | None = None,
) -> Search[Entity, T]:
    """Make the search of a list."""

    async def pages() -> AsyncGenerator[tuple[Sequence[Entity], bool]]:
        async for page in requests.pages(operation, partial(turn, None), PAGE):
            yield page.items, page.next_skip is None

    async def filtered(keys: Collection[str], more: More[Entity]) -> dict[str, Got[list[Entity]]]:
        turns = {key: (partial(turn, key), PAGE) for key in keys}
        return await requests.lists(operation, turns, more)

    listing = Listing(choose)
    return Search(pages=pages, filtered=filtered, read=read, listing=listing, choose=choose)
