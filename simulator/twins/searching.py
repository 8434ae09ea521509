"""Looking several serial numbers up in a list of the tenant's, as the adapters do."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from shared.domain.answers import refused, told
from shared.domain.errors import GroundcrewError
from shared.domain.faults import is_bad_request
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.runtime.listing import Leaf, Leaves, Listing
from simulator.tenant import Entity, Page, Slice
from simulator.tenant.autopilot_operations import PAGE
from simulator.twins.requests import Requests


class Numbered(Protocol):
    """Whatever has a serial number."""

    @property
    def serial(self) -> str:
        """As the tenant spells it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Search[T: Numbered]:
    """A list, and how to *turn* to a page of it, of what a text is contained in (or all)."""

    operation: Operation
    turn: Callable[[str | None, Slice], Page]
    read: Callable[[Entity], T]
    listing: Listing[T]
    choose: Callable[[Sequence[T]], T] | None = None


async def look_up[T: Numbered](
    requests: Requests, search: Search[T], serials: Collection[str]
) -> Told[T]:
    """Look serial numbers up, keyed as they were asked for."""
    keys = {normalised(serial) for serial in serials}
    inquiry = _Inquiry(requests, search)
    told_of = await search.listing.tell(keys, inquiry.leaves, inquiry.singly)
    return {serial: told_of[key] for serial in serials if (key := normalised(serial)) in told_of}


class _Inquiry[T: Numbered]:
    def __init__(self, requests: Requests, search: Search[T]) -> None:
        self._requests = requests
        self._search = search

    async def leaves(self) -> Leaves[T]:
        search = self._search
        turn = partial(search.turn, None)
        async for page in self._requests.pages(search.operation, turn, PAGE):
            values = map(search.read, page.items)
            entries = [(normalised(value.serial), value) for value in values]
            yield Leaf(entries=entries, last=page.next_skip is None)

    async def singly(self, keys: Collection[str]) -> Told[T]:
        search = self._search
        turns = {key: (partial(search.turn, key), PAGE) for key in keys}

        def more(key: str, seen: list[Entity]) -> bool:
            return search.choose is not None or not self._found(key, seen)

        got = await self._requests.lists(search.operation, turns, more)
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

    def _found(self, key: str, seen: list[Entity]) -> list[T]:
        values = map(self._search.read, seen)
        return [value for value in values if normalised(value.serial) == key]
