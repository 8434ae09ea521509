"""A rule that is written out and read again is the same rule."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shared.tenant.rules import Facts, Owner, Rule, parse
from shared.tenant.rules.operators import LISTS, OPPOSITES, ORDER, PATTERNS, Operator
from shared.tenant.rules.properties import Property, item_property, property_called
from shared.tenant.rules.terms import And, Comparison, Not, Or, Quantified, Quantifier, Term
from shared.tenant.rules.values import NULL, Kind, Value

CITY = property_called("user.city", 0)
ENABLED = property_called("user.accountEnabled", 0)
HIRED = property_called("user.employeeHireDate", 0)
ADDRESSES = property_called("user.proxyAddresses", 0)
PLANS = property_called("user.assignedPlans", 0)
STATUS = property_called("assignedPlan.capabilityStatus", 0)

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
SHORT = st.text(st.sampled_from("aB\"'`\\ [1"), max_size=4)
TEXTS = SHORT.map(lambda text: Value(kind=Kind.TEXT, text=text))
SCALAR = sorted({*OPPOSITES, *OPPOSITES.values()} - LISTS - PATTERNS)
MOMENTS = st.sampled_from(
    [
        Value(kind=Kind.MOMENT, text="2026-01-02T00:00:00Z"),
        Value(kind=Kind.FROM_NOW, text=""),
        Value(kind=Kind.FROM_NOW, text="p1d", sign=1),
        Value(kind=Kind.FROM_NOW, text="p1m2dt3h", sign=-1),
    ]
)


def comparisons(
    subjects: list[Property], operators: list[Operator], values: st.SearchStrategy[Value], most: int
) -> st.SearchStrategy[Comparison]:
    return st.builds(
        Comparison,
        subject=st.sampled_from(subjects),
        operator=st.sampled_from(operators),
        values=st.lists(values, min_size=1, max_size=most).map(tuple),
    )


def on(*subjects: Property) -> st.SearchStrategy[Comparison]:
    """Compare texts in every way there is."""
    named = list(subjects)
    return (
        comparisons(named, SCALAR, TEXTS, 1)
        | comparisons(named, sorted(LISTS), TEXTS, 3)
        | comparisons(named, [Operator.EQ, Operator.NE], st.just(NULL), 1)
    )


def joined(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    several = st.lists(terms, min_size=2, max_size=3).map(tuple)
    # The parser leaves no Or in an Or, no And in an And and no Not in a Not.
    return (
        several.map(lambda each: Or(terms=each)).filter(lambda term: _differ(term, Or))
        | several.map(lambda each: And(terms=each)).filter(lambda term: _differ(term, And))
        | terms.filter(lambda term: not isinstance(term, Not)).map(lambda term: Not(term=term))
    )


def _differ(term: Or | And, kind: type) -> bool:
    return not any(isinstance(part, kind) for part in term.terms)


def quantified(subject: Property, item: Property) -> st.SearchStrategy[Quantified]:
    return st.builds(
        Quantified,
        subject=st.just(subject),
        quantifier=st.sampled_from(Quantifier),
        condition=st.recursive(on(item), joined, max_leaves=3),
    )


TERMS: st.SearchStrategy[Term] = st.recursive(
    on(CITY, ADDRESSES)
    | comparisons([ENABLED], [Operator.EQ], st.just(Value(kind=Kind.TRUTH, text="true")), 1)
    | comparisons([HIRED], sorted(ORDER), MOMENTS, 1)
    | quantified(ADDRESSES, item_property(0))
    | quantified(PLANS, STATUS),
    joined,
    max_leaves=5,
)
PLANNED = st.fixed_dictionaries({"capabilityStatus": st.none() | SHORT})
FACTS: st.SearchStrategy[Facts] = st.fixed_dictionaries(
    {},
    optional={
        "city": st.none() | SHORT,
        "accountEnabled": st.booleans(),
        "employeeHireDate": st.sampled_from([None, "2025-12-31", "2026-01-01T00:00:00Z"]),
        "proxyAddresses": st.lists(SHORT, max_size=3).map(tuple),
        "assignedPlans": st.lists(PLANNED, max_size=3).map(tuple),
    },
)


@given(TERMS)
def test_a_rule_that_is_written_out_and_read_again_is_the_same(term: Term) -> None:
    rule = Rule(about=Owner.USER, term=term)

    assert parse(str(rule)) == rule


@given(TERMS, FACTS)
def test_a_rule_in_other_spelling_holds_of_the_same_people(term: Term, facts: Facts) -> None:
    rule = Rule(about=Owner.USER, term=term)

    # Keywords, properties and comparisons know no case.
    assert parse(str(rule).upper()).holds(facts, now=NEW_YEAR) is rule.holds(facts, now=NEW_YEAR)


@given(TERMS, FACTS, FACTS)
def test_knowing_more_never_changes_what_could_be_told(
    term: Term, facts: Facts, more: Facts
) -> None:
    before = Rule(about=Owner.USER, term=term).holds(facts, now=NEW_YEAR)
    after = Rule(about=Owner.USER, term=term).holds({**more, **facts}, now=NEW_YEAR)

    assert before in {None, after}
