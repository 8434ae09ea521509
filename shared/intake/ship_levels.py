"""The hierarchical levels of an X12 856, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.intake.x12 import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Serial:
    """Where a serial number stands; *last_of_range* is not blank where several are meant."""

    segment: Segment
    element: int
    last_of_range: str = ""


@dataclass(slots=True, kw_only=True)
class Level:
    """A level; what it does not say, the levels above it say.

    *item* is what its LIN says, by qualifier, *number* the segment where it
    begins; *items* are the levels right below it that have a LIN.
    """

    parent: "Level | None" = None
    depth: int = 0
    number: int = 0
    is_item: bool = False
    order_reference: str = ""
    location: str = ""
    quantity: str = ""
    item: dict[str, str] = field(default_factory=dict[str, str])
    items: list["Level"] = field(default_factory=list["Level"])
    serials: list[Serial] = field(default_factory=list[Serial])

    def upward(self) -> Iterator["Level"]:
        """Walk from this level to the top."""
        level: Level | None = self
        while level is not None:
            yield level
            level = level.parent

    def item_level(self) -> "Level | None":
        """Find what says which item this is: the level itself, one above, or the one below."""
        above = next((level for level in self.upward() if level.is_item), None)
        return self.items[0] if above is None and len(self.items) == 1 else above
