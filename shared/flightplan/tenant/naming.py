"""What objects are called: keys, display names, ids, and the spelling of references to them."""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from shared.domain.setup import Fields, Kind, Ref, Wanted
from shared.flightplan.strict import Strict

_LONGEST = 256


def _can_be_seen(text: str) -> str:
    if text != text.strip():
        raise ValueError("begins or ends with a blank; take it away")
    if any(unicodedata.category(each) == "Cc" for each in text):
        raise ValueError("holds a line break or another control character; take it away")
    return text


type Name = Annotated[str, Field(min_length=1, max_length=_LONGEST), AfterValidator(_can_be_seen)]


@dataclass(slots=True)
class Spelling:
    """One spelling for each thing that is referred to: case does not count.

    What the plan sets up is called by its key, all else as it is written first.
    """

    _known: dict[tuple[Ref, str], str] = field(default_factory=dict[tuple[Ref, str], str])

    def learn(self, ref: Ref, objects: Mapping[str, Strict]) -> None:
        """Call objects by their keys: a key counts for more than a name, and that for more."""
        for key in objects:
            self._known[ref, key.casefold()] = key
        for spelled in ("name", "id"):
            for key, each in objects.items():
                if said := getattr(each, spelled, None):
                    self._known.setdefault((ref, said.casefold()), key)

    def of(self, ref: Ref, said: str) -> str:
        """Spell one reference."""
        return self._known.setdefault((ref, said.casefold()), said)

    def each(self, ref: Ref, said: tuple[str, ...]) -> list[str]:
        """Spell references, each once."""
        return list(dict.fromkeys(self.of(ref, each) for each in said))


class Named(Strict):
    """An object with a key; its display name may change while the key stays."""

    name: Name | None = Field(
        default=None,
        description="The display name; without it, the key. "
        "Another name under the same key renames the object.",
    )
    id: str = Field(
        default="",
        max_length=_LONGEST,
        description="The object id, which chooses among several objects of one name. "
        "The default is none: the object is found by its name.",
    )

    def wanted(self, kind: Kind, key: str, fields: Fields) -> Wanted:
        """Make the object of this key."""
        return Wanted(kind=kind, key=key, name=self.name or key, fields=fields, id=self.id)

    def plain(self, *left_out: str) -> dict[str, Any]:
        """Give the fields as they are, lists as lists."""
        return self.model_dump(mode="json", exclude={"name", "id", *left_out})


def keyed_apart[V](objects: dict[str, V]) -> dict[str, V]:
    """Refuse keys that differ by case alone."""
    _refuse_twins(list(objects), "the keys {} differ by case alone; keep one of them")
    return objects


def called_apart[N: Named](objects: dict[str, N]) -> dict[str, N]:
    """Refuse keys, names and ids that could be taken for each other."""
    keyed_apart(objects)
    ids = [each.id for each in objects.values() if each.id]
    _refuse_twins(ids, "the ids {} are one id; each object has its own")
    named = {key: (each.name or key).casefold() for key, each in objects.items()}
    nameless = {key for key, each in objects.items() if not each.id}
    bearers = Counter(named.values())
    if twins := sorted(key for key in nameless if bearers[named[key]] > 1):
        raise ValueError(
            f"{', '.join(twins)}: others have this name too; rename one, or say the id of each"
        )
    for key, name in named.items():
        taken = {other.casefold() for other in objects if other != key and named[other] != name}
        if name in taken:
            raise ValueError(f"{key}: its name is the key of another object; change that key")
    return objects


def _refuse_twins(said: list[str], sentence: str) -> None:
    bearers = Counter(each.casefold() for each in said)
    if twins := sorted(each for each in said if bearers[each.casefold()] > 1):
        raise ValueError(sentence.format(", ".join(twins)))


def each_once(said: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a name that stands twice in a list."""
    _refuse_twins(list(said), "{} stand for the same; keep one of them")
    return said


type Names = Annotated[tuple[Name, ...], AfterValidator(each_once)]
