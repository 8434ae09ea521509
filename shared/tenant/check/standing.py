"""How one object of the flight plan stands in the tenant."""

from dataclasses import dataclass

from shared.domain.setup import ByHand, Change, Verb, Wanted
from shared.tenant.check.facts import Facts
from shared.tenant.check.steps import State
from shared.tenant.planning.changes import hidden

APPLY = "groundcrew tenant apply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state, the sentence that says so (of several objects when told of a *name*), and the fix.

    *label* and *name* let objects of one standing share a sentence: ``To be created: A, B.``
    """

    state: State
    sentence: str = ""
    label: str = ""
    name: str = ""
    fix: str = ""


def standing(facts: Facts, wanted: Wanted) -> Standing:
    """Say how an object stands; it is done only when it was seen as it is wanted."""
    at = (wanted.kind, wanted.key)
    change = next((each for each in facts.plan.changes if (each.kind, each.key) == at), None)
    present = facts.survey.present.get(at)
    unseen = None if present else hidden(wanted, facts.survey.unseen)
    if change is not None:
        return _pending(facts, wanted, change)
    if present is not None:
        return Standing(state=State.DONE, label="As the flight plan has it", name=wanted.name)
    if unseen is not None:
        where = f" Or look at {_page(unseen.by_hand)}" if unseen.by_hand else ""
        return Standing(
            state=State.CANNOT_SEE,
            sentence=unseen.reason.sentence,
            fix=f"{unseen.reason.remedy}{where}",
        )
    return Standing(state=State.TO_DO, label="Not there", name=wanted.name, fix=APPLY)


def _pending(facts: Facts, wanted: Wanted, change: Change) -> Standing:
    at = (wanted.kind, wanted.key)
    for waiting in facts.plan.waiting:
        if (waiting.kind, waiting.key) == at:
            return Standing(
                state=State.TO_DO,
                sentence=f"{wanted.name} waits for the {waiting.ref} {waiting.name!r}, "
                "which nobody has seen.",
                fix=f"Correct the name in the flight plan, or add the {waiting.ref} to the tenant.",
            )
    for impossible in facts.plan.impossible:
        if (impossible.kind, impossible.key) == at:
            reason = impossible.reason
            return Standing(state=State.TO_DO, sentence=reason.sentence, fix=reason.remedy)
    for step in facts.plan.by_hand:
        if (step.kind, step.key) == at and step.sure:
            return Standing(
                state=State.BY_HAND, sentence=step.by_hand.does, fix=_page(step.by_hand)
            )
    created = change.verb is Verb.CREATE
    fields = ", ".join(each.field for each in change.differences)
    return Standing(
        state=State.TO_DO,
        label="To be created" if created else "To be changed",
        name=wanted.name if created else f"{wanted.name} ({fields})",
        fix=APPLY,
    )


def _page(by_hand: ByHand) -> str:
    return f"{by_hand.page} ({by_hand.url})" if by_hand.url else by_hand.page
