"""What a check goes by: the flight plan, what was seen, what would be done, and the lint."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shared.domain.flightplan import FlightPlan, Persona
from shared.domain.setup import Kind, Survey, Wanted
from shared.domain.stages import Route
from shared.tenant.lint.findings import Finding
from shared.tenant.lint.section import Section
from shared.tenant.planning.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A flight plan, what was seen of the tenant, the plan made of both, and the findings."""

    flight_plan: FlightPlan
    survey: Survey
    plan: Plan
    findings: Sequence[Finding] = field(default_factory=list[Finding])

    def personas(self, route: Route) -> list[Persona]:
        """List the personas that take a route."""
        return [each for each in self.flight_plan.personas.values() if each.route is route]

    def wanted(self, *kinds: Kind) -> list[Wanted]:
        """List the objects of these kinds that the flight plan sets up."""
        return [each for kind in kinds for each in self.flight_plan.tenant.of(kind)]

    def groups(self, names: Iterable[str]) -> list[Wanted]:
        """List the groups among these that the flight plan sets up, each once."""
        known = [self._section.group(each) for each in names]
        keys = {each.key for each in known if each is not None}
        return [each for each in self.wanted(Kind.GROUP) if each.key in keys]

    def assigned(self, kind: Kind) -> Iterator[str]:
        """Name the groups that objects of a kind are assigned to."""
        for each in self.wanted(kind):
            for said in each.fields.get("assignments") or ():
                yield from (said[name] for name in ("group", "exclude") if said.get(name))

    @cached_property
    def _section(self) -> Section:
        return Section(plan=self.flight_plan, survey=self.survey)
