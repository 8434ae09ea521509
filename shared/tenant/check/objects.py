"""Which objects of a flight plan each step of the tutorials is about."""

from shared.domain.setup import Kind, Ref, Wanted
from shared.domain.stages import Route
from shared.tenant.check.facts import Facts
from shared.tenant.planning.references import references


def nothing(_facts: Facts) -> list[Wanted]:
    """Take none: the step is about devices."""
    return []


def enrolment(facts: Facts) -> list[Wanted]:
    """Take the scope of automatic enrolment."""
    return facts.wanted(Kind.AUTOMATIC_ENROLMENT)


def joining(facts: Facts) -> list[Wanted]:
    """Take who may join."""
    return facts.wanted(Kind.DEVICE_REGISTRATION)


def autopilot_groups(facts: Facts) -> list[Wanted]:
    """Take the groups of personas' devices, and those that profiles and pages go to."""
    personas = facts.personas(Route.AUTOPILOT)
    named = [group.name for persona in personas for group in persona.groups]
    return facts.groups(
        [
            *named,
            *facts.assigned(Kind.DEPLOYMENT_PROFILE),
            *facts.assigned(Kind.ENROLLMENT_STATUS_PAGE),
        ]
    )


def status_pages(facts: Facts) -> list[Wanted]:
    """Take the enrolment status pages."""
    return facts.wanted(Kind.ENROLLMENT_STATUS_PAGE)


def profiles(facts: Facts) -> list[Wanted]:
    """Take the deployment profiles."""
    return facts.wanted(Kind.DEPLOYMENT_PROFILE)


def device_groups(facts: Facts) -> list[Wanted]:
    """Take the policies' device groups, and the app that has to own them."""
    return [*facts.wanted(Kind.SERVICE_PRINCIPAL), *facts.groups(_device_groups(facts))]


def user_groups(facts: Facts) -> list[Wanted]:
    """Take the groups of people that policies are assigned to, and personas' own."""
    personas = facts.personas(Route.DEVICE_PREPARATION)
    named = [persona.user_group.name for persona in personas if persona.user_group]
    return facts.groups([*named, *facts.assigned(Kind.PREPARATION_POLICY)])


def apps_and_scripts(facts: Facts) -> list[Wanted]:
    """Take the apps and scripts that are assigned to a policy's device group."""
    groups = {each.casefold() for each in _device_groups(facts)}
    return [
        each
        for each in facts.wanted(Kind.APP, Kind.SCRIPT)
        if any(
            ref is Ref.GROUP and name.casefold() in groups for ref, name in references(each.fields)
        )
    ]


def identifiers(facts: Facts) -> list[Wanted]:
    """Take the corporate identifiers that the flight plan lists itself."""
    return facts.wanted(Kind.CORPORATE_IDENTIFIERS)


def policies(facts: Facts) -> list[Wanted]:
    """Take the device-preparation policies."""
    return facts.wanted(Kind.PREPARATION_POLICY)


def _device_groups(facts: Facts) -> list[str]:
    policies = facts.wanted(Kind.PREPARATION_POLICY)
    return [each.fields["device_group"] for each in policies if each.fields.get("device_group")]
