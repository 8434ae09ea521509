"""Whether to read a whole list or to ask for things one by one: whatever is fewer requests.

How long a list is shows only when it has been read to its end, so the length
that was seen last is taken for granted.  Adapters and twins decide alike.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from shared.domain.errors import GroundcrewError
from shared.domain.outcomes import Told
from shared.runtime.asking import IN_A_BATCH
from shared.runtime.work import present

# So many travel in one batch; without knowing the list's length it is not worth a look.
FEW = IN_A_BATCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf[T]:
    """A page of a list: what stands on it, by the key that is searched for, and whether it ends."""

    entries: Sequence[tuple[str, T]]
    last: bool


type Leaves[T] = AsyncGenerator[Leaf[T]]
type Singly[T] = Callable[[Collection[str]], Awaitable[Told[T]]]


class Listing[T]:
    """What is known of one list.

    Where a key may stand in it several times, *choose* takes the one that
    counts, and the list counts only when it was read to its end.
    """

    def __init__(self, choose: Callable[[Sequence[T]], T] | None = None) -> None:
        self._choose = choose
        self._pages: int | None = None

    async def tell(
        self, keys: Collection[str], leaves: Callable[[], Leaves[T]], singly: Singly[T]
    ) -> Told[T]:
        """Answer for each key by the list or *singly*, as long as the list is the cheaper way."""
        wanted = list(dict.fromkeys(keys))
        if not self._worth_reading(len(wanted)):
            return await singly(wanted)
        told, left = await self._search(wanted, leaves(), patient=False)
        return {**told, **await singly(left)} if left else told

    async def read(self, keys: Collection[str], leaves: Leaves[T]) -> Told[T]:
        """Answer for each key by the list, however long it is."""
        told, _ = await self._search(keys, leaves, patient=True)
        return told

    def _worth_reading(self, keys: int) -> bool:
        return keys > FEW if self._pages is None else self._pages < keys

    async def _search(
        self, keys: Collection[str], leaves: Leaves[T], *, patient: bool
    ) -> tuple[dict[str, T | GroundcrewError], list[str]]:
        """Go through the list while it pays; answers what was found, and what still is to be."""
        found: dict[str, list[T]] = {}
        wanted, left, pages = frozenset(keys), list(keys), 0
        try:
            async with aclosing(leaves):
                async for leaf in leaves:
                    pages += 1
                    present().also_tells(key for key, _ in leaf.entries if key in wanted)
                    for key, value in leaf.entries:
                        if key in wanted:
                            found.setdefault(key, []).append(value)
                    left = self._left(keys, found, leaf)
                    self._pages = pages if leaf.last else max(pages + 1, self._pages or 0)
                    if not left or (pages >= len(left) and not patient):
                        break
        except GroundcrewError as error:
            return {**self._chosen(found, left), **dict.fromkeys(left, error)}, []
        return self._chosen(found, left), left

    def _left(self, keys: Collection[str], found: dict[str, list[T]], leaf: Leaf[T]) -> list[str]:
        if leaf.last:
            return []
        return [key for key in keys if self._choose is not None or key not in found]

    def _chosen(
        self, found: dict[str, list[T]], left: Collection[str]
    ) -> dict[str, T | GroundcrewError]:
        choose = self._choose or _first
        return {key: choose(values) for key, values in found.items() if key not in left}


def _first[T](values: Sequence[T]) -> T:
    return values[0]
