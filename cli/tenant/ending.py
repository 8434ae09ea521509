"""How a command of ``groundcrew tenant`` ends when something stands in its way."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, NoReturn

from cli.exits import ExitCode, Trouble, carry_out, tell
from shared.domain.errors import Misconfigured, Rejected, Retryable

type Work = Callable[[], Coroutine[Any, Any, ExitCode]]


def carry_out_asking(work: Work) -> NoReturn:
    """Run a command that asks Graph, and exit; every error is a sentence and a remedy."""
    carry_out(partial(_told, work))


async def _told(work: Work) -> ExitCode:
    try:
        return await work()
    except Misconfigured as error:
        tell(Trouble(error.reason.sentence, error.reason.remedy))
        return ExitCode.USAGE
    except Rejected as error:
        tell(Trouble(error.reason.sentence, error.reason.remedy))
        return ExitCode.FAILED
    except Retryable as error:
        tell(Trouble(str(error), "Try again later; repeating is safe."))
        return ExitCode.FAILED
