"""The terms of a rule from its grammar, each checked as Entra checks it."""

import re

from lark import Token, Transformer, v_args

from shared.tenant.rules.checking import check_comparison, check_quantified
from shared.tenant.rules.faults import RuleError
from shared.tenant.rules.operators import Operator
from shared.tenant.rules.properties import Owner, Property, Shape, item_property, property_called
from shared.tenant.rules.terms import (
    And,
    Comparison,
    DirectReports,
    Not,
    Or,
    Quantified,
    Quantifier,
    Term,
)
from shared.tenant.rules.values import NULL, Kind, Value, dated, duration_of, moment_of

_ESCAPED_QUOTE = re.compile(r'[\\`]"')
_DASHES = "-\u2013\u2014"
_OPERATORS = {operator.value.casefold(): operator for operator in Operator}


@v_args(inline=True)
class Building(Transformer[Token, Term]):
    """Build the terms from the inside out, as the parser finds them."""

    def direct_reports(self, opening: Token, manager: Value) -> Term:
        """Build the one rule that has a syntax of its own."""
        place = Property(
            owner=Owner.USER, name="manager", shape=Shape.TEXT, position=opening.start_pos or 0
        )
        return DirectReports(manager=manager, subject=place)

    def any_of(self, *terms: Term) -> Term:
        """Join, whatever parentheses there were."""
        flat = (
            part for term in terms for part in (term.terms if isinstance(term, Or) else (term,))
        )
        return Or(terms=tuple(flat))

    def all_of(self, *terms: Term) -> Term:
        """Join, whatever parentheses there were."""
        flat = (
            part for term in terms for part in (term.terms if isinstance(term, And) else (term,))
        )
        return And(terms=tuple(flat))

    def opposite(self, term: Term) -> Term:
        """Turn round; twice is not at all, so that terms stay shallow."""
        return term.term if isinstance(term, Not) else Not(term=term)

    def quantified(self, token: Token, quantifier: Token, condition: Term) -> Term:
        """Build a condition on the items of a collection."""
        built = Quantified(
            subject=property_called(token, _at(token)),
            quantifier=Quantifier(f"-{_word(quantifier)}"),
            condition=condition,
        )
        check_quantified(built)
        return built

    def comparison(self, subject: Property, operator: Token, value: Value) -> Term:
        """Build a comparison with one value."""
        said = dated(value) if subject.shape is Shape.MOMENT else value
        built = Comparison(subject=subject, operator=_OPERATORS[_word(operator)], values=(said,))
        check_comparison(built, _at(operator), is_list=False)
        return built

    def membership(self, subject: Property, operator: Token, *values: Value) -> Term:
        """Build a comparison with a list."""
        built = Comparison(subject=subject, operator=_OPERATORS[_word(operator)], values=values)
        check_comparison(built, _at(operator), is_list=True)
        return built

    def subject(self, token: Token) -> Property:
        """Find the property, or the item."""
        if token.type == "ITEM":
            return item_property(_at(token))
        return property_called(token, _at(token))

    def text(self, token: Token) -> Value:
        """Take the quotes off, and the escapes of quotes within."""
        inner = token[1:-1]
        if token.type == "SINGLE_QUOTED":
            return Value(kind=Kind.TEXT, text=inner.replace("''", "'"))
        return Value(kind=Kind.TEXT, text=_ESCAPED_QUOTE.sub('"', inner))

    def number(self, token: Token) -> Value:
        """Take the digits."""
        return Value(kind=Kind.NUMBER, text=str(token))

    def truth(self, token: Token) -> Value:
        """Take the word."""
        return Value(kind=Kind.TRUTH, text=token.casefold())

    def null(self, _: Token) -> Value:
        """Mean no value at all."""
        return NULL

    def moment(self, token: Token) -> Value:
        """Take a date that there is."""
        if moment_of(str(token)) is None:
            raise RuleError(
                f"{token} is no date.", "Write it like 2026-06-10T18:13:20Z.", position=_at(token)
            )
        return Value(kind=Kind.MOMENT, text=str(token))

    def from_now(self, _: Token, shift: Token | None, duration: Token | None) -> Value:
        """Take the distance from the present moment."""
        if shift is None or duration is None:
            return Value(kind=Kind.FROM_NOW, text="")
        try:
            duration_of(duration)
        except (ValueError, OverflowError) as error:
            raise RuleError(
                f"{duration} is no duration.",
                "Write days as p1d, weeks as p2w, hours as pt12h.",
                position=_at(duration),
            ) from error
        sign = 1 if _word(shift) == "plus" else -1
        return Value(kind=Kind.FROM_NOW, text=duration.casefold(), sign=sign)


def _word(token: Token) -> str:
    return token.lstrip(_DASHES).casefold()


def _at(token: Token) -> int:
    return token.start_pos or 0
