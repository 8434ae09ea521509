"""The terms of a rule: each is true, false, or (``None``) cannot be told from the facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.tenant.rules.facts import UNKNOWN, Fact, Item, Scene
from shared.tenant.rules.operators import LISTS, OPPOSITES, TESTS, Operator
from shared.tenant.rules.properties import ITEM_NAMES, Property
from shared.tenant.rules.values import NULL, Value


class Quantifier(StrEnum):
    """How many items of a collection have to satisfy the condition."""

    ANY = "-any"
    ALL = "-all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A property against a value, or against several of which one is enough."""

    subject: Property
    operator: Operator
    values: tuple[Value, ...]

    def __str__(self) -> str:
        """Spell it as in a rule."""
        listed = ", ".join(str(value) for value in self.values)
        value = f"[{listed}]" if self.operator in LISTS else listed
        return f"{self.subject} {self.operator} {value}"

    def holds(self, scene: Scene) -> bool | None:
        """Compare; a collection compares when one of its items does."""
        fact = self.subject.read(scene)
        if fact is UNKNOWN:
            return None
        positive = OPPOSITES.get(self.operator, self.operator)
        facts = fact if isinstance(fact, tuple) and self.values != (NULL,) else (fact,)
        test = TESTS[positive]
        found = any_of(test(_plain(item), value, scene) for item in facts for value in self.values)
        return found if positive is self.operator else opposite(found)

    def properties(self) -> Iterator[Property]:
        """Name what is looked at."""
        yield self.subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantified:
    """A condition on any or on all items of a collection; all of none is true."""

    subject: Property
    quantifier: Quantifier
    condition: "Term"

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return f"{self.subject} {self.quantifier} ({self.condition})"

    def holds(self, scene: Scene) -> bool | None:
        """Try the items one by one."""
        items = self.subject.read(scene)
        if items is UNKNOWN:
            return None
        listed: tuple[Item, ...] = items if isinstance(items, tuple) else ()
        several = any_of if self.quantifier is Quantifier.ANY else all_of
        return several(self.condition.holds(scene.with_item(item)) for item in listed)

    def properties(self) -> Iterator[Property]:
        """Name what is looked at: the collection, for its items are no properties of their own."""
        yield self.subject

    @property
    def item_name(self) -> str:
        """How its condition names an item."""
        return ITEM_NAMES[self.subject.shape]


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """The opposite."""

    term: "Term"

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return f"-not ({self.term})"

    def holds(self, scene: Scene) -> bool | None:
        """Turn it round; what cannot be told stays so."""
        return opposite(self.term.holds(scene))

    def properties(self) -> Iterator[Property]:
        """Name what is looked at."""
        return self.term.properties()


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of these."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return " -and ".join(f"({term})" for term in self.terms)

    def holds(self, scene: Scene) -> bool | None:
        """Ask all of them."""
        return all_of(term.holds(scene) for term in self.terms)

    def properties(self) -> Iterator[Property]:
        """Name what is looked at."""
        return (found for term in self.terms for found in term.properties())


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """One of these."""

    terms: tuple["Term", ...]

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return " -or ".join(f"({term})" for term in self.terms)

    def holds(self, scene: Scene) -> bool | None:
        """Ask until one holds."""
        return any_of(term.holds(scene) for term in self.terms)

    def properties(self) -> Iterator[Property]:
        """Name what is looked at."""
        return (found for term in self.terms for found in term.properties())


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectReports:
    """Whoever reports to this manager."""

    manager: Value
    subject: Property

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return f"Direct Reports for {self.manager}"

    def holds(self, scene: Scene) -> bool | None:
        """Compare the manager's object id."""
        fact = self.subject.read(scene)
        return None if fact is UNKNOWN else self.manager.equals(fact, scene)

    def properties(self) -> Iterator[Property]:
        """Name what is looked at."""
        yield self.subject


type Term = Comparison | Quantified | Not | And | Or | DirectReports


def comparisons(term: Term) -> Iterator[Comparison]:
    """Name the comparisons of a term, those on items too."""
    match term:
        case And(terms=terms) | Or(terms=terms):
            for part in terms:
                yield from comparisons(part)
        case Not(term=part) | Quantified(condition=part):
            yield from comparisons(part)
        case Comparison():
            yield term
        case DirectReports():
            return


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Find one that holds; without, one that cannot be told leaves it open."""
    told = tuple(answers)
    return True if True in told else None if None in told else False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Find one that does not hold; without, one that cannot be told leaves it open."""
    return opposite(any_of(opposite(answer) for answer in answers))


def opposite(answer: bool | None) -> bool | None:  # noqa: FBT001  a truth value of three
    """Turn it round; what cannot be told stays so."""
    return None if answer is None else not answer


def _plain(fact: Fact | Item) -> Fact:
    return None if isinstance(fact, Mapping) else fact
