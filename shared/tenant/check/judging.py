"""From the objects of a step, and what the lint says of them, to the step's state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shared.domain.setup import Kind
from shared.tenant.check.standing import Standing
from shared.tenant.check.steps import State
from shared.tenant.lint.codes import Code, Level
from shared.tenant.lint.findings import Finding

# The worst decides, and only what is told of it is told.
_WORST = (State.TO_DO, State.BY_HAND, State.CANNOT_SEE, State.DONE)

# Warnings about what the tenant alone knows: nobody has seen that the step is done.
_DOUBTS = frozenset(
    {
        Code.PERSONA_GROUP_MISSING,
        Code.PERSONA_PROFILE_UNCLEAR,
        Code.JOIN_WITHOUT_PERSONA,
        Code.ENROLMENT_WITHOUT_PERSONA,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A step's state, and why."""

    state: State
    sentence: str
    fix: str = ""


def judged(standings: Iterable[Standing], findings: Iterable[Finding], said_at: str) -> Judged:
    """Judge a step by how its objects stand, and by what the lint found of it.

    *said_at* is the flight plan's field that would say what is wanted of it.
    """
    found = [*standings, *_told_by_lint(findings)]
    if not found:
        return Judged(
            state=State.CANNOT_SEE,
            sentence="The flight plan says nothing of it, so nobody looked.",
            fix=f"Say it under {said_at}; 'groundcrew tenant export' writes what is there.",
        )
    worst = min((each.state for each in found), key=_WORST.index)
    telling = [each for each in found if each.state is worst]
    return Judged(
        state=worst,
        sentence=" ".join(_sentences(telling)),
        fix=" ".join(dict.fromkeys(each.fix for each in telling if each.fix)),
    )


def _told_by_lint(findings: Iterable[Finding]) -> Iterator[Standing]:
    for each in findings:
        if each.level is Level.ERROR or each.code in _DOUBTS:
            state = State.TO_DO if each.level is Level.ERROR else State.CANNOT_SEE
            yield Standing(state=state, sentence=each.sentence, fix=each.remedy)


def _sentences(telling: Sequence[Standing]) -> Iterator[str]:
    labels = dict.fromkeys(each.label for each in telling if each.label)
    for label in labels:
        # Of what every tenant has one the name is its kind, which the step says already.
        names = [each.name for each in telling if each.label == label]
        told = [name for name in names if name not in set(Kind)]
        yield f"{label}: {', '.join(told)}." if told else f"{label}."
    yield from dict.fromkeys(each.sentence for each in telling if each.sentence)
