"""The groups of personas: that they are there, and that both sides agree on who fills them."""

from collections.abc import Iterator

from shared.domain.flightplan import DeviceGroup, FlightPlan, Membership, Persona, UserGroup
from shared.domain.setup import Kind, Ref
from shared.domain.stages import Route
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import PERSONA, Finding, Where, found
from shared.tenant.lint.section import Known, Section, is_about, rule_of, rule_text_of
from shared.tenant.rules import Owner, facts_of_autopilot_device, takes_autopilot_device


def persona_groups(section: Section) -> Iterator[Finding]:
    """Look at the groups and the group tags of every persona."""
    for persona in section.plan.personas.values():
        for number, group in enumerate(persona.groups):
            where = at(persona, f"groups.{number}")
            yield from _group(section, persona, group, where, Owner.DEVICE)
        if persona.user_group:
            where = at(persona, "user_group")
            yield from _group(section, persona, persona.user_group, where, Owner.USER)
        yield from _unused_tag(section, persona)


def at(persona: Persona, field: str = "") -> Where:
    """Say where in a persona."""
    return Where(kind=PERSONA, key=persona.name, field=field)


def people_of(plan: FlightPlan) -> Iterator[tuple[Persona, UserGroup]]:
    """List the personas whose people are in a group."""
    for persona in plan.personas.values():
        if persona.user_group:
            yield persona, persona.user_group


def _group(
    section: Section,
    persona: Persona,
    said: DeviceGroup | UserGroup,
    where: Where,
    owner: Owner,
) -> Iterator[Finding]:
    group = section.group(said.name)
    if group is None:
        if section.decides(Kind.GROUP) and not section.exists(Ref.GROUP, said.name):
            yield found(
                Code.PERSONA_GROUP_MISSING,
                where,
                f"{persona.name} names the group {said.name}, which is not in the section.",
            )
        return
    dynamic = bool(rule_text_of(group))
    if dynamic is not (said.membership is Membership.DYNAMIC):
        writes = "has a rule" if dynamic else "has no rule"
        yield found(
            Code.PERSONA_GROUP_MEMBERSHIP,
            where,
            f"{persona.name} has {said.name} as {said.membership}, and the group {writes}.",
        )
    if is_about(group, owner) is False:
        yield found(
            Code.RULE_KIND,
            where,
            f"{persona.name} needs {owner}s in {said.name}; its rule is not about {owner}s.",
        )
    elif owner is Owner.DEVICE:
        yield from _left_out(persona, group, where)


def _left_out(persona: Persona, group: Known, where: Where) -> Iterator[Finding]:
    rule = rule_of(group)
    if rule is not None and takes_autopilot_device(rule, persona.group_tag) is False:
        tagged = f"with group tag {persona.group_tag}" if persona.group_tag else "without a tag"
        yield found(
            Code.PERSONA_GROUP_RULE,
            where,
            f"The rule of {group.name} does not take the devices of {persona.name}, {tagged}.",
        )


def _unused_tag(section: Section, persona: Persona) -> Iterator[Finding]:
    tag = persona.group_tag
    # Where Groundcrew writes the members, a tag is for people to read.
    assigned = any(each.membership is Membership.ASSIGNED for each in persona.groups)
    if not tag or assigned or persona.route is not Route.AUTOPILOT:
        return
    if not section.decides(Kind.GROUP):
        return
    if not any(_tells_apart(group, tag) for group in section.known(Kind.GROUP)):
        yield found(
            Code.PERSONA_TAG_UNUSED,
            at(persona, "group_tag"),
            f"No rule asks for {tag}, the group tag of {persona.name}.",
        )


def _tells_apart(group: Known, tag: str) -> bool:
    """Whether a rule takes devices of this tag otherwise than those without."""
    rule = rule_of(group)
    if rule is None or rule.about is not Owner.DEVICE:
        return False
    tagged, plain = (rule.holds(facts_of_autopilot_device(each)) for each in (tag, ""))
    return tagged is not plain
