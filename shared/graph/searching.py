"""Looking several serial numbers up in a list of Intune's.

Filters are never trusted: Intune's over-match or are refused, so whatever comes
is compared again here, exactly.
"""

from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiota_abstractions.request_information import RequestInformation

from shared.domain.answers import refused, told
from shared.domain.errors import GroundcrewError
from shared.domain.faults import is_bad_request
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.graph.batch import Json
from shared.graph.requests import Requests
from shared.runtime.listing import Leaf, Listing


class Numbered(Protocol):
    """Whatever has a serial number."""

    @property
    def serial(self) -> str:
        """As Graph spells it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Search[T: Numbered]:
    """A list, and how to *write* its request for serial numbers with a text in them (or all).

    Where a serial number may stand in the list several times, every page of
    them is read and *choose* takes the one that counts.
    """

    operation: Operation
    write: Callable[[str | None], RequestInformation]
    read: Callable[[Json], T]
    listing: Listing[T]
    choose: Callable[[Sequence[T]], T] | None = None


async def look_up[T: Numbered](
    requests: Requests, search: Search[T], serials: Collection[str]
) -> Told[T]:
    """Look serial numbers up, keyed as they were asked for: by the list or by one filter each."""
    keys = {normalised(serial) for serial in serials}
    inquiry = _Inquiry(requests, search)
    told_of = await search.listing.tell(keys, inquiry.leaves, inquiry.singly)
    return {serial: told_of[key] for serial in serials if (key := normalised(serial)) in told_of}


class _Inquiry[T: Numbered]:
    def __init__(self, requests: Requests, search: Search[T]) -> None:
        self._requests = requests
        self._search = search

    async def leaves(self) -> AsyncGenerator[Leaf[T]]:
        """Read the whole list, page by page."""
        search = self._search
        async for page in self._requests.pages(search.operation, search.write(None)):
            values = [search.read(each) for each in page.get("value") or ()]
            entries = [(normalised(value.serial), value) for value in values]
            yield Leaf(entries=entries, last=not page.get("@odata.nextLink"))

    async def singly(self, keys: Collection[str]) -> Told[T]:
        """Ask with a filter for each; where that is refused, the whole list is read instead."""
        search = self._search
        asking = {key: search.write(key) for key in keys}

        def more(key: str, seen: list[Json]) -> bool:
            return search.choose is not None or not self._found(key, seen)

        got = await self._requests.lists(search.operation, asking, more)
        answers: dict[str, T | GroundcrewError] = {}
        for key, seen in told(got, list, is_bad_request).items():
            if isinstance(seen, GroundcrewError):
                answers[key] = seen
            elif found := self._found(key, seen):
                answers[key] = search.choose(found) if search.choose else found[0]
        unfiltered = refused(got, is_bad_request)
        if not unfiltered:
            return answers
        return {**answers, **await search.listing.read(unfiltered, self.leaves())}

    def _found(self, key: str, seen: list[Json]) -> list[T]:
        values = (self._search.read(each) for each in seen)
        return [value for value in values if normalised(value.serial) == key]
