"""The tenant's refusals, sorted as the adapters sort Graph's."""

from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from shared.domain.faults import Answer, error_for
from simulator.tenant import GraphFault


class told:  # noqa: N801  read as a word: "with told(...)"
    """Turn a refusal into the error to raise, unless it is none for this *operation*."""

    def __init__(self, operation: str, unless: Callable[[Answer], bool] = lambda _: False) -> None:
        self._operation = operation
        self._unless = unless

    def __enter__(self) -> None:
        """Watch what is asked within."""

    def __exit__(
        self,
        _: type[BaseException] | None,
        error: BaseException | None,
        __: TracebackType | None,
    ) -> bool:
        """Pass over what is no error; raise the rest anew."""
        if not isinstance(error, GraphFault):
            return False
        after = error.retry_after
        answer = Answer(
            operation=self._operation,
            status=error.status,
            code=error.code,
            message=error.message,
            retry_after=None if after is None else timedelta(seconds=after),
        )
        if self._unless(answer):
            return True
        raise error_for(answer) from error
