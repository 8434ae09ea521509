"""How an answer is written: status, headers and body, the same alone and within a batch."""

from dataclasses import dataclass
from datetime import datetime

from simulator.graph_http.routing import Reply
from simulator.tenant import Entity, GraphFault
from simulator.tenant.answers import error_envelope

CLIENT_REQUEST_ID = "client-request-id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an answer repeats of its request: the metadata's *address*, our id and the caller's."""

    address: str
    request_id: str
    client_request_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer as it goes back."""

    status: int
    headers: dict[str, str]
    body: Entity | None


def write(answer: Reply | GraphFault, asked: Asked) -> Written:
    """Write what was answered or refused, with the identifiers that support asks for."""
    headers = {"request-id": asked.request_id}
    if asked.client_request_id:
        headers[CLIENT_REQUEST_ID] = asked.client_request_id
    if isinstance(answer, GraphFault):
        if answer.retry_after is not None:
            headers["Retry-After"] = to_the_millisecond(answer.retry_after)
        envelope = error_envelope(answer, asked.at, asked.request_id, asked.client_request_id)
        return Written(status=answer.status, headers=headers, body=envelope)
    body = answer.body
    if body is not None and not answer.plain:
        body = {"@odata.context": asked.address} | body
    return Written(status=answer.status, headers=headers, body=body)


def to_the_millisecond(seconds: float) -> str:
    """Write seconds with their fraction, and whole ones without (2.128, 20)."""
    return f"{seconds:.3f}".rstrip("0").rstrip(".")
