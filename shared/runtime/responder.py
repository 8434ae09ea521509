"""The one place that decides what a caller gets when something is raised."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog

from shared.domain.errors import GroundcrewError, Rejected
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.services import Services
from shared.runtime.work import work

log = structlog.get_logger()

type Answer = Callable[[Request, Services], Awaitable[Reply]]


async def respond(request: Request, answer: Answer, services: Callable[[], Services]) -> Reply:
    """Answer a request; what was raised on purpose becomes a problem, the rest escapes.

    *services* are asked for here, so that a setting that is wrong is a problem too.
    """
    code = ""
    try:
        with work(answer.__name__):
            told = await answer(request, services())
    except (Problem, GroundcrewError) as error:
        problem = _problem_of(error)
        told, code = problem.reply(), problem.code
    log.info("request.answered", function=answer.__name__, status=int(told.status), code=code)
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
