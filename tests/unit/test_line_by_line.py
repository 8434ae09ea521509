"""A manifest is taken in line by line, and what fails for a line waits alone."""

import pytest

from handlers.line_by_line import line_by_line
from shared.domain.errors import Unavailable
from shared.domain.shipment import ManifestLine


class Hand:
    """Takes lines in, but not those of some serial numbers."""

    def __init__(self, *failing: str) -> None:
        self.failing = set(failing)
        self.asked: list[str] = []
        self.taken: list[ManifestLine] = []

    async def take(self, line: ManifestLine) -> None:
        self.asked.append(line.serial)
        if line.serial in self.failing:
            raise Unavailable("The store does not answer.")
        self.taken.append(line)


def lines(*serials: str) -> tuple[ManifestLine, ...]:
    return tuple(ManifestLine(serial=serial) for serial in serials)


async def test_the_line_that_fails_is_left_and_the_others_are_taken() -> None:
    hand = Hand("SN-2")

    left = await line_by_line(lines("SN-1", "SN-2", "SN-3"), hand.take)

    assert left == lines("SN-2")
    assert hand.taken == list(lines("SN-1", "SN-3"))


async def test_a_later_line_of_the_same_device_waits_behind_it() -> None:
    hand = Hand("SN-1")
    later = ManifestLine(serial="sn-1", model="Contoso 13")

    left = await line_by_line([*lines("SN-1"), later, *lines("SN-2")], hand.take)

    assert left == (*lines("SN-1"), later)


async def test_three_failures_in_a_row_spare_the_rest_the_asking() -> None:
    hand = Hand("SN-2", "SN-3", "SN-4", "SN-5")

    left = await line_by_line(lines("SN-1", "SN-2", "SN-3", "SN-4", "SN-5"), hand.take)

    assert left == lines("SN-2", "SN-3", "SN-4", "SN-5")
    assert hand.asked == ["SN-1", "SN-2", "SN-3", "SN-4"]


async def test_failures_that_are_not_in_a_row_spare_nobody() -> None:
    hand = Hand("SN-1", "SN-3", "SN-5")

    left = await line_by_line(lines("SN-1", "SN-2", "SN-3", "SN-4", "SN-5", "SN-6"), hand.take)

    assert left == lines("SN-1", "SN-3", "SN-5")


async def test_when_nothing_is_taken_it_fails_as_a_whole() -> None:
    with pytest.raises(Unavailable):
        await line_by_line(lines("SN-1", "SN-2"), Hand("SN-1", "SN-2").take)


async def test_no_lines_are_no_trouble() -> None:
    assert await line_by_line((), Hand().take) == ()
