"""A rule that Entra would refuse is refused with its place and a remedy."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tenant.rules import RuleError, parse
from tests.anything import ANY_TEXT


@pytest.mark.parametrize(
    ("rule", "place", "told"),
    [
        ("", 1, "The rule is empty."),
        ("user.mail -not null", 11, "Did you mean -ne?"),
        ('user.departmnt -eq "x"', 1, "Did you mean user.department?"),
        ('device.organizationalUnit -eq "x"', 1, "Rules know no property"),
        ('computer.name -eq "x"', 1, "Begin it with user. or device."),
        ('divice.displayName -eq "x"', 1, "Did you mean device?"),
        ("user.city -eq Lagos", 15, 'Write text in double quotes: "Lagos".'),
        ('user.city -equals "x"', 11, "Did you mean -eq?"),
        ("user.city -eq \u201cx\u201d", 15, "Write straight double quotes"),
        ('user.city -eq "x', 15, "Close the quotes"),
        ('(user.city -eq "x"', 19, "The rule ends too early."),
        ("user.city", 10, "an operator such as -eq"),
        ('user.city -eq "x" -xor user.city -eq "y"', 19, "Did you mean -or?"),
        ('user.city -eq "x" user.city -eq "y"', 19, "-and, -or"),
        ('user.city -in "x"', 11, "Write the values in brackets"),
        ('user.city -eq ["x"]', 11, "Use -in or -notIn before a list."),
        ("user.city -contains null", 11, "Compare with null by -eq or -ne."),
        ('user.city -le "x"', 11, "-le cannot compare"),
        ("user.city -eq system.now", 11, "Write the value in double quotes"),
        ('user.accountEnabled -eq "yes"', 21, "Write true or false"),
        ("user.employeeHireDate -le 2020-13-40", 27, "is no date"),
        ("user.employeeHireDate -le system.now -plus p1x", 44, "Write days as p1d"),
        ('user.employeeHireDate -eq "soon"', 23, "Write a date like"),
        ('user.city -match "("', 11, "is no regular expression"),
        ('user.city -any (_ -eq "x")', 1, "only a collection has items"),
        ('user.assignedPlans -eq "x"', 1, "Ask for its items with user.assignedPlans -any"),
        ('user.proxyAddresses -any (user.city -eq "x")', 27, "Name an item there as _."),
        ('user.assignedPlans -any (_ -eq "x")', 26, "Name an item there as assignedPlan"),
        ('user.assignedPlans -any (assignedPlan.name -eq "x")', 26, "assignedPlan.service"),
        ('_ -eq "x"', 1, "Write it after -any or -all"),
        ('user.city -eq "x" -and device.displayName -eq "y"', 24, "make two groups"),
        ("user.memberOf -any (group.objectId -in ['g']) -and user.city -eq \"x\"", 1, "memberOf"),
        ("-not user.memberOf -any (group.objectId -in ['g'])", 6, "memberOf"),
        ("user.memberOf -any (group.objectId -eq 'g')", 1, "group.objectId -in"),
        ('Direct Reports for "x" -and user.city -eq "y"', 24, "the end of the rule"),
    ],
)
def test_a_rule_that_entra_refuses_is_refused_with_its_place_and_a_remedy(
    rule: str, place: int, told: str
) -> None:
    with pytest.raises(RuleError) as refused:
        parse(rule)

    assert refused.value.position + 1 == place
    assert told in f"{refused.value.sentence} {refused.value.remedy}"


def test_a_rule_of_3072_characters_is_taken_and_one_more_is_not() -> None:
    head = 'user.city -eq "'
    parse(f'{head}{"x" * (3072 - len(head) - 1)}"')

    with pytest.raises(RuleError, match="3,073 characters"):
        parse(f'{head}{"x" * (3073 - len(head) - 1)}"')


@pytest.mark.parametrize(
    "rule",
    [
        "(" * 1500 + "user.accountEnabled",
        "(" * 1520 + 'user.city -eq "a"' + ")" * 1520,
        "not " * 760 + 'user.city -eq "a"',
        'user.city -match "' + "(" * 1500 + ")" * 1500 + '"',
        'user.city -match "a{99999999999999999999}"',
        'user.city -match "[[a]&&b]"',
    ],
)
def test_however_deep_a_rule_is_nested_it_is_read_or_refused(rule: str) -> None:
    with suppress(RuleError):
        parse(rule).holds({"city": "a"})


SUBJECTS = ("user.city", "device.isRooted", "user.proxyAddresses", "_", "Direct Reports for")
OPERATORS = ("-eq", "-in", "-any", "-not", "-and", "or", "(", ")", "[", "]", ",", "-plus")
VALUES = ("null", "true", "1", "2026-01-01", "system.now", "p1d", '"a"', "'b'", '"')
PIECES = st.sampled_from((*SUBJECTS, *OPERATORS, *VALUES))


def refusal_of(text: str) -> RuleError | None:
    try:
        parse(text)
    except RuleError as refused:
        return refused
    return None


@given(ANY_TEXT | st.lists(PIECES, max_size=12).map(" ".join))
def test_random_text_is_read_or_refused_at_a_place_that_it_has(text: str) -> None:
    refused = refusal_of(text)

    assert refused is None or 0 <= refused.position <= len(text)
