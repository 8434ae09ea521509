"""``groundcrew tenant plan``: what differs, why, and what cannot be seen."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.exits import ExitCode
from cli.tenant.findings import Findings
from cli.tenant.opening import Session, aim_of, signed_in
from cli.tenant.options import TenantOptions
from cli.tenant.plan_view import heading, plan_view
from cli.tenant.progress import Progress, watched
from cli.terminal import console_for_data, show, write_json
from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Kind, Survey, Unseen
from shared.domain.sign_in import Bearer
from shared.tenant.lint import lint
from shared.tenant.parts import PARTS
from shared.tenant.planning.plan import Asked, Plan, planned
from shared.tenant.planning.plan_json import Json, plan_json
from shared.tenant.planning.pruning import Prune, pruned
from shared.tenant.survey import survey
from shared.tenant.tenancy import TenantIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A plan, what was seen of the tenant, and what the lint found in the flight plan."""

    plan: Plan
    survey: Survey
    findings: Findings

    def content(self) -> Json:
        """Write both down for another program."""
        return plan_json(self.plan) | {"findings": self.findings.content()}


async def show_plan(options: TenantOptions) -> ExitCode:
    """Look, compare and say what would be done; nothing is written."""
    aim = aim_of(options)
    wanted, prune = aim.read(), pruned(options.prune)
    async with signed_in(aim, kinds_of(wanted, prune), writes=False) as session:
        with watched("Signing in") as progress:
            drawn = await draw(session, wanted, prune, progress)
        if options.as_json:
            write_json(drawn.content())
        else:
            show_drawn(session, drawn)
    return ExitCode.USAGE if drawn.findings.errors else exit_of(drawn.plan)


def kinds_of(plan: FlightPlan, prune: Iterable[Prune]) -> set[Kind]:
    """List the kinds that have to be read."""
    return {each.kind for each in plan.tenant.objects} | {each.kind for each in prune}


async def draw(
    session: Session, wanted: FlightPlan, prune: tuple[Prune, ...], progress: Progress
) -> Drawn:
    """Draw the plan; ``Misconfigured`` when the tenant is another one than was named."""
    surveyed = await survey(session.tenancy(progress), wanted.tenant, prune)
    session.check(surveyed.tenant)
    asked = Asked(signed_in=session.bearer.is_person, prune=prune, kept=_groups_of(wanted))
    findings = lint(wanted, surveyed.survey, surveyed.names)
    return Drawn(
        plan=planned(PARTS, wanted.tenant, surveyed, asked),
        survey=surveyed.survey,
        findings=Findings(path=session.aim.path, found=findings),
    )


def show_drawn(session: Session, drawn: Drawn) -> None:
    """Write the plan for a person."""
    show(header(drawn.plan.tenant, session))
    if drawn.findings.found:
        show(Group(heading("The flight plan"), drawn.findings.view()))
    arrow = "→" if "utf" in console_for_data().encoding.lower() else "->"
    show(plan_view(drawn.plan, session.bearer, arrow))


def header(tenant: TenantIdentity, session: Session) -> RenderableType:
    """Say first which tenant it is, who asks, and what is held against it."""
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    facts.add_row("Tenant", _named(tenant))
    facts.add_row("Asked by", asked_by(session.bearer))
    facts.add_row("Plan", str(session.aim.path))
    return facts


def asked_by(bearer: Bearer) -> str:
    """Say who asks, as far as the token tells."""
    if bearer.is_person:
        return "somebody who has signed in"
    return "an app by itself" if bearer.permissions else "whoever the token stands for"


def exit_of(plan: Plan) -> ExitCode:
    """Tell the caller that there are changes, and else whether something could not be seen."""
    if plan.pending:
        return ExitCode.PENDING
    return ExitCode.FAILED if unclear(plan) else ExitCode.DONE


def unclear(plan: Plan) -> bool:
    """Say whether something could not be seen or done that somebody can mend.

    What nobody but a person in a console can see is told each time, and counts for nothing:
    it could never be made to go away.
    """
    return any(not beyond(each) for each in plan.unseen) or bool(plan.waiting or plan.refusals)


def beyond(unseen: Unseen) -> bool:
    """Say whether something can be seen by a person in a console alone."""
    return unseen.by_hand is not None


def _named(tenant: TenantIdentity) -> Text:
    if tenant.unread is not None:
        return Text(f"not known: {tenant.unread.sentence} {tenant.unread.remedy}", "yellow")
    domain = f" ({tenant.default_domain})" if tenant.default_domain else ""
    return Text.assemble((tenant.name or tenant.id, "bold"), domain, (f"  {tenant.id}", "dim"))


def _groups_of(plan: FlightPlan) -> frozenset[str]:
    """List the groups that personas need, whether the section sets them up or not."""
    return frozenset(
        group.name
        for persona in plan.personas.values()
        for group in (*persona.groups, *((persona.user_group,) if persona.user_group else ()))
    )
