"""The section as the lint reads it: objects by whatever they are called, beside what was seen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Fields, Kind, Ref, Survey, Wanted
from shared.tenant.lint.findings import Where
from shared.tenant.naming.names import Names
from shared.tenant.rules import Owner, Rule, RuleError, parse

# Apps and scripts stand in the flight plan only to be assigned: that makes none.
_KINDS = {Ref.GROUP: Kind.GROUP, Ref.APP: Kind.APP, Ref.SCRIPT: Kind.SCRIPT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An object as it will be: as it is wanted, and else as it is.

    *key* is blank for what only the tenant has.
    """

    kind: Kind
    key: str
    name: str
    id: str
    fields: Fields
    created: str = ""

    def answers_to(self, said: str) -> bool:
        """Whether this is what it is called, in any case."""
        return said.casefold() in {
            each.casefold() for each in (self.key, self.name, self.id) if each
        }

    def where(self, path: str = "") -> Where:
        """Say where it stands."""
        return Where(kind=self.kind, key=self.key or self.name, field=path)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A flight plan, and what was seen of the tenant; without *names* nobody looked."""

    plan: FlightPlan
    survey: Survey = field(default_factory=Survey)
    names: Names | None = None

    @cached_property
    def wanted(self) -> tuple[Known, ...]:
        """The objects of the flight plan."""
        return tuple(self._expected(each) for each in self.plan.tenant.objects)

    @cached_property
    def others(self) -> tuple[Known, ...]:
        """What else was seen of the tenant."""
        taken = {(each.kind, each.id) for each in self.wanted if each.id}
        return tuple(
            Known(
                kind=each.kind,
                key="",
                name=each.name,
                id=each.id,
                fields=each.fields,
                created=each.created,
            )
            for each in self.survey.others
            if (each.kind, each.id) not in taken
        )

    def of(self, kind: Kind) -> tuple[Known, ...]:
        """List the objects of a kind in the flight plan."""
        return tuple(each for each in self.wanted if each.kind is kind)

    def known(self, kind: Kind) -> tuple[Known, ...]:
        """List the objects of a kind, those of the flight plan before the others."""
        return (*self.of(kind), *(each for each in self.others if each.kind is kind))

    def called(self, kind: Kind, said: str) -> tuple[Known, ...]:
        """Find what is meant: by key before name, in the flight plan before the tenant."""
        named = [each for each in self.known(kind) if each.answers_to(said)]
        exact = [each for each in named if each.key.casefold() == said.casefold()]
        return tuple(exact or [each for each in named if each.key] or named)

    def group(self, said: str) -> Known | None:
        """Find one group; ``None`` when nobody knows it."""
        return next(iter(self.called(Kind.GROUP, said)), None)

    def exists(self, ref: Ref, said: str) -> bool | None:
        """Whether something is there by this name; ``None`` when that was not looked for."""
        if ref is Ref.GROUP and self.called(Kind.GROUP, said):
            return True
        if self.names is None:
            return None
        # Names that nobody could read are no names that are not there.
        return self.names.knows(ref, said) or (None if self.is_unread(_KINDS.get(ref)) else False)

    def decides(self, kind: Kind) -> bool:
        """Whether enough is known of a kind to say what is missing.

        A kind that the flight plan does not set up is not looked at.
        """
        return bool(self.known(kind)) and not self.is_unread(kind)

    def is_unread(self, kind: Kind | None, key: str = "") -> bool:
        """Whether a kind, or its object of this key, could not be read."""
        return any(
            each.kind is kind and each.key in {"", key, str(kind)} for each in self.survey.unseen
        )

    def stands(self, known: Known, path: str) -> bool:
        """Whether the tenant has a field just so already, and so has taken it once."""
        present = self.survey.present.get((known.kind, known.key))
        if present is None:
            return False
        if path == "name":
            return present.name == known.name
        return bool(present.fields.get(path) == known.fields.get(path))

    def setting(self, kind: Kind) -> Known | None:
        """Find an object of which there is only one."""
        return next(iter(self.known(kind)), None)

    def _expected(self, wanted: Wanted) -> Known:
        present = self.survey.present.get((wanted.kind, wanted.key))
        return Known(
            kind=wanted.kind,
            key=wanted.key,
            name=wanted.name,
            id=wanted.id or (present.id if present else ""),
            fields=_over(wanted.fields, present.fields if present else {}),
            created=present.created if present else "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One assignment of an object; *group* is blank for all devices or all users."""

    group: str = ""
    all: str = ""
    excludes: bool = False
    filtered: bool = False


def assignments_of(known: Known) -> Iterator[Assignment]:
    """Read whom an object is assigned to."""
    for said in known.fields.get("assignments") or ():
        yield Assignment(
            group=said.get("group") or said.get("exclude") or "",
            all=said.get("all") or "",
            excludes="exclude" in said,
            filtered=bool(said.get("filter")),
        )


def rule_of(group: Known) -> Rule | None:
    """Read a group's rule; ``None`` for an assigned group, and for a rule that nobody can read."""
    text = rule_text_of(group)
    try:
        return parse(text) if text else None
    except RuleError:
        return None


def rule_text_of(group: Known) -> str:
    """Give a group's rule as it is written; blank for an assigned group."""
    return str(group.fields.get("membership_rule") or "")


def is_about(group: Known, owner: Owner) -> bool | None:
    """Whether a group holds users or devices; ``None`` for an assigned one, which may hold both."""
    rule = rule_of(group)
    return None if rule is None else rule.about is owner


def _over(wanted: Fields, present: Fields) -> dict[str, Any]:
    """Lay what is wanted over what is there, down to the last field."""
    laid = dict(present)
    for name, value in wanted.items():
        before = laid.get(name)
        both = isinstance(value, Mapping) and isinstance(before, Mapping)
        laid[name] = _over(value, before) if both else value  # type: ignore[arg-type]  # mypy keeps no condition by a name
    return laid
