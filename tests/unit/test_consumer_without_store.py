"""What becomes of a delivery while the store does not answer: it comes later, and is not raised.

What is raised is delivered again at once, and is dead after ten times: before the store is well.
"""

from collections.abc import Sequence
from dataclasses import replace

from shared.domain.commands import AddToGroup, AssignUser, Command, FollowUp
from shared.domain.errors import Retryable, Unavailable
from shared.domain.messages import Message
from shared.domain.rows import Document, Row, RowKey, RowPage
from shared.ports import Rows
from shared.runtime.consumer import LEASE, Consumer, Routes
from shared.runtime.delivery import Delivery, Verdict
from shared.runtime.envelope import decode, first
from shared.runtime.ledger import Claim, Ledger
from shared.runtime.services import Services
from tests.journeys import a_world

STEP = first(AssignUser(serials=("SN-1",)), origin="here", correlation="C-1")
NEXT = FollowUp(command=AddToGroup(serials=("SN-1",)))


class FalteringRows:
    """Rows of which some operations are not answered for a while."""

    def __init__(self, rows: Rows) -> None:
        self.silent: set[str] = set()
        self._rows = rows

    async def get(self, key: RowKey) -> Row | None:
        self._ask("get")
        return await self._rows.get(key)

    async def insert(self, key: RowKey, document: Document) -> Row:
        self._ask("insert")
        return await self._rows.insert(key, document)

    async def replace(self, row: Row, document: Document) -> Row:
        self._ask("replace")
        return await self._rows.replace(row, document)

    async def upsert(self, key: RowKey, document: Document) -> None:
        self._ask("upsert")
        await self._rows.upsert(key, document)

    async def delete(self, key: RowKey) -> None:
        self._ask("delete")
        await self._rows.delete(key)

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        return await self._rows.within(table, partition)

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        return await self._rows.page(table, continuation, limit)

    def _ask(self, operation: str) -> None:
        if operation in self.silent:
            raise Unavailable("The store does not answer.")


class Desk:
    """A consumer whose ledger falters, and whose one handler ends as it is told."""

    def __init__(self, outcome: Sequence[FollowUp] | Retryable = ()) -> None:
        world = a_world()
        self.rows = FalteringRows(world.rows)
        self.ledger = Ledger(self.rows, world.clock)
        self.handled = 0
        self.sent: list[Message] = []
        self._outcome = outcome
        services = replace(world.services, outbox=self, ledger=self.ledger)
        routes = Routes(
            handlers={AssignUser: self._handle}, on_parked=_nothing, on_postponed=_nothing
        )
        self._consumer = Consumer(routes, services)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def consume(self) -> Verdict:
        message = STEP.message()
        return await self._consumer.consume(
            Delivery(queue=message.queue, message_id=message.id, body=message.body)
        )

    async def _handle(self, _: Command, __: Services) -> Sequence[FollowUp]:
        self.handled += 1
        if isinstance(self._outcome, Retryable):
            raise self._outcome
        return self._outcome


async def _nothing(*_: object) -> None:
    """Tell nobody."""


async def test_a_step_that_cannot_be_claimed_comes_later() -> None:
    desk = Desk()
    desk.rows.silent = {"insert"}

    assert await desk.consume() is Verdict.POSTPONED
    assert desk.handled == 0
    assert [decode(each.body).tries for each in desk.sent] == [2]


async def test_a_step_whose_claim_cannot_be_looked_at_comes_later() -> None:
    desk = Desk()
    await desk.ledger.claim(STEP.step, LEASE)
    desk.rows.silent = {"get"}

    assert await desk.consume() is Verdict.POSTPONED
    assert len(desk.sent) == 1


async def test_a_step_that_cannot_be_noted_as_done_is_done_all_the_same() -> None:
    desk = Desk([NEXT])
    desk.rows.silent = {"upsert"}

    assert await desk.consume() is Verdict.DONE
    assert [each.queue for each in desk.sent] == ["add-to-group"]


async def test_a_claim_that_cannot_be_let_go_keeps_nobody_from_postponing() -> None:
    desk = Desk(Unavailable("Graph does not answer."))
    desk.rows.silent = {"delete"}

    assert await desk.consume() is Verdict.POSTPONED
    assert await desk.ledger.claim(STEP.step, LEASE) is Claim.HELD
