"""Lists of Graph's that can be searched by serial number."""

from collections.abc import AsyncGenerator, Callable, Collection, Sequence

from kiota_abstractions.request_information import RequestInformation

from shared.domain.operations import Operation
from shared.domain.telling import Got
from shared.graph.batch import Json
from shared.graph.requests import Requests
from shared.runtime.listing import Listing
from shared.runtime.searching import More, Numbered, Search

# Writes the request for what has a text in its serial number, or for everything.
type Write = Callable[[str | None], RequestInformation]


def searching[T: Numbered](
    requests: Requests,
    operation: Operation,
    write: Write,
    read: Callable[[Json], T],
    choose: Callable[[Sequence[T]], T] | None = None,
) -> Search[Json, T]:
    """Make the search of a list."""

    async def pages() -> AsyncGenerator[tuple[Sequence[Json], bool]]:
        async for page in requests.pages(operation, write(None)):
            yield page.get("value") or (), not page.get("@odata.nextLink")

    async def filtered(keys: Collection[str], more: More[Json]) -> dict[str, Got[list[Json]]]:
        return await requests.lists(operation, {key: write(key) for key in keys}, more)

    listing = Listing(choose)
    return Search(pages=pages, filtered=filtered, read=read, listing=listing, choose=choose)
