"""Which version of a document each table holds, and how earlier ones become it.

A release that changes what an aggregate looks like raises its version by one and
says here how the version before is read.  An instance of the release before must
not write such a row: what it does not know it would lose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shared.domain.rows import Document

type Upgrade = Callable[[Document], Document]

# Rows of the first releases do not tell their version.
FIRST = 1


def as_it_was(document: Document) -> Document:
    """Read a version to which only fields were added that may be missing."""
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a table's documents look: the *version* written, and by version how to make the next.

    Rows of a *precious* table are read before they are written over.
    """

    version: int = FIRST
    upgrades: Mapping[int, Upgrade] = field(default_factory=dict[int, Upgrade])
    precious: bool = False


# What is not listed is a note: named after what it says, and made again from that.  A release
# that changes a kind of notes keeps them in another table.
SHAPES: Mapping[str, Shape] = {
    "devices": Shape(version=2, upgrades={1: as_it_was}, precious=True),
    "hires": Shape(version=2, upgrades={1: as_it_was}, precious=True),
    "requests": Shape(version=2, upgrades={1: as_it_was}, precious=True),
    "parked": Shape(version=2, upgrades={1: as_it_was}, precious=True),
    "acts": Shape(precious=True),
    "drift": Shape(precious=True),
    "driftnights": Shape(precious=True),
    "firstacts": Shape(precious=True),
}
NOTE = Shape()
