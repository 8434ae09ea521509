"""From answers to what a port tells: for each thing what was read, or the error in its way."""

from collections.abc import Callable, Mapping

from shared.domain.errors import GroundcrewError
from shared.domain.faults import Answer, error_for

# What came of a request: a body, a refusal, or an error of our own that kept it from being sent.
type Got[B] = B | Answer | GroundcrewError


def never(_answer: Answer) -> bool:
    """Tolerate no refusal."""
    return False


def settled[B](got: Got[B]) -> B:
    """Give the body, or raise the error that the table has for the refusal."""
    match got:
        case Answer():
            raise error_for(got)
        case GroundcrewError():
            raise got
        case _:
            return got


def told[B, T](
    got: Mapping[str, Got[B]],
    read: Callable[[B], T | None],
    tolerated: Callable[[Answer], bool] = never,
) -> dict[str, T | GroundcrewError]:
    """Read every body; what reads as nothing, and a refusal that is *tolerated*, is left out."""
    answers: dict[str, T | GroundcrewError] = {}
    for key, each in got.items():
        if isinstance(each, Answer) and tolerated(each):
            continue
        try:
            value = read(settled(each))
        except GroundcrewError as error:
            answers[key] = error
        else:
            if value is not None:
                answers[key] = value
    return answers


def failed[B](
    got: Mapping[str, Got[B]], tolerated: Callable[[Answer], bool] = never
) -> dict[str, GroundcrewError]:
    """Keep the errors alone, without what is *tolerated*."""

    def nothing(_body: B) -> GroundcrewError | None:
        return None

    return told(got, nothing, tolerated)


def refused[B](got: Mapping[str, Got[B]], why: Callable[[Answer], bool]) -> list[str]:
    """Name what was refused for that reason, to be asked in another way."""
    return [key for key, each in got.items() if isinstance(each, Answer) and why(each)]
