"""Whether a tenant is ready: both of Microsoft's tutorials, step by step, against what was seen.

Nothing is asked of the tenant here: whoever has looked hands in what was seen.
"""

from collections.abc import Iterator, Sequence

from shared.domain.setup import Wanted
from shared.domain.stages import Route
from shared.tenant.check.facts import Facts
from shared.tenant.check.judging import Judged, judged
from shared.tenant.check.standing import standing
from shared.tenant.check.steps import Concerned, State, Step, Tutorial, check_json
from shared.tenant.check.tutorials import PLACED, ROUTES, TUTORIALS, Row
from shared.tenant.lint.findings import PERSONA, Finding

__all__ = ["Concerned", "Facts", "State", "Step", "Tutorial", "check", "check_json"]


def check(facts: Facts) -> tuple[Step, ...]:
    """List the steps of both tutorials in their order, and how far the tenant is with each."""
    return tuple(
        _step(facts, tutorial, number, row)
        for tutorial, rows in TUTORIALS.items()
        for number, row in enumerate(rows, start=1)
    )


def _step(facts: Facts, tutorial: Tutorial, number: int, row: Row) -> Step:
    objects = row.objects(facts)
    told = _told(facts, ROUTES[tutorial], row, objects)
    return Step(
        tutorial=tutorial,
        number=number,
        title=row.title,
        state=told.state,
        sentence=told.sentence,
        fix=told.fix,
        objects=tuple(Concerned(kind=each.kind, key=each.key, name=each.name) for each in objects),
    )


def _told(facts: Facts, route: Route, row: Row, objects: Sequence[Wanted]) -> Judged:
    personas = facts.personas(route)
    if not personas:
        return _idle(f"No persona takes the route {route}.")
    if not objects and row.optional:
        return _idle(row.optional)
    by_groundcrew = row.each_device(facts.flight_plan, personas) if row.each_device else ""
    if not objects and by_groundcrew:
        return Judged(state=State.BY_GROUNDCREW, sentence=by_groundcrew)
    findings = _findings(facts, route, row, objects)
    told = judged([standing(facts, each) for each in objects], findings, row.said_at)
    if told.state is not State.DONE:
        return told
    sentences = (told.sentence, row.adds(facts), by_groundcrew)
    return Judged(state=told.state, sentence=" ".join(filter(None, sentences)))


def _idle(sentence: str) -> Judged:
    return Judged(state=State.DOES_NOT_APPLY, sentence=sentence)


def _findings(facts: Facts, route: Route, row: Row, objects: Sequence[Wanted]) -> Iterator[Finding]:
    """List what the lint says of a step: of personas only those that take its route."""
    places = {(str(each.kind), each.key) for each in objects}
    personas = {each.name for each in facts.personas(route)}
    for each in facts.findings:
        here = each.code in row.codes
        if each.code not in PLACED:
            here = (each.where.kind, each.where.key) in places
        if here and (each.where.kind != PERSONA or each.where.key in personas):
            yield each
