"""What is known of a user or a device when a rule is evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

# What an item of a collection holds: assignedPlans have several fields, physical ids are text.
type Item = str | Mapping[str, str | None]
type Fact = str | bool | int | float | datetime | tuple[Item, ...] | None
# Properties by Graph's names without "user." or "device.", in any spelling.  One that is missing
# is not known; one that is None is known to have no value.
type Facts = Mapping[str, Fact]


class Unknown(Enum):
    """No fact says what a property holds."""

    UNKNOWN = auto()


UNKNOWN = Unknown.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a rule's terms may look at: the facts by folded name, the time, the present item."""

    facts: Mapping[str, Fact]
    now: datetime | None
    item: Item | Unknown = UNKNOWN

    def with_item(self, item: Item) -> "Scene":
        """Look at one item of a collection."""
        return Scene(facts=self.facts, now=self.now, item=item)


def folded(facts: Facts) -> Mapping[str, Fact]:
    """Find properties by their names in any spelling."""
    return {name.casefold(): fact for name, fact in facts.items()}
