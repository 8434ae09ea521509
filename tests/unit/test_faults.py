"""Every refusal of Graph's that is known, and what it means.

Words and statuses: "Microsoft Graph error responses and resource types", "Microsoft Graph
throttling guidance", the reference pages of each action; some messages as observed by others.
"""

import pytest

from shared.domain.answers import Answer
from shared.domain.errors import Refused, Retryable, Throttled, Unavailable
from shared.domain.faults import FAULTS, error_for, raise_unless_gone
from shared.domain.operations import Operation

OURS = Operation.USERS
ADDING = Operation.ADD_MEMBERS

# Operation, status, code, message; and the line of the table that covers it.
KNOWN = [
    (OURS, 0, "", "", "no-answer"),
    (OURS, 401, "InvalidAuthenticationToken", "Lifetime validation failed.", "unauthenticated"),
    (OURS, 402, "PaymentRequired", "", "licence-missing"),
    (OURS, 403, "Authorization_RequestDenied", "Insufficient privileges.", "forbidden"),
    (Operation.IDENTITIES, 403, "Forbidden", "Application is not authorized.", "forbidden"),
    (OURS, 404, "Request_ResourceNotFound", "Resource 'x' does not exist.", "not-found"),
    (Operation.SET_GROUP_TAGS, 404, "ResourceNotFound", "", "not-found"),
    (ADDING, 404, "Request_ResourceNotFound", "Resource 'x' does not exist.", "replicating"),
    (ADDING, 400, "Request_BadRequest", "One of the objects doesn't exist.", "replicating"),
    (ADDING, 400, "Request_BadRequest", "Insufficient privileges.", "group-refuses-member"),
    (OURS, 408, "RequestTimeout", "", "try-again"),
    (OURS, 409, "Conflict", "", "try-again"),
    (OURS, 412, "PreconditionFailed", "", "try-again"),
    (OURS, 413, "RequestEntityTooLarge", "", "too-large"),
    (OURS, 423, "Locked", "", "try-again"),
    (OURS, 424, "FailedDependency", "", "try-again"),
    (OURS, 429, "TooManyRequests", "", "throttled"),
    (OURS, 500, "InternalServerError", "", "server-error"),
    (OURS, 502, "BadGateway", "", "server-error"),
    (OURS, 503, "ServiceUnavailable", "", "server-error"),
    (OURS, 504, "UnknownError", "", "server-error"),
    (OURS, 507, "InsufficientStorage", "", "server-error"),
    (OURS, 509, "BandwidthLimitExceeded", "", "server-error"),
    (Operation.IMPORT_DEVICES, 400, "BadRequest", "type 'Edm.Binary'", "hash-not-base64"),
    (Operation.IMPORT_DEVICES, 400, "BadRequest", "An error has occurred", "import-refused"),
    (Operation.ASSIGN_USERS, 400, "BadRequest", "An error has occurred", "user-not-assignable"),
    (Operation.SET_GROUP_TAGS, 400, "BadRequest", "An error has occurred", "group-tag-refused"),
    (Operation.DELETE_IDENTITIES, 400, "BadRequest", "An error has occurred", "not-deregistered"),
    (Operation.IDENTIFIERS, 400, "BadRequest", "Invalid Device Identifier", "identifier-invalid"),
    (Operation.IMPORT_IDENTIFIERS, 400, "BadRequest", "Invalid Device", "identifier-invalid"),
    (Operation.BEGIN_EXPORT, 400, "BadRequest", "Invalid column", "report-refused"),
    (OURS, 400, "Request_UnsupportedQuery", "Unsupported filter.", "refused"),
    (OURS, 405, "UnknownError", "", "refused"),
    (OURS, 418, "Teapot", "", "refused"),
]


@pytest.mark.parametrize(("operation", "status", "code", "message", "line"), KNOWN)
def test_what_is_known_has_its_line(
    operation: Operation, status: int, code: str, message: str, line: str
) -> None:
    answer = Answer(operation=operation, status=status, code=code, message=message)

    fault = next(fault for fault in FAULTS if fault.covers(answer))

    assert fault.code == line
    assert type(error_for(answer)) is fault.kind


def test_every_line_of_the_table_is_known_to_be_needed() -> None:
    assert {line for *_, line in KNOWN} == {fault.code for fault in FAULTS}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_refusal_says_what_to_do_and_a_delay_does_not(fault: object) -> None:
    (found,) = [each for each in FAULTS if each is fault]

    assert bool(found.remedy) != issubclass(found.kind, Retryable)


@pytest.mark.parametrize(("operation", "status", "code", "message", "line"), KNOWN)
def test_a_refusal_is_evidence_without_the_message(
    operation: Operation, status: int, code: str, message: str, line: str
) -> None:
    error = error_for(Answer(operation=operation, status=status, code=code, message="s3cr3t"))

    assert "s3cr3t" not in repr(error), (message, line)
    if isinstance(error, Refused):
        assert error.reason.evidence == {
            "operation": operation,
            "status": str(status),
            "code": code,
        }


@pytest.mark.parametrize(
    ("status", "error"),
    [(0, Unavailable), (400, Unavailable), (429, Throttled), (500, Unavailable)],
)
def test_a_storage_account_that_refuses_a_file_refuses_nothing_else(
    status: int, error: type[Retryable]
) -> None:
    with pytest.raises(error):
        raise_unless_gone(Answer(operation=Operation.EXPORT, status=status))
