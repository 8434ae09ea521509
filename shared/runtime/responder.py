"""The one place that decides what a caller gets when something is raised."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from shared.domain.errors import GroundcrewError, Rejected
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.services import Services
from shared.runtime.tracing import nearest
from shared.runtime.unit import Beginning, Kind, unit

type Answer = Callable[[Request, Services], Awaitable[Reply]]


async def respond(request: Request, answer: Answer, services: Callable[[], Services]) -> Reply:
    """Answer a request; what was raised on purpose becomes a problem, the rest escapes.

    *services* are asked for here, so that a setting that is wrong is a problem too.
    """
    beginning = Beginning(
        kind=Kind.REQUEST,
        name=answer.__name__,
        cause=answer.__name__,
        parent=nearest(request.headers.get("traceparent", ""), request.trace),
    )
    with unit(beginning) as at_hand:
        at_hand.note(function=answer.__name__)
        code = ""
        try:
            told = await answer(request, services())
        except (Problem, GroundcrewError) as error:
            problem = _problem_of(error)
            told, code = problem.reply(), problem.code
        at_hand.outcome = "answered"
        at_hand.note(status=int(told.status), code=code)
        return told


def _problem_of(error: Problem | GroundcrewError) -> Problem:
    match error:
        case Problem():
            return error
        case Rejected(reason=reason):
            detail = f"{reason.sentence} {reason.remedy}"
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, reason.code, detail)
        case _:
            detail = "A service that this app stands on does not answer. Send the same once more."
            return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "try-again", detail)
