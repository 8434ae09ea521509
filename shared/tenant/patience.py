"""Waiting out what passes: Graph holding back, trouble on its side, copies that are behind."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from shared.domain.answers import Answer
from shared.domain.errors import GroundcrewError, Retryable
from shared.domain.faults import error_for
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.telling import Got
from shared.ports import Clock, TenantObjects
from shared.tenant.watching import Watcher


def _seconds(*spans: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(seconds=each) for each in spans)


# How long to wait before looking again, time after time; then it is given up.
TROUBLE = _seconds(1, 2, 4, 8, 15)
# Together more than the minutes after which every copy of a directory has been seen to have
# what was created; Microsoft names no figure.
REPLICATION = _seconds(2, 4, 8, 15, 30, 30, 60, 60, 60, 60)
# Nobody is held back for longer than this at a stretch.
LONGEST = timedelta(minutes=15)


class PatientObjects:
    """Reads through another port, and waits out what keeps a read from being answered.

    What has been waited for in vain is asked for once only from then on.
    """

    def __init__(self, objects: TenantObjects, clock: Clock, watcher: Watcher) -> None:
        self._objects = objects
        self._clock = clock
        self._watcher = watcher
        self._in_vain: set[str] = set()

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        """Send one request until it is answered."""

        async def ask(_: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
            return {"": await self._objects.ask(request)}

        return (await self._patiently({"": request}, ask))[""]

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        """Send requests, and those again that were not answered."""
        return await self._patiently(requests, self._objects.each)

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        """Read a list, from its beginning if need be."""

        async def every(_: Mapping[str, ObjectRequest]) -> dict[str, Got[list[Json]]]:
            return {"": await self._objects.every(request)}

        return (await self._patiently({"": request}, every))[""]

    async def _patiently[T](
        self,
        requests: Mapping[str, ObjectRequest],
        ask: Callable[[Mapping[str, ObjectRequest]], Awaitable[dict[str, Got[T]]]],
    ) -> dict[str, Got[T]]:
        got = await ask(requests)
        for span in TROUBLE:
            hindered = {
                key: error
                for key, each in got.items()
                if (error := hindrance(each)) and requests[key].path not in self._in_vain
            }
            wait = max((each.after or span for each in hindered.values()), default=None)
            if wait is None or wait > LONGEST:
                return got
            self._watcher.waits(str(next(iter(hindered.values()))), wait)
            await self._clock.sleep(wait)
            got |= await ask({key: requests[key] for key in hindered})
        self._in_vain |= {requests[key].path for key, each in got.items() if hindrance(each)}
        return got


def hindrance[T](got: Got[T]) -> Retryable | None:
    """Say what stands in the way of an answer, if it is something that passes."""
    error: GroundcrewError | T | None = error_for(got) if isinstance(got, Answer) else got
    return error if isinstance(error, Retryable) else None
