"""Groups: rules that Entra takes, and names that tell them apart."""

from collections.abc import Iterator

from shared.domain.setup import Kind
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.section import Known, Section, rule_of, rule_text_of
from shared.tenant.rules import RuleError, group_tags_in, parse

_RULE = "membership_rule"


def groups(section: Section) -> Iterator[Finding]:
    """Look at the groups of the flight plan."""
    for group in section.of(Kind.GROUP):
        if not section.stands(group, _RULE):
            yield from _refused(group)
        yield from _unknown_tags(section, group)
        yield from _twins(section, group)


def _refused(group: Known) -> Iterator[Finding]:
    text = rule_text_of(group)
    if not text:
        return
    try:
        parse(text)
    except RuleError as error:
        yield found(
            Code.RULE_REFUSED,
            group.where(_RULE),
            f"The rule of {group.name}, character {error.position + 1}: {error.sentence}",
            error.remedy,
        )


def _unknown_tags(section: Section, group: Known) -> Iterator[Finding]:
    rule = rule_of(group)
    tags = group_tags_in(rule) if rule else frozenset[str]()
    known = {each.group_tag.casefold() for each in section.plan.personas.values()}
    for tag in sorted(tags - known):
        yield found(
            Code.RULE_TAG_UNKNOWN,
            group.where(_RULE),
            f"The rule of {group.name} asks for the group tag {tag}, which no persona has.",
        )


def _twins(section: Section, group: Known) -> Iterator[Finding]:
    """See that the name is that of one group; an id tells which of several is meant."""
    named = [each for each in section.known(Kind.GROUP) if _alike(each.name, group.name)]
    if len(named) > 1 and not group.id:
        yield found(
            Code.NAME_AMBIGUOUS,
            group.where("name"),
            f"{len(named)} groups are called {group.name}.",
        )


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
