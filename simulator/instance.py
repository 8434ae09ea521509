"""One instance of the app in a world in memory: it may die at whatever it does."""

from collections.abc import Awaitable, Callable

from handlers.draining import drain
from handlers.drifting import drift
from handlers.permissions import NEEDS, permissions_of
from handlers.routes import ROUTES
from handlers.sweeping import sweep
from shared.domain.errors import GroundcrewError
from shared.runtime.consumer import Consumer
from shared.runtime.delivery import Delivery as Arrived
from shared.runtime.envelope import decode, first
from shared.runtime.services import Services
from simulator.mishaps import Mishap, Mishaps
from simulator.mortality import Crash
from simulator.queues import DEAD_LETTERS, Delivery, Queues
from simulator.tenant import Tenant

# What a process that died and one that ended in an error have in common: nobody hears an answer.
_UNHEARD = (Crash, GroundcrewError)


class Instance:
    """Takes deliveries, sweeps and answers people, with one consumer and its *roles*.

    What it could not bring to an end comes again: a delivery from its queue at
    once, a sweep at its next time, a question by whoever asked it.
    """

    def __init__(
        self, services: Services, tenant: Tenant, queues: Queues, mishaps: Mishaps
    ) -> None:
        self.consumer = Consumer(ROUTES, services)
        # Each handler holds what the manifest lists for it; the tenant refuses it everything else.
        self.roles = {handler: permissions_of(handler) for handler in NEEDS}
        self.crashes = 0
        self.unheard: tuple[type[BaseException], ...] = _UNHEARD
        self._services = services
        self._tenant = tenant
        self._queues = queues
        self._mishaps = mishaps

    async def deliver(self, arrival: Delivery) -> None:
        """Carry out a delivery."""
        message = arrival.message
        arrived = Arrived(
            queue=arrival.queue,
            message_id=message.message_id or "",
            body=message.body,
            count=arrival.delivery_count,
            properties=message.properties,
        )
        doing = arrival.queue

        async def once_more(mishap: Mishap) -> None:
            await self.consumer.consume(arrived if mishap is Mishap.TWICE else _another(arrived))

        async def consume() -> None:
            await self.consumer.consume(arrived)

        if await self._does(doing, consume, once_more):
            self._queues.complete(arrival.lock_token)
        else:
            self._queues.abandon(arrival.lock_token)

    async def drain(self, arrival: Delivery) -> None:
        """Take a dead letter to the park."""
        message = arrival.message
        dead = Arrived(
            queue=arrival.queue.removesuffix(DEAD_LETTERS),
            message_id=message.message_id or "",
            body=message.body,
            count=arrival.delivery_count,
            properties=message.properties,
        )

        async def drained(_: Mishap | None = None) -> None:
            await drain(dead, self._services)

        if await self._does("drain", drained, drained):
            self._queues.complete(arrival.lock_token)
        else:
            self._queues.abandon(arrival.lock_token)

    async def sweep(self) -> None:
        """Sweep."""

        async def swept(_: Mishap | None = None) -> None:
            await sweep(self._services)

        await self._does("sweep", swept, swept)

    async def drift(self) -> None:
        """Look for drift."""

        async def drifted(_: Mishap | None = None) -> None:
            await drift(self._services)

        await self._does("drift", drifted, drifted)

    async def answer(self, act: Callable[[Services], Awaitable[object]], doing: str) -> None:
        """Do what somebody asks for, who asks again until there is an answer."""

        async def acts(_: Mishap | None = None) -> None:
            await act(self._services)

        while not await self._does(doing, acts, acts):
            pass

    async def _does(
        self,
        doing: str,
        act: Callable[[], Awaitable[None]],
        once_more: Callable[[Mishap], Awaitable[None]],
    ) -> bool:
        """Do something, and perhaps once more in the middle; tell whether it came to an end."""
        self._mishaps.begin(doing, once_more)
        try:
            with self._tenant.acting_as(self.roles.get(doing, ())):
                await act()
        except self.unheard:
            self.crashes += 1
            return False
        return True


def _another(arrived: Arrived) -> Arrived:
    """Make another message that asks for the same, as a sweep or a sender that repeats does."""
    envelope = decode(arrived.body)
    origin = f"beside/{envelope.step}"
    beside = first(envelope.command, origin=origin, correlation=envelope.correlation)
    message = beside.message()
    return Arrived(queue=message.queue, message_id=message.id, body=message.body)
