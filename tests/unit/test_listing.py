"""When a whole list is read, and when things are asked for one by one."""

from collections.abc import Collection, Sequence

from shared.domain.errors import GroundcrewError, Unavailable
from shared.domain.outcomes import Told
from shared.runtime.listing import Leaf, Leaves, Listing

HALF = 10


class Library:
    """A list of numbers, ten to a page, that keeps what it was asked."""

    def __init__(self, count: int, *, fails_at: int = 0) -> None:
        self._numbers = [str(number) for number in range(count)]
        self._fails_at = fails_at
        self.pages = 0
        self.singles: list[str] = []

    async def leaves(self) -> Leaves[str]:
        pages = [
            self._numbers[start : start + HALF] for start in range(0, len(self._numbers), HALF)
        ]
        for page in pages or [[]]:
            self.pages += 1
            if self.pages == self._fails_at:
                raise Unavailable("not now")
            entries = [(number, f"number {number}") for number in page]
            yield Leaf(entries=entries, last=page is pages[-1] if pages else True)

    async def singly(self, keys: Collection[str]) -> Told[str]:
        self.singles += keys
        return {key: f"number {key}" for key in keys if key in self._numbers}


def numbers(count: int, start: int = 0) -> list[str]:
    return [str(number) for number in range(start, start + count)]


async def asked(library: Library, listing: Listing[str], keys: Sequence[str]) -> Told[str]:
    library.pages, library.singles = 0, []
    return await listing.tell(keys, library.leaves, library.singly)


async def test_twenty_are_asked_for_singly_while_the_list_is_unknown() -> None:
    library = Library(20)

    told = await asked(library, Listing(), numbers(20))

    assert (len(told), library.pages, len(library.singles)) == (20, 0, 20)


async def test_more_than_twenty_are_looked_for_in_the_list() -> None:
    library = Library(21)

    told = await asked(library, Listing(), numbers(30))

    assert (len(told), library.pages, library.singles) == (21, 3, [])


async def test_reading_ends_with_the_last_thing_that_is_looked_for() -> None:
    library = Library(500)

    told = await asked(library, Listing(), numbers(25))

    assert (len(told), library.pages, library.singles) == (25, 3, [])


async def test_reading_ends_when_the_list_is_longer_than_the_things_left() -> None:
    library = Library(500)

    told = await asked(library, Listing(), [*numbers(20), *numbers(5, 490)])

    assert (len(told), library.pages, library.singles) == (25, 5, numbers(5, 490))


async def test_a_list_known_to_be_short_is_read_for_few() -> None:
    library, listing = Library(30), Listing[str]()
    await asked(library, listing, numbers(40))

    told = await asked(library, listing, numbers(4, 26))

    assert (len(told), library.pages, library.singles) == (4, 3, [])


async def test_a_list_known_to_be_as_long_as_what_is_asked_for_is_not_read() -> None:
    library, listing = Library(30), Listing[str]()
    await asked(library, listing, numbers(40))

    await asked(library, listing, numbers(3))

    assert (library.pages, len(library.singles)) == (0, 3)


async def test_a_list_found_too_long_is_not_tried_for_as_few_again() -> None:
    library, listing = Library(500), Listing[str]()
    await asked(library, listing, numbers(25, 1_000))

    await asked(library, listing, numbers(26, 1_000))

    assert (library.pages, len(library.singles)) == (0, 26)


async def test_a_thing_that_is_asked_for_twice_counts_once() -> None:
    library = Library(30)

    await asked(library, Listing(), numbers(15) * 2)

    assert (library.pages, library.singles) == (0, numbers(15))


async def test_where_one_must_be_chosen_the_list_counts_to_its_end_alone() -> None:
    library = Library(500)
    listing = Listing[str](choose=lambda values: values[-1])

    told = await asked(library, listing, numbers(25))

    assert (len(told), library.pages, library.singles) == (25, 25, numbers(25))


async def test_a_list_that_breaks_off_keeps_what_was_found() -> None:
    library = Library(500, fails_at=2)

    told = await asked(library, Listing(), numbers(25))

    broken = [key for key, each in told.items() if isinstance(each, GroundcrewError)]
    assert (broken, library.singles) == (numbers(15, 10), [])


async def test_a_list_that_has_to_be_read_is_read_to_its_end() -> None:
    library = Library(500)

    told = await Listing[str]().read(["499", "500"], library.leaves())

    assert (set(told), library.pages) == ({"499"}, 50)


async def test_an_empty_list_tells_of_nothing() -> None:
    library = Library(0)

    assert await asked(library, Listing(), numbers(30)) == {}
    assert (library.pages, library.singles) == (1, [])
