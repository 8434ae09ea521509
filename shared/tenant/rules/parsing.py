"""Reading a rule: lark parses, and what it cannot parse is said so that a person can mend it."""

import re
from contextlib import suppress
from functools import cache
from typing import cast

from lark import Lark
from lark.exceptions import UnexpectedInput, UnexpectedToken

from shared.tenant.rules.building import Building
from shared.tenant.rules.checking import check_whole
from shared.tenant.rules.faults import PAGE, RuleError, did_you_mean
from shared.tenant.rules.grammar import GRAMMAR
from shared.tenant.rules.operators import Operator
from shared.tenant.rules.rule import LONGEST_RULE, Rule
from shared.tenant.rules.terms import Quantifier, Term

# How a person would call what the grammar expects.
_TERMINALS = {
    "DIRECT_REPORTS": 'Direct Reports for "…"',
    "_OR": "-or",
    "_AND": "-and",
    "_NOT": "-not",
    "QUANTIFIER": "-any or -all",
    "OPERATOR": "an operator such as -eq",
    "SHIFT": "-plus or -minus",
    "DURATION": "a duration such as p1d",
    "PROPERTY": "a property such as device.devicePhysicalIds",
    "ITEM": "_",
    "DOUBLE_QUOTED": "text in double quotes",
    "SINGLE_QUOTED": "text in single quotes",
    "MOMENT": "a date",
    "NUMBER": "a number",
    "TRUTH": "true or false",
    "NULL": "null",
    "NOW": "system.now",
    "LPAR": "(",
    "RPAR": ")",
    "LSQB": "[",
    "RSQB": "]",
    "COMMA": ",",
    "$END": "the end of the rule",
}
# What else a person may have meant by a word that is no operator.
_WORDS = {
    **{word.strip("-").casefold(): word for word in map(str, (*Operator, *Quantifier))},
    **dict.fromkeys(("equals", "is"), "-eq"),
    **dict.fromkeys(("notequals", "isnot", "not"), "-ne"),
    **dict.fromkeys(("like", "includes", "has"), "-contains"),
    **dict.fromkeys(("gt", "after"), "-ge"),
    **dict.fromkeys(("lt", "before"), "-le"),
}
_JOINTS = {"and": "-and", "or": "-or", "xor": "-or"}
_WORD = re.compile(r"[-\u2013\u2014]?\w+")
_CURLY = "“”„‟«»"


def parse(text: str) -> Rule:
    """Read a rule (``RuleError`` says what Entra would not take, and where)."""
    if not text.strip():
        raise RuleError("The rule is empty.", "Write what its members have in common.")
    if len(text) > LONGEST_RULE:
        raise RuleError(
            f"The rule has {len(text):,} characters; Entra takes {LONGEST_RULE:,}.",
            "Put values of one property together with -in, or make two groups.",
            position=LONGEST_RULE,
        )
    try:
        # With a transformer, lark gives what it makes, not the tree that it says.
        term = cast("Term", _parser().parse(text))
    except UnexpectedInput as error:
        raise _fault(text, error) from error
    return Rule(about=check_whole(term), term=term, text=text)


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", transformer=Building())


def _fault(text: str, error: UnexpectedInput) -> RuleError:
    terminals = _acceptable(text)
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    # lark declares it as None, and sets it where it raises.
    stopped = cast("int | None", error.pos_in_stream)
    position = len(text.rstrip()) if ended or stopped is None else stopped
    found = _WORD.match(text, position)
    word = found[0] if found else text[position : position + 1]
    sentence = f"The rule cannot go on with {word}." if word else "The rule ends too early."
    expected = tuple(sorted(_TERMINALS.get(name, name) for name in terminals))
    return RuleError(sentence, _remedy(word, terminals), position=position, expected=expected)


def _acceptable(text: str) -> frozenset[str]:
    """Go to where the parser stopped, and ask what it would have taken there."""
    steps = _parser().parse_interactive(text)
    with suppress(UnexpectedInput):
        steps.exhaust_lexer()
    return frozenset(steps.accepts())  # type: ignore[no-untyped-call]  # lark's gap


def _remedy(word: str, terminals: frozenset[str]) -> str:
    if word and word in _CURLY:
        return 'Write straight double quotes (").'
    if word == '"':
        return 'Close the quotes; a double quote inside them is written `".'
    if "DOUBLE_QUOTED" in terminals and word[:1].isalpha():
        return f'Write text in double quotes: "{word}".'
    known = _WORDS if "OPERATOR" in terminals else _JOINTS if "_AND" in terminals else {}
    near = did_you_mean(word.lstrip("-\u2013\u2014"), known)
    if near:
        return near
    wanted = ", ".join(sorted(_TERMINALS.get(name, name) for name in terminals))
    return f"What can stand here: {wanted}." if wanted else f"See {PAGE}."


def means_the_same(one: str, other: str) -> bool:
    """Say whether two texts are spellings of one rule; of what is no rule, the same text alone."""
    if one == other:
        return True
    try:
        return parse(one) == parse(other)
    except RuleError:
        return False
