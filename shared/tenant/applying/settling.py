"""One object's way to what is wanted of it: look, move, look again, until nothing is left."""

from datetime import timedelta
from http import HTTPStatus

from shared.domain.errors import Reason, Rejected
from shared.domain.setup import Kind, Present, Ref, Unseen, Wanted
from shared.tenant.applying.making import Making
from shared.tenant.applying.outcomes import Ended, Outcome
from shared.tenant.applying.run import REPLICATED, Run
from shared.tenant.applying.verdicts import Verdict
from shared.tenant.naming.names import Unresolved
from shared.tenant.part import Seen
from shared.tenant.patience import REPLICATION
from shared.tenant.planning.changes import change_of, hidden
from shared.tenant.refusals import FORBIDDEN

_AGAIN = "Apply again in a few minutes; it is not created twice."


async def settle(run: Run, wanted: Wanted, seen: Seen) -> Outcome:
    """Set an object up, beginning with what was seen of it."""
    way = _Way(run, wanted)
    while True:
        outcome = await way.step(seen)
        if outcome is not None:
            return outcome
        seen = await run.look(wanted.kind, (wanted,))


def is_settled(run: Run, wanted: Wanted, seen: Seen) -> bool:
    """Say whether an object is as it shall be, so that there is nothing to do."""
    present = seen.present.get(wanted.key)
    if present is None or change_of(wanted, present) is not None:
        return False
    try:
        return not run.part(wanted.kind).moves(wanted, present, run.looking.names)
    except (Unresolved, Rejected):
        return False


class _Way:
    def __init__(self, run: Run, wanted: Wanted) -> None:
        self._run = run
        self._wanted = wanted
        self._key = (wanted.kind, wanted.key)
        self._making = Making(run=run, key=self._key)
        self._looks = 0

    async def step(self, seen: Seen) -> Outcome | None:
        """Make the next moves; an outcome when there are none, or when they come to nothing."""
        present = seen.present.get(self._wanted.key)
        unseen = hidden(self._wanted, seen.unseen)
        if present is not None:
            self._run.found(self._key, present)
        elif unseen is not None:
            return await self._unseen(unseen)
        elif await self._give_it_time():
            return None
        if self._making.reason is None:
            outcome = await self._move(present, unseen)
            if outcome is not None:
                return outcome
        return self._ended(Ended.FAILED, self._making.reason) if self._making.reason else None

    async def _move(self, present: Present | None, unseen: Unseen | None) -> Outcome | None:
        part, names = self._run.part(self._wanted.kind), self._run.looking.names
        try:
            moves = self._making.open(part.moves(self._wanted, present, names))
        except Unresolved as unknown:
            return self._ended(Ended.SKIPPED, _waits_for(self._run, unknown))
        except Rejected as rejected:
            return self._ended(Ended.FAILED, rejected.reason)
        fresh = self._making.fresh(moves)
        if fresh:
            await self._making.make(fresh)
        elif not moves or unseen is not None:
            return self._observed(present, unseen)
        else:
            await self._making.wait(Verdict.MADE, _not_seen(self._wanted))
        return None

    async def _give_it_time(self) -> bool:
        """Wait a little for what was created, or may have been, so that it is not created twice."""
        stored = self._run.stored.get(self._key)
        if stored is None:
            return False
        reason = _not_there_yet(self._wanted) if stored.id else _perhaps_there(self._wanted)
        left = REPLICATED - self._run.age(stored)
        if left > timedelta():
            span = REPLICATION[min(self._looks, len(REPLICATION) - 1)]
            self._looks += 1
            await self._run.wait(reason.sentence, min(left, span))
            return True
        if stored.id and self._making.creations:
            self._making.reason = reason
        else:
            self._run.forget(self._key)
        return False

    def _observed(self, present: Present | None, unseen: Unseen | None) -> Outcome:
        """Say how it ended by what was seen last, not by what was answered."""
        making = self._making
        if making.by_hand:
            return self._ended(Ended.BY_HAND, making.denied)
        if present is None:
            return self._ended(Ended.FAILED, _not_creatable(self._wanted))
        change = change_of(self._wanted, present)
        if change is not None and unseen is None:
            fields = ", ".join(each.field for each in change.differences)
            return self._ended(Ended.FAILED, _differs(self._wanted, fields))
        moved = bool(making.done or making.unclear)
        ended = Ended.CHANGED if moved else Ended.UNCHANGED
        reason = unseen.reason if unseen else None
        return self._ended(Ended.CREATED if making.creations else ended, reason)

    async def _unseen(self, unseen: Unseen) -> Outcome | None:
        # What has just been created is on some copies only: found by one, and unknown to another.
        absent = unseen.reason.evidence.get("status") == str(HTTPStatus.NOT_FOUND.value)
        if absent and self._run.has_just_created:
            waited = await self._making.wait(Verdict.ABSENT, unseen.reason)
            return None if waited else self._ended(Ended.FAILED, unseen.reason)
        if unseen.by_hand is not None:
            self._making.by_hand.append(unseen.by_hand)
        denied = unseen.by_hand is not None and unseen.reason.code == FORBIDDEN
        return self._ended(Ended.BY_HAND if denied else Ended.FAILED, unseen.reason)

    def _ended(self, ended: Ended, reason: Reason | None = None) -> Outcome:
        return self._making.outcome(self._wanted.name, ended, reason)


def _waits_for(run: Run, unknown: Unresolved) -> Reason:
    failed = unknown.ref is Ref.GROUP and run.unfinished(Kind.GROUP, unknown.name)
    why = "could not be set up" if failed else "does not exist"
    remedy = "Mend that first" if failed else f"Correct the {unknown.ref}'s name, or have it made"
    return Reason(
        code="waits",
        sentence=f"It waits for the {unknown.ref} {unknown.name!r}, which {why}.",
        remedy=f"{remedy}; then apply again.",
    )


def _not_there_yet(wanted: Wanted) -> Reason:
    return Reason(
        code="not-readable",
        sentence=f"The {wanted.kind} {wanted.name!r} was created and cannot be read yet.",
        remedy=_AGAIN,
    )


def _perhaps_there(wanted: Wanted) -> Reason:
    return Reason(
        code="perhaps-created",
        sentence=f"Nobody knows yet whether the {wanted.kind} {wanted.name!r} was created.",
        remedy=_AGAIN,
    )


def _not_seen(wanted: Wanted) -> Reason:
    return Reason(
        code="not-seen",
        sentence=f"What was written of the {wanted.kind} {wanted.name!r} cannot be read yet.",
        remedy="Apply again in a few minutes.",
    )


def _not_creatable(wanted: Wanted) -> Reason:
    return Reason(
        code="not-there",
        sentence=f"There is no {wanted.kind} {wanted.name!r}, and nothing here creates one.",
        remedy="Correct its name in the flight plan, or add it in the Intune admin center.",
    )


def _differs(wanted: Wanted, fields: str) -> Reason:
    return Reason(
        code="differs",
        sentence=f"The {wanted.kind} {wanted.name!r} is not as it shall be in {fields}.",
        remedy="Change it by hand, or write in the flight plan what is there.",
    )
