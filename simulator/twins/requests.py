"""The one way from the twins to the tenant: budgeted and batched as the adapters' requests are."""

from collections.abc import AsyncGenerator, Callable, Mapping
from http import HTTPStatus
from itertools import batched, islice

from shared.domain.answers import Got, settled
from shared.domain.errors import Throttled
from shared.domain.faults import Answer
from shared.domain.operations import Operation
from shared.runtime.budget import Budget
from simulator.tenant import Entity, GraphFault, Page, Slice, Tenant
from simulator.tenant.gate import BATCH_SIZE
from simulator.twins.answers import answer_of

# One request of the tenant's, and one page of a list.
type Ask[T] = Callable[[], T]
type Turn = Callable[[Slice], Page]


class Requests:
    """Asks the tenant as often as the adapters do, and holds back what they hold back."""

    def __init__(self, tenant: Tenant, budget: Budget) -> None:
        self.tenant = tenant
        self._budget = budget

    async def ask[T](self, operation: Operation, ask: Ask[T]) -> Got[T]:
        """Make one request."""
        try:
            await self._budget.spend(operation)
        except Throttled as held_back:
            return held_back
        return self._answer(operation, ask)

    async def each[T](self, operation: Operation, asks: Mapping[str, Ask[T]]) -> dict[str, Got[T]]:
        """Make requests, twenty in one exchange; what fails as a whole ends the rest too."""
        got: dict[str, Got[T]] = {}
        lost: Answer | None = None
        for chunk in batched(asks.items(), BATCH_SIZE, strict=False):
            if lost is None:
                answers, lost = await self._together(operation, dict(chunk))
                got |= answers
            else:
                got |= dict.fromkeys((key for key, _ in chunk), lost)
        return got

    async def pages(self, operation: Operation, turn: Turn, top: int) -> AsyncGenerator[Page]:
        """Read a list page by page; raises what stands in the way."""
        part: int | None = 0
        while part is not None:
            here = Slice(skip=part, top=top)
            page = settled(await self.ask(operation, lambda here=here: turn(here)))  # type: ignore[misc]  # bound now
            yield page
            part = page.next_skip

    async def lists(
        self,
        operation: Operation,
        turns: Mapping[str, tuple[Turn, int]],
        more: Callable[[str, list[Entity]], bool],
    ) -> dict[str, Got[list[Entity]]]:
        """Read lists side by side, each as long as *more* than what was seen of it is wanted."""
        seen: dict[str, list[Entity]] = {}
        ended: dict[str, Got[list[Entity]]] = {}
        parts = dict.fromkeys(turns, 0)
        while parts:
            asks = {key: _turning(*turns[key], part) for key, part in parts.items()}
            parts = {}
            for key, page in (await self.each(operation, asks)).items():
                if not isinstance(page, Page):
                    ended[key] = page
                    continue
                entities = seen.setdefault(key, [])
                entities += page.items
                if page.next_skip is not None and more(key, entities):
                    parts[key] = page.next_skip
        return {**seen, **ended}

    async def _together[T](
        self, operation: Operation, asks: dict[str, Ask[T]]
    ) -> tuple[dict[str, Got[T]], Answer | None]:
        grant = await self._budget.grant(operation, len(asks))
        got: dict[str, Got[T]] = {}
        if grant.rest is not None:
            got = dict.fromkeys(islice(asks, grant.requests, None), grant.rest)
        sent = dict(islice(asks.items(), grant.requests))
        if len(sent) == 1:
            ((key, ask),) = sent.items()
            return got | {key: self._answer(operation, ask)}, None
        if not sent:
            return got, None
        try:
            with self.tenant.one_round_trip():
                answers = {key: self._answer(operation, ask) for key, ask in sent.items()}
        except GraphFault as fault:
            lost = self._minded(operation, answer_of(operation, fault))
            return got | dict.fromkeys(sent, lost), lost
        return got | answers, None

    def _answer[T](self, operation: Operation, ask: Ask[T]) -> Got[T]:
        try:
            return ask()
        except GraphFault as fault:
            return self._minded(operation, answer_of(operation, fault))

    def _minded(self, operation: Operation, answer: Answer) -> Answer:
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS and answer.retry_after is not None:
            self._budget.close(operation, answer.retry_after)
        return answer


def _turning(turn: Turn, top: int, part: int) -> Ask[Page]:
    return lambda: turn(Slice(skip=part, top=top))
