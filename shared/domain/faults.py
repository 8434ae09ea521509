"""What Graph's refusals mean: the table that sorts them by what to do next.

Adapters and twins hand in what they were told; the first line that fits
decides.  Sources: "Microsoft Graph error responses and resource types",
"Microsoft Graph throttling guidance", and the Autopilot page "Manually
register devices" for the names of import errors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from shared.domain.errors import GroundcrewError, Reason, Refused, Retryable, Throttled, Unavailable
from shared.domain.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A refusal as it arrived.  *status* 0 means that no answer came at all.

    *operation* is one of ``Operation``, or says what else was asked in such words.
    """

    operation: str
    status: int
    code: str = ""
    message: str = ""
    retry_after: timedelta | None = None
    request_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of the table: which answers it covers, and what to make of them.

    *kind* is ``Refused`` with *code* and *remedy*, or one of the retryable errors.
    """

    covers: Callable[[Answer], bool]
    kind: type[Refused | Retryable]
    code: str
    remedy: str = ""


def _status(*statuses: int) -> Callable[[Answer], bool]:
    return lambda answer: answer.status in statuses


def is_missing(answer: Answer) -> bool:
    """Say whether what was asked for is not there."""
    return answer.status == HTTPStatus.NOT_FOUND


def is_bad_request(answer: Answer) -> bool:
    """Say whether the request itself was not understood, such as a filter."""
    return answer.status == HTTPStatus.BAD_REQUEST


def is_syncing(answer: Answer) -> bool:
    """Say whether Intune syncs already, or did within the last ten minutes.

    Microsoft Graph's page of the action sync: 409 and 429.
    """
    syncs = answer.operation == Operation.SYNC
    return syncs and answer.status in {HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}


def is_already_member(answer: Answer) -> bool:
    """Say whether Entra refused to add a member because it is one.

    The code is a generic one, so the message decides (observed behaviour).
    """
    told = answer.message.lower()
    return (
        answer.operation == Operation.ADD_MEMBERS
        and answer.status == HTTPStatus.BAD_REQUEST
        and "already exist" in told
        and "'members'" in told
    )


def _replicating(answer: Answer) -> bool:
    # A group or device just created is missing from some of Entra's replicas for a while.
    told = answer.message.lower()
    unresolved = "does not exist" in told or "doesn't exist" in told
    refused = answer.status == HTTPStatus.BAD_REQUEST and unresolved
    return answer.operation == Operation.ADD_MEMBERS and (is_missing(answer) or refused)


def _damaged_hash(answer: Answer) -> bool:
    return answer.status == HTTPStatus.BAD_REQUEST and "Edm.Binary" in answer.message


_GRANT = "Grant the app identity the Graph permission that docs/permissions.md lists for this step."

# Read from the top; the last line covers what nobody foresaw.
FAULTS: tuple[Fault, ...] = (
    Fault(covers=_status(0), kind=Unavailable, code="no-answer"),
    Fault(covers=_status(429), kind=Throttled, code="throttled"),
    Fault(covers=_replicating, kind=Unavailable, code="replicating"),
    Fault(covers=_status(408, 409, 412, 423, 424), kind=Unavailable, code="try-again"),
    Fault(
        covers=lambda answer: answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        kind=Unavailable,
        code="server-error",
    ),
    Fault(
        covers=_status(401),
        kind=Refused,
        code="unauthenticated",
        remedy="Check AZURE_CLIENT_ID and that the managed identity is attached to the app.",
    ),
    Fault(covers=_status(403), kind=Refused, code="forbidden", remedy=_GRANT),
    Fault(
        covers=_damaged_hash,
        kind=Refused,
        code="hash-not-base64",
        remedy="Ask the supplier for the hardware hash again; it was damaged on its way.",
    ),
    Fault(
        covers=_status(404),
        kind=Refused,
        code="not-found",
        remedy="Check in the Intune admin center whether somebody has deleted the object.",
    ),
    Fault(
        covers=lambda _: True,
        kind=Refused,
        code="refused",
        remedy="Read the evidence; correct the cause in the tenant, then redrive.",
    ),
)


def error_for(answer: Answer) -> GroundcrewError:
    """Turn a refusal into the error to raise."""
    fault = next(fault for fault in FAULTS if fault.covers(answer))
    told = f"answered {answer.status} {answer.code}".strip() if answer.status else "gave no answer"
    sentence = f"Graph {told} to {answer.operation}."
    if issubclass(fault.kind, Retryable):
        return fault.kind(sentence, after=answer.retry_after)
    evidence = {"operation": answer.operation, "status": str(answer.status), "code": answer.code}
    if answer.request_id:
        evidence["request-id"] = answer.request_id
    return fault.kind(
        Reason(code=fault.code, sentence=sentence, remedy=fault.remedy, evidence=evidence)
    )
