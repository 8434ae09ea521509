"""Making a tenant's set-up what the flight plan says: look, move, look again, until it is."""

from collections.abc import Sequence

from shared.domain.errors import Reason, Refused
from shared.domain.setup import Kind, TenantPlan, Wanted
from shared.tenant.applying.outcomes import UNFINISHED, Applied, Ended, Outcome
from shared.tenant.applying.removing import remove
from shared.tenant.applying.run import Run
from shared.tenant.applying.settling import is_settled, settle
from shared.tenant.part import Seen
from shared.tenant.planning.pruning import Prune, backwards
from shared.tenant.survey import begin
from shared.tenant.tenancy import Tenancy

# Objects of a kind may move each other, as priorities do; after so many rounds somebody else does.
ROUNDS = 3
# What is told of an object that was gone over several times.
_BY_WEIGHT = (Ended.UNCHANGED, Ended.CHANGED, Ended.CREATED)


async def apply(tenancy: Tenancy, plan: TenantPlan, prune: Sequence[Prune] = ()) -> Applied:
    """Set everything up, each after what it names; then delete what is to be pruned.

    Raises ``Refused`` when it cannot be told which tenant this is, and
    ``Misconfigured`` when ids cannot be stored.
    """
    tenant, looking = await begin(tenancy)
    if tenant.unread is not None:
        raise Refused(tenant.unread)
    stored = dict(tenancy.ids.of(tenant.id))
    run = Run(tenancy=tenancy, tenant_id=tenant.id, looking=looking, stored=stored)
    for kind in Kind:
        wanted = plan.of(kind)
        if wanted:
            await _apply_kind(run, kind, wanted)
    for each in backwards(prune):
        tenancy.watcher.begins(each.kind, each.name)
        run.tell(await remove(run, each, plan))
    return Applied(outcomes=_last(run.outcomes))


async def _apply_kind(run: Run, kind: Kind, wanted: Sequence[Wanted]) -> None:
    """Set the objects of a kind up, and go over them again until none has to be written to."""
    left = list(wanted)
    for turn in range(ROUNDS):
        seen = await run.look(kind, wanted)
        outcomes: list[Outcome] = []
        for each in left:
            if not _is_settled(run, each, seen, told=turn > 0):
                run.tenancy.watcher.begins(kind, each.name)
                outcomes.append(await settle(run, each, seen))
                run.tell(outcomes[-1])
        over = {each.key for each in outcomes if each.ended in UNFINISHED}
        left = [each for each in left if each.key not in over]
        # What one object was written to last, nothing else of its kind has undone.
        if len(wanted) == 1 or not any(each.done for each in outcomes):
            return
    seen = await run.look(kind, wanted)
    for each in left:
        if each.key in seen.present and not is_settled(run, each, seen):
            run.tell(_restless(each))


def _is_settled(run: Run, wanted: Wanted, seen: Seen, *, told: bool) -> bool:
    if not is_settled(run, wanted, seen):
        return False
    run.found((wanted.kind, wanted.key), seen.present[wanted.key])
    if not told:
        run.tell(Outcome(kind=wanted.kind, key=wanted.key, name=wanted.name, ended=Ended.UNCHANGED))
    return True


def _restless(wanted: Wanted) -> Outcome:
    return Outcome(
        kind=wanted.kind,
        key=wanted.key,
        name=wanted.name,
        ended=Ended.FAILED,
        reason=Reason(
            code="restless",
            sentence=f"The {wanted.kind} {wanted.name!r} does not stay as it is set.",
            remedy="See whether somebody else sets it up too, or another object of its kind "
            "claims the same priority; then apply again.",
        ),
    )


def _last(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Tell each object once: what became of it in the end, and everything that was done."""
    merged: dict[tuple[Kind, str], Outcome] = {}
    for each in outcomes:
        key = (each.kind, each.key)
        merged[key] = _merged(merged[key], each) if key in merged else each
    return tuple(merged.values())


def _merged(first: Outcome, then: Outcome) -> Outcome:
    finished = {first.ended, then.ended} - UNFINISHED
    most = max(finished, key=_BY_WEIGHT.index, default=then.ended)
    return Outcome(
        kind=then.kind,
        key=then.key,
        name=then.name,
        ended=then.ended if then.ended in UNFINISHED else most,
        done=(*first.done, *then.done),
        reason=then.reason,
        by_hand=then.by_hand,
    )
