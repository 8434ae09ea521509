"""Finding what spoils a request for many: Graph refuses all of them for the sake of one."""

from collections.abc import Awaitable, Callable, Sequence

from shared.domain.answers import Got
from shared.domain.faults import Answer, is_bad_request


async def halved[T, B](
    things: Sequence[T], ask: Callable[[Sequence[T]], Awaitable[Got[B]]]
) -> list[tuple[Sequence[T], Got[B]]]:
    """Ask for all *things* at once, and for either half of whatever is refused with a 400.

    Answers what came for each part, down to the culprits, who stand alone.
    """
    got = await ask(things)
    if len(things) == 1 or not (isinstance(got, Answer) and is_bad_request(got)):
        return [(things, got)]
    middle = len(things) // 2
    return [*await halved(things[:middle], ask), *await halved(things[middle:], ask)]
