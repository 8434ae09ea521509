"""A process that can die after any call of a port."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, cast


class Crash(BaseException):
    """The process died here: the effect took place, and nobody heard of it.

    Whatever code catches, a dead process goes on with nothing.
    """


class Mortal:
    """Counts the calls of the ports it watches, and dies once, after a chosen one.

    *called* names the methods that were called while it was *doing* something.
    """

    def __init__(self, dies_after: int = 0) -> None:
        self.calls = 0
        self.doing = ""
        self.called: defaultdict[str, set[str]] = defaultdict(set)
        self._dies_after = dies_after

    def dies_after(self, calls: int) -> None:
        """Die after so many more calls (0: never); what was counted so far is forgotten."""
        self.calls, self._dies_after = 0, calls

    def watch[T](self, port: T) -> T:
        """Give back a port that behaves the same until the process dies."""
        return cast("T", _Watched(port, self._called))

    def _called(self, method: str) -> None:
        self.calls += 1
        self.called[self.doing].add(method)
        if self.calls == self._dies_after:
            raise Crash(f"died after call {self.calls}")


class _Watched:
    def __init__(self, port: object, called: Callable[[str], None]) -> None:
        self._port = port
        self._called = called

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the port has
        method = getattr(self._port, name)

        async def call(*args: object, **named: object) -> object:
            answer = await method(*args, **named)
            self._called(name)
            return answer

        return call
