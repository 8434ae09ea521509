"""``groundcrew tenant check``: both of Microsoft's tutorials, step by step."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from cli.exits import ExitCode
from cli.tenant.opening import aim_of, signed_in
from cli.tenant.options import TenantOptions
from cli.tenant.plan_view import heading, indented
from cli.tenant.planning import draw, header, kinds_of
from cli.tenant.progress import watched
from cli.tenant.words import Mark
from cli.terminal import show, write_json
from shared.tenant.check import Facts, State, Step, check, check_json

_MARKS: Mapping[State, Mark] = {
    State.DONE: Mark("done", "green"),
    State.BY_GROUNDCREW: Mark("auto", "green"),
    State.TO_DO: Mark("TO DO", "bold yellow"),
    State.BY_HAND: Mark("HAND", "bold magenta"),
    State.CANNOT_SEE: Mark("?", "bold cyan"),
    State.DOES_NOT_APPLY: Mark("-", "dim"),
}
_WIDEST = max(len(each.sign) for each in _MARKS.values())


async def show_check(options: TenantOptions) -> ExitCode:
    """Look, and tell how far each step is; nothing is written."""
    aim = aim_of(options)
    wanted = aim.read()
    async with signed_in(aim, kinds_of(wanted, ()), writes=False) as session:
        with watched("Signing in") as progress:
            drawn = await draw(session, wanted, (), progress)
        facts = Facts(
            flight_plan=wanted,
            survey=drawn.survey,
            plan=drawn.plan,
            findings=drawn.findings.found,
        )
        steps = check(facts)
        if options.as_json:
            write_json(check_json(steps))
        else:
            show(Group(header(drawn.plan.tenant, session), check_view(steps)))
    return exit_of(steps)


def check_view(steps: Sequence[Step]) -> RenderableType:
    """Write the steps under the titles of their tutorials."""
    blocks: list[RenderableType] = []
    for tutorial, group in groupby(steps, key=lambda each: each.tutorial):
        blocks.append(heading(tutorial))
        for each in group:
            blocks += _lines(each)
    counts = Counter(each.state for each in steps)
    parts = ", ".join(f"{counts[each]} {each}" for each in State if counts[each])
    ready = "Ready" if all(each.settled for each in steps) else "Not ready yet"
    return Group(*blocks, Text(f"\n{ready}: {parts}.", "bold"))


def exit_of(steps: Sequence[Step]) -> ExitCode:
    """Tell the caller of what an apply would do, then of what is left to people."""
    if any(each.state is State.TO_DO for each in steps):
        return ExitCode.PENDING
    return ExitCode.DONE if all(each.settled for each in steps) else ExitCode.FAILED


def _lines(step: Step) -> Iterator[RenderableType]:
    mark = _MARKS[step.state]
    sign = (mark.sign.rjust(_WIDEST), mark.style)
    yield Text.assemble(sign, f"  {step.number}. ", (step.title, "bold"))
    told = (Text(step.sentence, "dim"), *((Text(step.fix),) if step.fix else ()))
    yield indented(*told, by=_WIDEST + 5)
