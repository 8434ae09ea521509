"""The park record that a request is about, and the command in it."""

from http import HTTPStatus

from handlers.inquiry import unknown
from shared.domain.errors import Malformed, TooNew
from shared.domain.parked import Parked
from shared.runtime.envelope import Envelope, decode
from shared.runtime.http import Problem, Request
from shared.runtime.services import Services


async def standing(request: Request, services: Services) -> Parked:
    """Read the record that the route names (``Problem`` 404 where there is none)."""
    parked = await services.parked.get(request.route["id"])
    if parked is None:
        raise unknown("park record", "id")
    return parked


def command_in(parked: Parked) -> Envelope:
    """Read the command that is parked (``Problem`` 409 where it is none, or of a newer version)."""
    try:
        envelope = decode(parked.message.encode())
    except TooNew as error:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-redrivable-yet",
            "A newer version of Groundcrew wrote what is parked there. Deploy that, then redrive.",
        ) from error
    except Malformed as error:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-redrivable",
            "What is parked there is no command; it can only be dismissed.",
        ) from error
    return envelope


def readable(parked: Parked) -> Envelope | None:
    """Read the command that is parked, ``None`` where it is none that this version knows."""
    try:
        return decode(parked.message.encode())
    except (Malformed, TooNew):
        return None


async def stands(parked: Parked, services: Services) -> bool:
    """Whether nobody has decided on this parking since it was read."""
    now = await services.parked.get(parked.id)
    return now is not None and now.parking == parked.parking


def decided() -> Problem:
    """Say that somebody else was faster."""
    return Problem(
        HTTPStatus.CONFLICT,
        "decided-already",
        "Somebody has decided on this record meanwhile; GET /api/acts tells who.",
    )
