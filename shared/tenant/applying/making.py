"""Making the requests of one object, and waiting out what stands in their way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.setup import ByHand
from shared.domain.telling import Got
from shared.tenant.applying.outcomes import UNFINISHED, Ended, Outcome
from shared.tenant.applying.run import Run
from shared.tenant.applying.verdicts import Judged, Verdict, judged
from shared.tenant.part import Move
from shared.tenant.patience import LONGEST, REPLICATION, TROUBLE
from shared.tenant.stored_ids.ids import Key

# A creation of which nothing is known is tried once more, when it has not shown for long enough.
MOST_CREATIONS = 2


@dataclass(slots=True, kw_only=True)
class Making:
    """What has been made of one object's moves.

    *done* and *unclear* say which requests were made, surely or perhaps; *reason*
    why none can be made any more; *by_hand* which are left to a person, as they were *denied*.
    """

    run: Run
    key: Key
    done: list[str] = field(default_factory=list[str])
    unclear: list[str] = field(default_factory=list[str])
    by_hand: list[ByHand] = field(default_factory=list[ByHand])
    reason: Reason | None = None
    denied: Reason | None = None
    creations: int = 0
    _made: list[ObjectRequest] = field(default_factory=list[ObjectRequest])
    _left: list[ObjectRequest] = field(default_factory=list[ObjectRequest])
    _waits: Counter[Verdict] = field(default_factory=Counter[Verdict])

    def open(self, moves: Sequence[Move]) -> list[Move]:
        """Leave out the moves that a person has to make, and what follows them."""
        opened: list[Move] = []
        closed = False
        for each in moves:
            closed = each.request in self._left or (closed and each.follows)
            if not closed:
                opened.append(each)
        return opened

    def fresh(self, moves: Sequence[Move]) -> list[Move]:
        """Leave out the moves that have been made, and whose effect is yet to be seen."""
        return [each for each in moves if each.request not in self._made]

    async def make(self, moves: Sequence[Move]) -> None:
        """Make moves in their order, as far as the next can be made without looking again."""
        for each in moves:
            if each in self.open(moves) and not await self._make(each):
                return

    def outcome(self, name: str, ended: Ended, reason: Reason | None = None) -> Outcome:
        """Say how it ended; what was unclear has been made where it was seen to be."""
        kind, key = self.key
        observed = () if ended in UNFINISHED else self.unclear
        return Outcome(
            kind=kind,
            key=key,
            name=name,
            ended=ended,
            done=tuple(dict.fromkeys((*self.done, *observed))),
            reason=reason,
            by_hand=tuple(self.by_hand),
        )

    async def wait(
        self, verdict: Verdict, reason: Reason, *, after: timedelta | None = None
    ) -> bool:
        """Wait once more for something that passes; ``False`` when it has been long enough."""
        replicating = verdict in {Verdict.MADE, Verdict.NOT_YET} or (
            verdict is Verdict.ABSENT and self.run.has_just_created
        )
        spans = REPLICATION if replicating else TROUBLE
        turn = self._waits[verdict]
        if turn >= len(spans) or (after or spans[turn]) > LONGEST:
            self.reason = reason
            return False
        self._waits[verdict] += 1
        await self.run.wait(reason.sentence, after or spans[turn])
        return True

    async def _make(self, move: Move) -> bool:
        while True:
            told = await self._asked(move)
            if told.verdict is not Verdict.HELD:
                break
            if not await self.wait(told.verdict, told.reason, after=told.after):
                return False
        match told.verdict:
            case Verdict.MADE:
                self.done.append(move.says)
                self._made.append(move.request)
                self._waits.clear()
                return not move.creates
            case Verdict.DENIED if move.by_hand:
                self._leave(move, move.by_hand, told.reason)
                return True
            case Verdict.DENIED | Verdict.REFUSED:
                self.reason = told.reason
                return False
            case Verdict.UNCLEAR:
                return await self._unclear(move, told)
            case _:
                await self.wait(told.verdict, told.reason, after=told.after)
                return False

    async def _asked(self, move: Move) -> Judged:
        if move.creates:
            self.run.intend(self.key)
        self.run.asks(move)
        got = await self.run.tenancy.objects.ask(move.request)
        # From here to the id's being stored nothing is awaited.
        told = judged(got, move)
        if move.creates:
            self._creation(got, told.verdict)
        return told

    def _creation(self, got: Got[Json], verdict: Verdict) -> None:
        """Store the id, or that there is none to come; of what is unclear the intent stands."""
        self.creations += verdict in {Verdict.MADE, Verdict.UNCLEAR}
        if verdict is Verdict.MADE and isinstance(got, dict):
            self.run.created(self.key, str(got.get("id") or ""))
        elif verdict is not Verdict.UNCLEAR:
            self.run.forget(self.key)

    async def _unclear(self, move: Move, told: Judged) -> bool:
        self.unclear.append(move.says)
        if move.creates:
            # Whether it is there shows when it is looked for; where the cause is known, later.
            explained = move.hint and told.status == HTTPStatus.INTERNAL_SERVER_ERROR
            if explained or self.creations >= MOST_CREATIONS:
                self.reason = told.reason
            return False
        await self.wait(told.verdict, told.reason)
        refused = move.server_errors and told.status == HTTPStatus.INTERNAL_SERVER_ERROR
        if self.reason is not None and refused and move.by_hand:
            self.reason = None
            self._leave(move, move.by_hand, told.reason)
        return False

    def _leave(self, move: Move, by_hand: ByHand, reason: Reason) -> None:
        self._left.append(move.request)
        self.denied = self.denied or reason
        if by_hand not in self.by_hand:
            self.by_hand.append(by_hand)
