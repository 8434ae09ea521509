"""Route ``autopilot``: from a persona's group tag to a deployment profile and a status page."""

from collections.abc import Iterator

from shared.domain.flightplan import Persona
from shared.domain.setup import DEFAULT_PAGE, Kind
from shared.domain.stages import Route
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.landing import Landing, Reach
from shared.tenant.lint.persona_groups import at
from shared.tenant.lint.section import Known, Section, assignments_of, is_about
from shared.tenant.rules import Owner


def autopilot(section: Section) -> Iterator[Finding]:
    """Follow the chain of every persona on the route."""
    for persona in section.plan.personas.values():
        if persona.route is Route.AUTOPILOT:
            landing = Landing(section=section, persona=persona)
            if section.decides(Kind.DEPLOYMENT_PROFILE):
                yield from _profiles(persona, tuple(landing.reaching(Kind.DEPLOYMENT_PROFILE)))
            if section.decides(Kind.ENROLLMENT_STATUS_PAGE):
                yield from _pages(persona, landing)


def _profiles(persona: Persona, reaching: tuple[Reach, ...]) -> Iterator[Finding]:
    where = at(persona)
    certain = [each for each in reaching if each.certain]
    if not reaching:
        yield found(
            Code.PERSONA_NO_PROFILE,
            where,
            f"Devices of persona {persona.name} would get no profile.",
        )
    elif not certain:
        names = ", ".join(each.known.name for each in reaching)
        yield found(
            Code.PERSONA_PROFILE_UNCLEAR,
            where,
            f"Devices of persona {persona.name} may get a profile, or not: {names}.",
        )
    # A profile for all devices gives way to one for some.
    chosen = [each for each in certain if not each.by_default] or certain
    if len(chosen) > 1:
        yield found(
            Code.PERSONA_SEVERAL_PROFILES,
            where,
            f"{len(chosen)} profiles reach devices of persona {persona.name}: "
            f"{', '.join(each.known.name for each in chosen)}. {_winner(chosen)}",
        )


def _winner(reaching: list[Reach]) -> str:
    """Name the oldest: what is there already is older than what is yet to be made."""
    made = [each.known for each in reaching if each.known.created]
    if not made:
        return "The one that is created first wins."
    return f"{min(made, key=lambda each: each.created).name} is the oldest and wins."


def _pages(persona: Persona, landing: Landing) -> Iterator[Finding]:
    reaching = [each.known for each in landing.reaching(Kind.ENROLLMENT_STATUS_PAGE)]
    if not any(_is_own(each) for each in (*reaching, *_for_people(landing.section))):
        yield found(
            Code.PERSONA_NO_PAGE,
            at(persona),
            f"Devices of persona {persona.name} get the default enrolment status page.",
        )


def _for_people(section: Section) -> Iterator[Known]:
    """List the pages for groups of people: who of them has which device is not known here."""
    for page in section.known(Kind.ENROLLMENT_STATUS_PAGE):
        groups = (section.group(each.group) for each in assignments_of(page) if not each.excludes)
        if any(group and is_about(group, Owner.USER) for group in groups):
            yield page


def _is_own(page: Known) -> bool:
    return page.name.casefold() != DEFAULT_PAGE.casefold()
