"""What Graph's refusals mean: the table that sorts them by what to do next.

Adapters and twins hand in what they were told; the first line that fits
decides.  Sources: "Microsoft Graph error responses and resource types",
"Microsoft Graph throttling guidance", and the Autopilot page "Manually
register devices" for the names of import errors.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from shared.domain.answers import Answer, is_bad_request, is_missing
from shared.domain.errors import (
    NOT_DEREGISTERED,
    NOT_FOUND,
    REQUEST_ID,
    GroundcrewError,
    Reason,
    Refused,
    Retryable,
    Throttled,
    Unavailable,
)
from shared.domain.operations import Operation


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


def _replicating(answer: Answer) -> bool:
    # What was just created is missing from some of Entra's replicas for a while.  Whoever is
    # asked for their licences, or is to be added to a group, has been seen a moment before.
    if answer.operation == Operation.LICENSED:
        return is_missing(answer)
    told = answer.message.lower()
    unresolved = "does not exist" in told or "doesn't exist" in told
    refused = answer.status == HTTPStatus.BAD_REQUEST and unresolved
    return answer.operation == Operation.ADD_MEMBERS and (is_missing(answer) or refused)


def _damaged_hash(answer: Answer) -> bool:
    return is_bad_request(answer) and "Edm.Binary" in answer.message


def _bad(operation: Operation) -> Callable[[Answer], bool]:
    return lambda answer: answer.operation == operation and is_bad_request(answer)


def _invalid_identifier(answer: Answer) -> bool:
    uploading = {Operation.IDENTIFIERS, Operation.IMPORT_IDENTIFIERS}
    return answer.operation in uploading and is_bad_request(answer)


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
        code=NOT_FOUND,
        remedy="Check in the Intune admin center whether somebody has deleted the object.",
    ),
    Fault(
        covers=_bad(Operation.ASSIGN_USERS),
        kind=Refused,
        code="user-not-assignable",
        remedy="See that the person has an account in this tenant and an Intune licence, "
        "and that the name to greet them with has no unusual characters; then redrive.",
    ),
    Fault(
        covers=_bad(Operation.SET_GROUP_TAGS),
        kind=Refused,
        code="group-tag-refused",
        remedy="Shorten the group tag in the flight plan and keep to letters and digits; "
        "then redrive.",
    ),
    Fault(
        covers=_bad(Operation.DELETE_IDENTITIES),
        kind=Refused,
        code=NOT_DEREGISTERED,
        remedy="If the device is enrolled, delete it in Intune first; if it was registered "
        "within the last half hour, wait; then redrive.",
    ),
    Fault(
        covers=_bad(Operation.ADD_MEMBERS),
        kind=Refused,
        code="group-refuses-member",
        remedy="Name an assigned security group in the flight plan; nobody but Entra itself "
        "adds members to a dynamic one.",
    ),
    Fault(
        covers=_bad(Operation.IMPORT_DEVICES),
        kind=Refused,
        code="import-refused",
        remedy="Compare the line with the supplier's manifest: serial number, hash and group tag.",
    ),
    Fault(
        covers=_invalid_identifier,
        kind=Refused,
        code="identifier-invalid",
        remedy="Have the supplier correct maker, model or serial number; none may be blank.",
    ),
    Fault(
        covers=_bad(Operation.BEGIN_EXPORT),
        kind=Refused,
        code="report-refused",
        remedy="Microsoft may have changed the report; look for a newer release of Groundcrew.",
    ),
    Fault(
        covers=_status(402),
        kind=Refused,
        code="licence-missing",
        remedy="Have an administrator see that the tenant's Intune subscription is active.",
    ),
    Fault(
        covers=_status(413, 414),
        kind=Refused,
        code="too-large",
        remedy="Send the manifest in smaller parts.",
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
    told = f"answered {answer.status} {answer.code}".strip() if answer.status else _silence(answer)
    sentence = f"Graph {told} to {answer.operation}."
    if issubclass(fault.kind, Retryable):
        return fault.kind(sentence, after=answer.retry_after)
    evidence = {"operation": answer.operation, "status": str(answer.status), "code": answer.code}
    if answer.request_id:
        evidence[REQUEST_ID] = answer.request_id
    return fault.kind(
        Reason(code=fault.code, sentence=sentence, remedy=fault.remedy, evidence=evidence)
    )


def _silence(answer: Answer) -> str:
    return f"gave no answer ({answer.code})" if answer.code else "gave no answer"


# The signature has expired, or the file is gone: the report has to be exported anew.
_GONE = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


def raise_unless_gone(answer: Answer) -> None:
    """Take a storage account's refusal of an exported file; a file that is gone is no error.

    Whatever else it refuses, it says nothing of the report or of our permissions.
    """
    if answer.status in _GONE:
        return
    silent = answer.status in {0, HTTPStatus.TOO_MANY_REQUESTS}
    status = answer.status if silent else HTTPStatus.SERVICE_UNAVAILABLE.value
    raise error_for(replace(answer, status=status, code=f"storage-{answer.status}"))
