"""What the tenant answers: entities, pages of them, and refusals in Graph's envelope."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

type Entity = dict[str, Any]

NIL_GUID = "00000000-0000-0000-0000-000000000000"
NEVER = "0001-01-01T00:00:00Z"

INTUNE_TROUBLE = "An error has occurred"


class GraphFault(Exception):
    """Graph said no: an HTTP *status*, an error *code*, seconds to wait if it named them."""

    def __init__(
        self, status: int, code: str, message: str, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


class AnswerLost(GraphFault):
    """The tenant acted, and its answer never arrived.

    Callers see a gateway's 504, or a closed connection when it *hung up*.
    """

    def __init__(self, *, hung_up: bool) -> None:
        super().__init__(504, "UnknownError", "The gateway did not receive a response in time.")
        self.hung_up = hung_up


def no_such_resource(what: str) -> GraphFault:
    """Refuse as Entra does when an object does not exist (yet)."""
    return GraphFault(
        404,
        "Request_ResourceNotFound",
        f"Resource '{what}' does not exist or one of its queried reference-property "
        "objects are not present.",
    )


def no_such_record(what: str) -> GraphFault:
    """Refuse as Intune does when a record does not exist."""
    return GraphFault(404, "ResourceNotFound", f"Resource with id '{what}' was not found.")


def bad_request(message: str, code: str = "BadRequest") -> GraphFault:
    """Refuse what cannot be served as it was asked."""
    return GraphFault(400, code, message)


def error_envelope(
    fault: GraphFault, at: datetime, request_id: str, client_request_id: str | None
) -> Entity:
    """Write a refusal the way Graph does."""
    inner = {
        "date": at.strftime("%Y-%m-%dT%H:%M:%S"),
        "request-id": request_id,
        "client-request-id": client_request_id or request_id,
    }
    return {"error": {"code": fault.code, "message": fault.message, "innerError": inner}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some entities of a list, and how many to skip for the next ones (``None``: no more)."""

    items: list[Entity]
    next_skip: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which part of a list is asked for."""

    skip: int = 0
    top: int = 500


def page_of[T](found: Sequence[T], part: Slice, write: Callable[[T], Entity]) -> Page:
    """Cut one page out of what was found, and write that."""
    end = part.skip + part.top
    items = [write(each) for each in found[part.skip : end]]
    return Page(items=items, next_skip=end if end < len(found) else None)


def stamp(when: datetime) -> str:
    """Write a time as Graph does."""
    # A hundred thousand of these are written in a storm; strftime takes ten times as long.
    return f"{when.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def duration(length: timedelta) -> str:
    """Write a duration as Graph does (ISO 8601)."""
    return f"PT{int(length.total_seconds())}S"
