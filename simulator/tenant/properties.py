"""Which properties an object has and what they may hold, as tables that refuse the rest.

Graph refuses a property that its type does not have, and a value that is not of the
property's type; the words are ours, and the lengths are Microsoft's where a table says so.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from simulator.tenant.answers import Entity, bad_request

type Check = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Property:
    """A property that can be written: what it is *at_first*, and what it may hold."""

    name: str
    at_first: Any
    allows: Check


def flag(name: str, *, at_first: bool = False) -> Property:
    """Describe a Boolean."""
    return Property(name, at_first, lambda value: isinstance(value, bool))


def text(name: str, at_first: str | None = "", *, most: int = 10_000) -> Property:
    """Describe a text of at most so many characters, or null."""
    return Property(name, at_first, lambda value: value is None or _is_text(value, most))


def name_of_it(name: str, *, most: int = 200) -> Property:
    """Describe a text that may be neither missing nor blank."""
    return Property(name, None, lambda value: _is_text(value, most) and bool(str(value).strip()))


def number(name: str, at_first: int, *, least: int, most: int) -> Property:
    """Describe a whole number."""

    def allows(value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return Property(name, at_first, allows)


def choice(name: str, at_first: str, *others: str) -> Property:
    """Describe an enumeration by its literals."""
    return Property(name, at_first, lambda value: value in {at_first, *others})


def texts(name: str, *at_first: str) -> Property:
    """Describe a list of texts."""

    def allows(value: object) -> bool:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)

    return Property(name, list(at_first), allows)


class Properties:
    """The properties of one type; *ignored* ones may be sent and change nothing."""

    def __init__(self, *properties: Property, ignored: Collection[str] = ()) -> None:
        self._by_name = {each.name: each for each in properties}
        self._ignored = frozenset(ignored)

    def at_first(self) -> Entity:
        """Give what an object has of which nothing was said."""
        return {name: deepcopy(each.at_first) for name, each in self._by_name.items()}

    def taken(self, body: Mapping[str, object], before: Entity) -> Entity:
        """Write what was sent over what was *before*; ``GraphFault`` 400 when that cannot be."""
        wanted = {name: value for name, value in body.items() if not self._is_ignored(name)}
        for name, value in wanted.items():
            known = self._by_name.get(name)
            if known is None:
                message = f"The property '{name}' does not exist on this type or cannot be set."
                raise bad_request(message)
            if not known.allows(value):
                message = f"The value of the property '{name}' is not valid."
                raise bad_request(message)
        return before | deepcopy(wanted)

    def created(self, body: Mapping[str, object]) -> Entity:
        """Make a new object of what was sent; ``GraphFault`` 400, also when its name is missing."""
        made = self.taken(body, self.at_first())
        for name, known in self._by_name.items():
            if not known.allows(made[name]):
                message = f"The property '{name}' is required."
                raise bad_request(message)
        return made

    def _is_ignored(self, name: str) -> bool:
        return "@odata." in name or name in self._ignored


def part(name: str, inner: Properties) -> Property:
    """Describe an object within the object; what it leaves out is as at first (assumed)."""

    def allows(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        inner.taken(value, {})
        return True

    return Property(name, inner.at_first(), allows)


def _is_text(value: object, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most
