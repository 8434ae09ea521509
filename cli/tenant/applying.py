"""``groundcrew tenant apply``: the plan, a question, and then what became of each object."""

import asyncio

from cli.agreeing import agreed, somebody_to_ask
from cli.exits import ExitCode, Trouble
from cli.tenant.applied_view import applied_view
from cli.tenant.opening import Session, aim_of, signed_in
from cli.tenant.options import TenantOptions
from cli.tenant.planning import Drawn, beyond, draw, exit_of, kinds_of, show_drawn
from cli.tenant.progress import watched
from cli.terminal import console_for_errors, show, write_json
from shared.domain.flightplan import FlightPlan
from shared.domain.setup import Verb
from shared.tenant.applying.apply import apply
from shared.tenant.applying.outcomes import UNFINISHED, Applied, Ended
from shared.tenant.planning.plan import Plan
from shared.tenant.planning.plan_json import applied_json
from shared.tenant.planning.pruning import Prune, pruned

_AGAIN = (
    "What was done stays done. Repeating is safe: 'groundcrew tenant apply' looks first, "
    "goes on where this stopped, and makes nothing twice."
)

_STOPPED = (
    "Nothing was changed: correct the errors in the flight plan first, "
    "or apply it with them: --despite-lint."
)


async def make_it_so(options: TenantOptions) -> ExitCode:
    """Show the plan, ask, and do it; ``FAILED`` when something that can be seen is left."""
    aim = aim_of(options)
    wanted, prune = aim.read(), pruned(options.prune)
    async with signed_in(aim, kinds_of(wanted, prune), writes=True) as session:
        with watched("Signing in") as progress:
            drawn = await draw(session, wanted, prune, progress)
        if not options.as_json:
            show_drawn(session, drawn)
        stopped = drawn.findings.errors and not options.despite_lint
        if stopped or not drawn.plan.pending:
            return _nothing_done(drawn, options, stopped=stopped)
        if not options.yes and not _agreed(options):
            console_for_errors().print("Nothing was changed.")
            return ExitCode.PENDING
        applied = await _apply(session, wanted, _allowed(prune, drawn.plan))
    if options.as_json:
        write_json({"plan": drawn.content(), **applied_json(applied)})
    else:
        show(applied_view(applied))
    return ExitCode.FAILED if is_left(applied, drawn.plan) else ExitCode.DONE


def is_left(applied: Applied, plan: Plan) -> bool:
    """Say whether something is left to do, a step by hand included.

    What nobody could see beforehand does not count; see ``unclear``.
    """
    unknown = {(each.kind, each.key) for each in plan.unseen if beyond(each)}
    unknown |= {(kind, "") for kind, key in unknown if not key}
    return any(
        each.ended in UNFINISHED
        and not (each.ended is Ended.BY_HAND and {(each.kind, each.key), (each.kind, "")} & unknown)
        for each in applied.outcomes
    )


def _allowed(prune: tuple[Prune, ...], plan: Plan) -> tuple[Prune, ...]:
    """Delete nothing but what the plan has shown to be deleted."""
    shown = {(each.kind, each.name) for each in plan.changes if each.verb is Verb.DELETE}
    return tuple(each for each in prune if (each.kind, each.name) in shown)


async def _apply(session: Session, wanted: FlightPlan, prune: tuple[Prune, ...]) -> Applied:
    console = console_for_errors()
    try:
        with watched("Applying") as progress:
            return await apply(session.tenancy(progress), wanted.tenant, prune)
    except asyncio.CancelledError:
        console.print(f"\n{_AGAIN}", markup=False)
        raise


def _nothing_done(drawn: Drawn, options: TenantOptions, *, stopped: bool) -> ExitCode:
    if options.as_json:
        write_json({"plan": drawn.content(), **applied_json(Applied())})
    if stopped:
        console_for_errors().print(_STOPPED)
        return ExitCode.USAGE
    return exit_of(drawn.plan)


def _agreed(options: TenantOptions) -> bool:
    """Ask on the terminal (``Trouble`` when there is none)."""
    if options.as_json or not somebody_to_ask():
        raise Trouble(
            "There are changes, and nobody to ask.",
            "See them with 'groundcrew tenant plan', and apply them with --yes.",
        )
    return agreed("Apply this?")
