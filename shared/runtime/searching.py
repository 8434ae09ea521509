"""Looking several serial numbers up in a list of Intune's; adapters and twins do it alike.

Filters are never trusted: Intune's over-match or are refused, so whatever comes
is compared again here, exactly.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from shared.domain.answers import is_bad_request
from shared.domain.errors import GroundcrewError
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.domain.telling import Got, refused, told
from shared.runtime.listing import Leaf, Listing

# Whether more of a filtered list is wanted, by its key and what was seen of it.
type More[B] = Callable[[str, list[B]], bool]
type Filtered[B] = Callable[[Collection[str], More[B]], Awaitable[dict[str, Got[list[B]]]]]


class Numbered(Protocol):
    """Whatever has a serial number."""

    @property
    def serial(self) -> str:
        """As Intune spells it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Search[B, T: Numbered]:
    """A list, read as a whole by its *pages* (and whether one is the last), or *filtered*.

    Where a serial number may stand in the list several times, every page is
    read and *choose* takes the one that counts.
    """

    pages: Callable[[], AsyncGenerator[tuple[Sequence[B], bool]]]
    filtered: Filtered[B]
    read: Callable[[B], T]
    listing: Listing[T]
    choose: Callable[[Sequence[T]], T] | None = None

    async def look_up(self, serials: Collection[str]) -> Told[T]:
        """Look serial numbers up, keyed as they were asked for: by the list or by a filter each."""
        keys = {serial: normalised(serial) for serial in serials}
        told_of = await self.listing.tell(keys.values(), self._leaves, self._singly)
        return {serial: told_of[key] for serial, key in keys.items() if key in told_of}

    async def _leaves(self) -> AsyncGenerator[Leaf[T]]:
        async for bodies, last in self.pages():
            values = map(self.read, bodies)
            yield Leaf(entries=[(normalised(each.serial), each) for each in values], last=last)

    async def _singly(self, keys: Collection[str]) -> Told[T]:
        """Ask with a filter for each; where that is refused, the whole list is read instead."""
        got = await self.filtered(keys, self._wants_more)
        answers: dict[str, T | GroundcrewError] = {}
        for key, seen in told(got, list, is_bad_request).items():
            if isinstance(seen, GroundcrewError):
                answers[key] = seen
            elif found := self._found(key, seen):
                answers[key] = self.choose(found) if self.choose else found[0]
        unfiltered = refused(got, is_bad_request)
        if not unfiltered:
            return answers
        return {**answers, **await self.listing.read(unfiltered, self._leaves())}

    def _wants_more(self, key: str, seen: list[B]) -> bool:
        return self.choose is not None or not self._found(key, seen)

    def _found(self, key: str, seen: Sequence[B]) -> list[T]:
        return [value for value in map(self.read, seen) if normalised(value.serial) == key]
