"""Which id stands for which name: documents name things, requests want ids."""

from dataclasses import dataclass, field

from shared.domain.setup import Ref


class Unresolved(Exception):
    """Nobody knows the id of a name (yet)."""

    def __init__(self, ref: Ref, name: str) -> None:
        super().__init__(f"There is no {ref} {name!r}.")
        self.ref = ref
        self.name = name


@dataclass(slots=True)
class Names:
    """What is known so far, both ways.

    A group that the flight plan sets up is known by its key before its display name;
    case does not count.  An id is its own name to whom nothing better is known.
    """

    _ids: dict[tuple[Ref, str], str] = field(default_factory=dict[tuple[Ref, str], str])
    _names: dict[tuple[Ref, str], str] = field(default_factory=dict[tuple[Ref, str], str])
    _types: dict[str, str] = field(default_factory=dict[str, str])

    def learn(self, ref: Ref, name: str, object_id: str) -> None:
        """Take note of a name; the first that an id is given is what it is called."""
        self._ids[ref, name.casefold()] = object_id
        self._names.setdefault((ref, object_id.casefold()), name)

    def knows(self, ref: Ref, name: str) -> bool:
        """Say whether a name's id is known."""
        return (ref, name.casefold()) in self._ids or (ref, name.casefold()) in self._names

    def id_of(self, ref: Ref, name: str) -> str:
        """Find the id of a name, or of an id; ``Unresolved`` when nobody knows it."""
        found = self._ids.get((ref, name.casefold()))
        if found is None and (ref, name.casefold()) in self._names:
            return name
        if found is None:
            raise Unresolved(ref, name)
        return found

    def name_of(self, ref: Ref, object_id: str) -> str:
        """Say what an id is called."""
        return self._names.get((ref, object_id.casefold()), object_id)

    def note_type(self, object_id: str, odata_type: str) -> None:
        """Take note of an app's type, which a device-preparation policy names along with it."""
        self._types[object_id.casefold()] = odata_type

    def type_of(self, object_id: str) -> str:
        """Say of which type an app is; blank when nobody knows."""
        return self._types.get(object_id.casefold(), "")
