"""What can go wrong with one call of a port, each in its own way."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, cast

from shared.domain.errors import Conflict, Unavailable
from simulator.mortality import Crash, Mortal
from simulator.port_calls import ASKED, GUARDED, WRITES, Arguments

type _Call = Callable[..., Awaitable[Any]]


class Mishap(StrEnum):
    """What becomes of a call.

    Of a call whose *answer is lost* the effect took place.  A *conflict* is
    raised as if somebody else had written the row; of *our own conflict* it
    was us: the store's client sent the write again, having missed the answer.
    *Twice* is the message at hand that arrives once more in the middle,
    *beside* another message that asks the same.
    """

    DEATH_BEFORE = "the process dies before"
    DEATH_AFTER = "the process dies after"
    OUTAGE = "nobody answers"
    LOST_ANSWER = "the answer is lost"
    CONFLICT = "a conflict"
    OWN_CONFLICT = "our own conflict"
    TWICE = "the message comes twice"
    BESIDE = "another message asks the same"


@dataclass(frozen=True, slots=True)
class Called:
    """One call of a port's method: what was being done, and whether it was the first of that."""

    doing: str
    method: str
    first: bool


def may_befall(mishap: Mishap, called: Called) -> bool:
    """Whether a mishap is one of its own.

    Of a question no effect is lost, and who dies before a call has died after the one before.
    """
    match mishap:
        case Mishap.DEATH_BEFORE:
            return called.first
        case Mishap.LOST_ANSWER:
            return called.method in WRITES
        case Mishap.CONFLICT | Mishap.OWN_CONFLICT:
            return called.method in GUARDED
        case _:
            return True


class Mishaps(Mortal):
    """Counts the calls of the ports it watches, and lets one mishap befall a chosen one.

    *trace* names them all.  *again* carries out what is at hand once more, as
    the same message or as another one.
    """

    def __init__(self, dies_after: int = 0) -> None:
        super().__init__(dies_after)
        self.trace: list[Called] = []
        self.again: Callable[[Mishap], Awaitable[None]] | None = None
        self._mishap: Mishap | None = None
        self._befallen = 0
        self._begun = True

    def begin(self, doing: str, again: Callable[[Mishap], Awaitable[None]]) -> None:
        """Begin to do something, and know how to do it once more."""
        self.doing, self.again, self._begun = doing, again, True

    def befall(self, mishap: Mishap, call: int) -> None:
        """Let this befall the call of that number, counted from 1."""
        self._mishap, self._befallen = mishap, call

    def watch[T](self, port: T) -> T:
        """Give back a port that behaves the same but for the mishap."""
        return cast("T", _Watched(port, self._carried_out))

    async def _carried_out(self, method: str, call: _Call, arguments: Arguments) -> object:
        self.trace.append(Called(self.doing, method, first=self._begun))
        self._begun = False
        if len(self.trace) == self._befallen and self._mishap is not None:
            return await self._befalls(self._mishap, method, call, arguments)
        answer = await call(*arguments)
        self._called(method)
        return answer

    async def _befalls(
        self, mishap: Mishap, method: str, call: _Call, arguments: Arguments
    ) -> object:
        if mishap in _INSTEAD:
            return _INSTEAD[mishap](method, arguments)
        if mishap not in _AFTERWARDS and self.again is not None:
            await self.again(mishap)
        answer = await call(*arguments)
        return _AFTERWARDS[mishap](method, arguments) if mishap in _AFTERWARDS else answer


def _unanswered(method: str, arguments: Arguments) -> object:
    """Answer that there is none, in the way of the port."""
    error = Unavailable("No answer.")
    if method not in ASKED:
        raise error
    return dict.fromkeys(ASKED[method](arguments), error)


def _dies(method: str, _: Arguments) -> object:
    raise Crash(f"died at {method}")


def _conflicts(method: str, _: Arguments) -> object:
    raise Conflict(f"Somebody else was first, as {method} found.")


_INSTEAD: Mapping[Mishap, Callable[[str, Arguments], object]] = {
    Mishap.DEATH_BEFORE: _dies,
    Mishap.OUTAGE: _unanswered,
    Mishap.CONFLICT: _conflicts,
}
_AFTERWARDS: Mapping[Mishap, Callable[[str, Arguments], object]] = {
    Mishap.DEATH_AFTER: _dies,
    Mishap.LOST_ANSWER: _unanswered,
    Mishap.OWN_CONFLICT: _conflicts,
}


class _Watched:
    def __init__(self, port: object, carried_out: Callable[..., Awaitable[object]]) -> None:
        self._port = port
        self._carried_out = carried_out

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the port has
        method = getattr(self._port, name)

        async def call(*arguments: object, **named: object) -> object:
            return await self._carried_out(name, partial(method, **named), arguments)

        return call
