"""Asking Graph within the budget, alone or twenty in an exchange; adapters and twins do it alike.

Nothing is asked twice, and nothing in a window that Graph has closed.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import batched, islice
from typing import cast

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Throttled
from shared.domain.operations import Operation
from shared.domain.telling import Got
from shared.runtime import measures
from shared.runtime.budget import Budget
from shared.runtime.tracing import Role, annotate, span
from shared.runtime.work import exchange, present

# Microsoft Graph, "Combine multiple HTTP requests using JSON batching".
IN_A_BATCH = 20

type Lost = Answer | GroundcrewError


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking[R, B]:
    """How requests *R* become bodies *B*: *alone*, or *together* in one exchange.

    *together* answers each request in its place, or what became of them all.
    """

    budget: Budget
    alone: Callable[[Operation, R], Awaitable[Got[B]]]
    together: Callable[[Operation, list[R]], Awaitable[list[Got[B]] | Lost]]

    async def ask(self, operation: Operation, request: R, about: Collection[str] = ()) -> Got[B]:
        """Ask once; *about* names what the answer tells of, if that is known beforehand."""
        try:
            await self.budget.spend(operation)
        except Throttled as held_back:
            return held_back
        return await self._alone(operation, request, about)

    async def each(self, operation: Operation, requests: Mapping[str, R]) -> dict[str, Got[B]]:
        """Ask for each; one alone goes as it is.

        When an exchange comes to nothing as a whole, so does all that would have come after it.
        """
        got: dict[str, Got[B]] = {}
        lost: Lost | None = None
        for chunk in batched(requests.items(), IN_A_BATCH, strict=False):
            if lost is None:
                answers, lost = await self._exchanged(operation, dict(chunk))
                got |= answers
            else:
                got |= dict.fromkeys((key for key, _ in chunk), lost)
        return got

    async def _exchanged(
        self, operation: Operation, requests: dict[str, R]
    ) -> tuple[dict[str, Got[B]], Lost | None]:
        grant = await self.budget.grant(operation, len(requests))
        got: dict[str, Got[B]] = {}
        if grant.rest is not None:
            got = dict.fromkeys(islice(requests, grant.requests, None), grant.rest)
        sent = dict(islice(requests.items(), grant.requests))
        if len(sent) == 1:
            ((key, request),) = sent.items()
            return got | {key: await self._alone(operation, request, (key,))}, None
        if not sent:
            return got, None
        _count(operation, len(sent))
        with span(str(operation), Role.CLIENT), exchange() as made:
            annotate({"groundcrew.requests": len(sent)})
            answers = await self.together(operation, list(sent.values()))
        if not isinstance(answers, list):
            present().tells(sent, made.request_id)
            lost = self._minded(operation, _identified(answers, made.request_id))
            return got | dict.fromkeys(sent, lost), lost
        for key, answer, told_by in zip(sent, answers, made.items(len(sent)), strict=True):
            present().tells((key,), told_by)
            got[key] = self._minded(operation, _identified(answer, told_by))
        return got, None

    async def _alone(self, operation: Operation, request: R, about: Collection[str]) -> Got[B]:
        _count(operation, 1)
        with span(str(operation), Role.CLIENT), exchange() as made:
            answer = await self.alone(operation, request)
        present().tells(about, made.request_id)
        return self._minded(operation, _identified(answer, made.request_id))

    def _minded[A](self, operation: Operation, answer: A) -> A:
        """Count a refusal, and keep to what a 429 says of the time to come."""
        if not isinstance(answer, Answer):
            return answer
        at_hand = present()
        at_hand.refused += 1
        refused = {"operation": str(operation), "status": str(answer.status)}
        measures.GRAPH_REFUSALS(1, refused)
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            at_hand.throttled += 1
            if answer.retry_after is not None:
                self.budget.close(operation, answer.retry_after)
        return answer


def _identified[A](answer: A, request_id: str) -> A:
    """Name the request that was refused, which Microsoft's support asks for."""
    if not isinstance(answer, Answer) or answer.request_id:
        return answer
    return cast("A", replace(answer, request_id=request_id))


def _count(operation: Operation, requests: int) -> None:
    """Count an exchange and the requests in it for the unit of work at hand."""
    measures.GRAPH_REQUESTS(requests, {"operation": str(operation)})
    at_hand = present()
    at_hand.requests += requests
    at_hand.exchanges += 1
