"""What Entra refuses though its grammar would allow it."""

from shared.tenant.rules.faults import RuleError
from shared.tenant.rules.operators import EQUALITY, LISTS, ORDER, PATTERNS, Operator, not_a_pattern
from shared.tenant.rules.properties import COLLECTIONS, Owner, Property, Shape
from shared.tenant.rules.terms import Comparison, DirectReports, Quantified, Term
from shared.tenant.rules.values import Kind, Value

_TEXT_OPERATORS = frozenset(Operator) - ORDER
_MOMENTS = frozenset({Kind.MOMENT, Kind.FROM_NOW})
# What a property may be compared with, and how, by what it holds.
_VALUES = {
    Shape.TEXT: frozenset({Kind.TEXT, Kind.NUMBER}),
    Shape.TEXTS: frozenset({Kind.TEXT, Kind.NUMBER}),
    Shape.TRUTH: frozenset({Kind.TRUTH}),
    Shape.MOMENT: _MOMENTS,
}
_OPERATORS = {
    Shape.TEXT: _TEXT_OPERATORS,
    Shape.TEXTS: _TEXT_OPERATORS,
    Shape.TRUTH: EQUALITY,
    Shape.MOMENT: EQUALITY | ORDER,
}
_WRITE = {
    Shape.TEXT: 'Write the value in double quotes, as in "Sales".',
    Shape.TEXTS: 'Write the value in double quotes, as in "Sales".',
    Shape.TRUTH: "Write true or false, without quotes.",
    Shape.MOMENT: "Write a date like 2026-06-10T18:13:20Z, or system.now.",
}


def check_comparison(built: Comparison, position: int, *, is_list: bool) -> None:
    """See that property, operator and values go together."""
    subject, operator = built.subject, built.operator
    if subject.shape not in _OPERATORS:
        raise RuleError(
            f"{subject} holds several items with fields of their own.",
            f"Ask for its items with {subject} -any (…).",
            position=subject.position,
            expected=("-any", "-all"),
        )
    if is_list is not (operator in LISTS):
        _refuse_list(operator, position, is_list=is_list)
    nulls = any(value.kind is Kind.NULL for value in built.values)
    if nulls and operator not in EQUALITY:
        raise RuleError(
            f"{operator} cannot compare with null.",
            "Compare with null by -eq or -ne.",
            position=position,
            expected=("-eq", "-ne"),
        )
    if operator not in _OPERATORS[subject.shape]:
        allowed = tuple(sorted(str(known) for known in _OPERATORS[subject.shape]))
        raise RuleError(
            f"{subject} holds {subject.shape}, which {operator} cannot compare.",
            f"It can be compared by {', '.join(allowed)}.",
            position=position,
            expected=allowed,
        )
    for value in built.values:
        _check_value(subject, operator, value, position)


def check_quantified(built: Quantified) -> None:
    """See that the property is a collection and that the condition is on its items."""
    subject = built.subject
    if subject.shape not in COLLECTIONS:
        raise RuleError(
            f"{subject} holds {subject.shape}, no collection.",
            f"Leave out {built.quantifier}: only a collection has items.",
            position=subject.position,
        )
    name = built.item_name
    for found in built.condition.properties():
        if found.owner != name:
            raise RuleError(
                f"Inside the condition on {subject}, {found} is none of its items.",
                f"Name an item there as {name}{'.…' if name != '_' else ''}.",
                position=found.position,
                expected=(name,),
            )


def check_whole(term: Term) -> Owner:
    """See what the whole rule is about; it is about users or about devices."""
    named = tuple(term.properties())
    for found in named:
        if found.is_of_an_item:
            raise RuleError(
                f"{found} names an item of a collection, and there is none here.",
                "Write it after -any or -all, in parentheses.",
                position=found.position,
            )
        if found.owner != named[0].owner:
            raise RuleError(
                f"{named[0]} and {found} stand in one rule.",
                "A rule is about users or about devices: make two groups.",
                position=found.position,
            )
    _check_alone(term)
    return Owner(named[0].owner)


def _check_value(subject: Property, operator: Operator, value: Value, position: int) -> None:
    if value.kind is not Kind.NULL and value.kind not in _VALUES[subject.shape]:
        raise RuleError(
            f"{subject} holds {subject.shape} and cannot be compared with {value}.",
            _WRITE[subject.shape],
            position=position,
        )
    fault = not_a_pattern(value.text) if operator in PATTERNS else None
    if fault is not None:
        raise RuleError(
            f"{value} is no regular expression: {fault}.",
            r"Escape what is meant literally with \, or use -contains or -startsWith.",
            position=position,
        )


def _refuse_list(operator: Operator, position: int, *, is_list: bool) -> None:
    if is_list:
        raise RuleError(
            f"{operator} cannot compare with a list.",
            "Use -in or -notIn before a list.",
            position=position,
            expected=("-in", "-notIn"),
        )
    raise RuleError(
        f"{operator} needs a list.",
        f'Write the values in brackets: {operator} ["one", "two"].',
        position=position,
        expected=("[",),
    )


def _check_alone(term: Term) -> None:
    """See that memberOf is not combined: "can't be used with other rules" or operators."""
    if isinstance(term, Quantified | DirectReports):
        _check_groups(term)
        return
    for found in term.properties():
        if found.shape is Shape.GROUPS:
            raise RuleError(
                f"{found} stands beside other conditions.",
                "A memberOf rule cannot be combined with others: give it a group of its own.",
                position=found.position,
            )


def _check_groups(term: Quantified | DirectReports) -> None:
    if isinstance(term, DirectReports) or term.subject.shape is not Shape.GROUPS:
        return
    inner = term.condition
    plain = isinstance(inner, Comparison) and inner.operator is Operator.IN
    if not plain:
        raise RuleError(
            "memberOf takes one condition: group.objectId -in a list.",
            f"Write {term.subject} {term.quantifier} (group.objectId -in ['…']).",
            position=term.subject.position,
        )
