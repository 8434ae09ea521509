"""How a rule compares: the operators of Microsoft's page, and what each may compare with."""

import re
import warnings
from collections.abc import Callable
from enum import StrEnum

from shared.tenant.rules.facts import Fact, Scene
from shared.tenant.rules.values import Kind, Value, compared, in_words


class Operator(StrEnum):
    """An operator as the page spells it, without its hyphen."""

    EQ = "eq"
    NE = "ne"
    STARTS_WITH = "startsWith"
    NOT_STARTS_WITH = "notStartsWith"
    ENDS_WITH = "endsWith"
    NOT_ENDS_WITH = "notEndsWith"
    CONTAINS = "contains"
    NOT_CONTAINS = "notContains"
    MATCH = "match"
    NOT_MATCH = "notMatch"
    IN = "in"
    NOT_IN = "notIn"
    LE = "le"
    GE = "ge"

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return f"-{self.value}"


# What each negative operator is the opposite of.
OPPOSITES = {
    Operator.NE: Operator.EQ,
    Operator.NOT_STARTS_WITH: Operator.STARTS_WITH,
    Operator.NOT_ENDS_WITH: Operator.ENDS_WITH,
    Operator.NOT_CONTAINS: Operator.CONTAINS,
    Operator.NOT_MATCH: Operator.MATCH,
    Operator.NOT_IN: Operator.IN,
}
EQUALITY = frozenset({Operator.EQ, Operator.NE})
LISTS = frozenset({Operator.IN, Operator.NOT_IN})
ORDER = frozenset({Operator.LE, Operator.GE})
PATTERNS = frozenset({Operator.MATCH, Operator.NOT_MATCH})

# .NET's regular expressions have what Python's have not: it cannot be told here what they match.
_NET_ALONE = re.compile(
    r"\\[pP]\{|\(\?<[A-Za-z_]|\(\?'|\(\?[a-z]*-[a-z]+[):]|\(\?>|\\[GzKk]|\[.*-\["
)


def not_a_pattern(pattern: str) -> str | None:
    """Say why this is no regular expression; ``None`` when it is one, or may be one in .NET."""
    if _NET_ALONE.search(pattern):
        return None
    try:
        _compiled(pattern)
    except re.error as error:
        return error.msg
    except (OverflowError, RecursionError):
        return "it asks for too much"
    return None


def _matches(fact: Fact, value: Value, scene: Scene) -> bool | None:
    del scene
    if fact is None:
        return False
    if _NET_ALONE.search(value.text):
        return None
    return _compiled(value.text).search(str(fact)) is not None


def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        # Python warns of sets that may mean something else one day; .NET has no such plans.
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(pattern, re.IGNORECASE)


def _text_test(test: Callable[[str, str], bool]) -> Callable[[Fact, Value, Scene], bool | None]:
    return lambda fact, value, _: fact is not None and test(in_words(fact), value.text.casefold())


# One fact against one value; the lists and the opposites stand on these.
TESTS: dict[Operator, Callable[[Fact, Value, Scene], bool | None]] = {
    Operator.EQ: lambda fact, value, scene: value.equals(fact, scene),
    Operator.IN: lambda fact, value, scene: value.equals(fact, scene),
    Operator.STARTS_WITH: _text_test(str.startswith),
    Operator.ENDS_WITH: _text_test(str.endswith),
    Operator.CONTAINS: _text_test(str.__contains__),
    Operator.MATCH: _matches,
    Operator.LE: lambda fact, value, scene: compared(value, fact, scene, sign=-1),
    Operator.GE: lambda fact, value, scene: compared(value, fact, scene, sign=1),
}

# What text may be compared with by which operators; every other value goes with all its own.
TEXT_KINDS = frozenset({Kind.TEXT, Kind.NUMBER})
