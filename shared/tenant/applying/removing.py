"""Deleting one object that was named to be deleted."""

from shared.domain.errors import Reason
from shared.domain.setup import Present, TenantPlan
from shared.tenant.applying.making import Making
from shared.tenant.applying.outcomes import Ended, Outcome
from shared.tenant.applying.run import Run
from shared.tenant.applying.verdicts import Verdict
from shared.tenant.planning.pruning import Prune, refusal, refusal_of


async def remove(run: Run, prune: Prune, plan: TenantPlan) -> Outcome:
    """Delete an object unless the flight plan needs it; what is not there is deleted already."""
    making = Making(run=run, key=(prune.kind, prune.name))
    reason = refusal(prune, plan)
    if reason is not None:
        return making.outcome(prune.name, Ended.FAILED, reason)
    wanted = {
        each.id for (kind, key), each in run.stored.items() if _is_wanted(plan, kind.value, key)
    }
    first: str | None = None
    while True:
        found = await run.looking.seek(prune)
        gone = found is None or (isinstance(found, Present) and found.id != (first or found.id))
        if gone:
            moved = making.done or making.unclear
            return making.outcome(prune.name, Ended.DELETED if moved else Ended.UNCHANGED)
        reason = refusal_of(prune, found, wanted)
        if reason is None and isinstance(found, Present):
            first = found.id
            run.forget_id(found.id)
            reason = await _moved(run, prune, found, making)
        if making.by_hand:
            return making.outcome(prune.name, Ended.BY_HAND, making.denied)
        if reason is not None:
            return making.outcome(prune.name, Ended.FAILED, reason)


async def _moved(run: Run, prune: Prune, found: Present, making: Making) -> Reason | None:
    moves = making.open(run.part(prune.kind).removal(found))
    fresh = making.fresh(moves)
    if fresh:
        await making.make(fresh)
    elif moves:
        await making.wait(Verdict.MADE, _still_there(prune))
    elif not making.by_hand:
        return _not_deletable(prune)
    return making.reason


def _is_wanted(plan: TenantPlan, kind: str, key: str) -> bool:
    return any(each.kind == kind and each.key == key for each in plan.objects)


def _still_there(prune: Prune) -> Reason:
    return Reason(
        code="not-gone",
        sentence=f"The {prune.kind} {prune.name!r} was deleted and can still be read.",
        remedy="Look again in a few minutes.",
    )


def _not_deletable(prune: Prune) -> Reason:
    return Reason(
        code="not-deletable",
        sentence=f"Nothing here deletes the {prune.kind} {prune.name!r}.",
        remedy="Delete it in the admin center.",
    )
