"""The one way from the twins to the tenant: budgeted and batched as the adapters' requests are."""

from collections.abc import AsyncGenerator, Callable, Collection, Mapping
from typing import Any

from shared.domain.answers import Answer
from shared.domain.operations import Operation
from shared.domain.telling import Got, settled
from shared.runtime.asking import Asking, Lost
from shared.runtime.budget import Budget
from shared.runtime.work import under_way
from simulator.tenant import Entity, GraphFault, Page, Slice, Tenant
from simulator.twins.answers import answer_of

# One request of the tenant's, and one page of a list.
type Ask[T] = Callable[[], T]
type Turn = Callable[[Slice], Page]


class Requests:
    """Asks the tenant as often as the adapters do, and holds back what they hold back."""

    def __init__(self, tenant: Tenant, budget: Budget) -> None:
        self.tenant = tenant
        self._asking = Asking[Ask[Any], Any](
            budget=budget, alone=self._alone, together=self._together
        )

    async def ask[T](
        self, operation: Operation, ask: Ask[T], about: Collection[str] = ()
    ) -> Got[T]:
        """Make one request; *about* names what its answer tells of."""
        return await self._asking.ask(operation, ask, about)

    async def each[T](self, operation: Operation, asks: Mapping[str, Ask[T]]) -> dict[str, Got[T]]:
        """Make requests, twenty in one exchange."""
        return await self._asking.each(operation, asks)

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

    async def _alone(self, operation: Operation, ask: Ask[Any]) -> Got[Any]:
        answer = _answered(operation, ask)
        under_way().request_id = self._told_by(answer)
        return answer

    async def _together(self, operation: Operation, asks: list[Ask[Any]]) -> list[Got[Any]] | Lost:
        answers: list[Got[Any]] = []
        ids: list[str] = []
        try:
            with self.tenant.one_round_trip():
                for ask in asks:
                    answers.append(_answered(operation, ask))
                    ids.append(self._told_by(answers[-1]))
        except GraphFault as fault:
            lost = answer_of(operation, fault)
            under_way().request_id = self._told_by(lost)
            return lost
        under_way().of_items = tuple(ids)
        return answers

    def _told_by(self, answer: object) -> str:
        """Give the tenant's id of the request just made, unless no answer came."""
        unanswered = isinstance(answer, Answer) and not answer.status
        return "" if unanswered else self.tenant.gate.request_id


def _answered[T](operation: Operation, ask: Ask[T]) -> Got[T]:
    try:
        return ask()
    except GraphFault as fault:
        return answer_of(operation, fault)


def _turning(turn: Turn, top: int, part: int) -> Ask[Page]:
    return lambda: turn(Slice(skip=part, top=top))
