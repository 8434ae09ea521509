"""A port of documents on which one request goes wrong, or after which the process dies."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from enum import Enum, auto

from shared.domain.answers import Answer
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.telling import Got
from shared.ports import TenantObjects
from simulator.mortality import Crash


class Trouble(Enum):
    """What befalls a request.  The effect of the lost ones is had."""

    DIES_BEFORE = auto()
    DIES_AFTER = auto()
    OUTAGE = auto()
    FAILURE = auto()
    THROTTLED = auto()
    LOST = auto()
    HANGS_UP = auto()


# What is answered, and whether the effect is had all the same.
_ANSWERS: dict[Trouble, tuple[int, bool]] = {
    Trouble.OUTAGE: (503, False),
    Trouble.FAILURE: (500, False),
    Trouble.THROTTLED: (429, False),
    Trouble.LOST: (504, True),
    Trouble.HANGS_UP: (0, True),
}


class FickleObjects:
    """Another port's requests, counted one by one; one of them meets with trouble."""

    def __init__(self, objects: TenantObjects) -> None:
        self.requests = 0
        self._objects = objects
        self._trouble: tuple[Trouble, int] | None = None

    def goes_wrong(self, trouble: Trouble, request: int) -> None:
        """Let a request meet with trouble: 1 is the next one."""
        self.requests = 0
        self._trouble = (trouble, request)

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        return await self._one(request, lambda: self._objects.ask(request))

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        if not self._is_struck(len(requests)):
            self.requests += len(requests)
            return await self._objects.each(requests)
        got: dict[str, Got[Json]] = {}
        for key, request in requests.items():
            got[key] = await self.ask(request)
        return got

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        return await self._one(request, lambda: self._objects.every(request))

    def _is_struck(self, requests: int) -> bool:
        at = self._trouble[1] if self._trouble else 0
        return self.requests < at <= self.requests + requests

    async def _one[T](self, request: ObjectRequest, ask: Callable[[], Awaitable[Got[T]]]) -> Got[T]:
        struck, trouble = self._is_struck(1), self._trouble
        self.requests += 1
        if not struck or trouble is None:
            return await ask()
        self._trouble = None
        match trouble[0]:
            case Trouble.DIES_BEFORE:
                raise Crash(f"died before request {trouble[1]}: {request}")
            case Trouble.DIES_AFTER:
                await ask()
                raise Crash(f"died after request {trouble[1]}: {request}")
            case known:
                status, acts = _ANSWERS[known]
                if acts:
                    await ask()
                wait = timedelta(seconds=20) if status == 429 else None
                return Answer(operation=request.operation, status=status, retry_after=wait)
