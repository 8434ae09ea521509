"""What is wrong with a flight plan's section ``tenant``, told before anything is applied.

Nothing is asked of the tenant here: whoever has looked hands in what was seen.
"""

from collections.abc import Callable, Iterator

from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Survey
from shared.tenant.lint.assigning import assigning
from shared.tenant.lint.autopilot import autopilot
from shared.tenant.lint.codes import About, Code, Level
from shared.tenant.lint.findings import CODES, PERSONA, Finding, Where
from shared.tenant.lint.groups import groups
from shared.tenant.lint.joining import joining
from shared.tenant.lint.limits import limits
from shared.tenant.lint.persona_groups import persona_groups
from shared.tenant.lint.preparation import preparation
from shared.tenant.lint.references import references
from shared.tenant.lint.section import Section
from shared.tenant.lint.templates import name_templates
from shared.tenant.naming.names import Names

__all__ = ["CODES", "PERSONA", "About", "Code", "Finding", "Level", "Where", "lint"]

_CHECKS: tuple[Callable[[Section], Iterator[Finding]], ...] = (
    groups,
    references,
    limits,
    name_templates,
    assigning,
    persona_groups,
    autopilot,
    preparation,
    joining,
)
_ORDER = tuple(Level)


def lint(
    plan: FlightPlan, survey: Survey | None = None, names: Names | None = None
) -> tuple[Finding, ...]:
    """Look at the section of a flight plan: errors first, then warnings, then hints.

    *survey* and *names* are what was seen of the tenant; without them the flight
    plan is held to itself, and what it leaves to the tenant is taken to be there.
    """
    if not plan.tenant.objects and survey is None:
        return ()
    section = Section(plan=plan, survey=survey or Survey(), names=names)
    found = dict.fromkeys(finding for check in _CHECKS for finding in check(section))
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.level)))
