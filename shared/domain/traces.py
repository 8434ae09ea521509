"""Where stored text speaks of a person, and what is left of it without them.

It knows no field and no table: every string counts, however deep it lies, those
inside JSON that lies in a string too.  So a field that is added tomorrow cannot
be forgotten.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

# Who did something: a stand-in keeps two people apart, and an approval an approval.
ACTORS = frozenset({"by", "asked_by", "manager", "decided_by"})
# "42" stands in many a sentence and means nobody; only as a whole value is it a person.
_SHORT = 5
# No command is nested half as deeply.
_DEEPEST = 40
# What belongs to another name or number if it stands directly beside a word.
_BEFORE, _AFTER = r"(?<![\w.+'-])", r"(?![\w'+-]|\.\w|@)"
_ALONE = r"(?:^|(?<=/)){}(?=$|/)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, by their employee id and every name they ever had; *stand_in* is nobody's name."""

    employee_id: str
    names: tuple[str, ...] = ()
    stand_in: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """Finds a person in stored values, and takes them out."""

    person: Person
    _words: frozenset[str] = field(init=False)
    _pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Make one expression of the id and the names, as they are and as addresses have them."""
        said = [self.person.employee_id, *self.person.names]
        words = {word.strip() for word in said} - {""}
        words |= {quote(word, safe="") for word in words} | {word.casefold() for word in words}
        object.__setattr__(self, "_words", frozenset(word.casefold() for word in words))
        each = sorted(map(self._expression, words), key=len, reverse=True)
        object.__setattr__(self, "_pattern", re.compile("|".join(each) or r"(?!)", re.IGNORECASE))

    def count(self, value: object) -> int:
        """Count the strings that speak of the person, keys of mappings included."""
        match value:
            case dict():
                return sum(self.count(key) + self.count(each) for key, each in value.items())
            case list() | tuple():
                return sum(map(self.count, value))
            case str():
                inner = _json_in(value)
                return self._is_told(value) if inner is None else self.count(inner)
            case _:
                return 0

    def without(self, value: Any, name: str = "") -> Any:  # noqa: ANN401  any JSON, and the same again
        """Take the person out of a value, which stands in a field of this *name*.

        A field that is the person is blank afterwards; where it said who did
        something, and in sentences, the stand-in takes their place.
        """
        match value:
            case dict():
                return {self._text(key, ""): self.without(each, key) for key, each in value.items()}
            case list() | tuple():
                return [self.without(each, name) for each in value]
            case str():
                inner = _json_in(value)
                if inner is None or not self.count(inner):
                    return self._text(value, name)
                return json.dumps(self.without(inner, name), separators=(",", ":"))
            case _:
                return value

    def is_person(self, text: object) -> bool:
        """Whether a value is the person's id or one of their names, and nothing else."""
        return isinstance(text, str) and text.strip().casefold() in self._words

    def _text(self, text: str, name: str) -> str:
        if not self._is_told(text):
            return text
        if self.is_person(text):
            return self.person.stand_in if name in ACTORS else ""
        left = self._pattern.sub(self.person.stand_in, text)
        # Capitals of some scripts change their length; such a sentence goes as a whole.
        return self.person.stand_in if self._is_told(left) else left

    def _is_told(self, text: str) -> bool:
        if self.is_person(text) or self._pattern.search(text) is not None:
            return True
        return self._pattern.search(text.casefold()) is not None

    def _expression(self, word: str) -> str:
        is_short = word.isdigit() and len(word) < _SHORT
        return _ALONE.format(word) if is_short else f"{_BEFORE}{re.escape(word)}{_AFTER}"


def _json_in(text: str) -> dict[str, Any] | list[Any] | None:
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        inner = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return inner if isinstance(inner, dict | list) and _is_shallow(inner) else None


def _is_shallow(value: object) -> bool:
    """Whether something can be gone through without end of the stack; deeper it is a mere text."""
    layer: list[object] = [value]
    for _ in range(_DEEPEST):
        layer = [
            each
            for one in layer
            if isinstance(one, dict | list)
            for each in (one.values() if isinstance(one, dict) else one)
        ]
        if not layer:
            return True
    return False
