"""A port of documents on which one request goes wrong, or after which the process dies."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from enum import Enum, auto

from shared.domain.answers import Answer
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.telling import Got
from shared.ports import TenantObjects
from simulator.mortality import Crash


class Trouble(Enum):
    """What befalls a request.  Its effect is had where it dies after, is interrupted or lost."""

    DIES_BEFORE = auto()
    DIES_AFTER = auto()
    INTERRUPTED = auto()
    OUTAGE = auto()
    FAILURE = auto()
    THROTTLED = auto()
    LOST = auto()
    HANGS_UP = auto()


THROTTLED = 429
# What is answered, and whether the effect is had all the same.
ANSWERS: dict[Trouble, tuple[int, bool]] = {
    Trouble.OUTAGE: (503, False),
    Trouble.FAILURE: (500, False),
    Trouble.THROTTLED: (THROTTLED, False),
    Trouble.LOST: (504, True),
    Trouble.HANGS_UP: (0, True),
}


class FickleObjects:
    """Another port's requests, counted one by one; some of them meet with trouble."""

    def __init__(self, objects: TenantObjects) -> None:
        self.requests = 0
        self._objects = objects
        self._troubles: dict[int, Trouble] = {}

    def goes_wrong(self, trouble: Trouble, request: int) -> None:
        """Let a request meet with trouble: 1 is the next one."""
        self._troubles[self.requests + request] = trouble

    def goes_well(self) -> None:
        """Let nothing more go wrong."""
        self._troubles.clear()

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        return await self._one(request, lambda: self._objects.ask(request))

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        numbers = range(self.requests + 1, self.requests + 1 + len(requests))
        if not self._troubles.keys() & set(numbers):
            self.requests += len(requests)
            return await self._objects.each(requests)
        return {key: await self.ask(request) for key, request in requests.items()}

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        return await self._one(request, lambda: self._objects.every(request))

    async def _one[T](self, request: ObjectRequest, ask: Callable[[], Awaitable[Got[T]]]) -> Got[T]:
        self.requests += 1
        trouble = self._troubles.pop(self.requests, None)
        match trouble:
            case None:
                return await ask()
            case Trouble.DIES_BEFORE:
                raise Crash(f"died before {request}")
            case Trouble.DIES_AFTER:
                await ask()
                raise Crash(f"died after {request}")
            case Trouble.INTERRUPTED:
                await ask()
                raise asyncio.CancelledError
            case _:
                status, acts = ANSWERS[trouble]
                if acts:
                    await ask()
                wait = timedelta(seconds=20) if status == THROTTLED else None
                return Answer(operation=request.operation, status=status, retry_after=wait)
