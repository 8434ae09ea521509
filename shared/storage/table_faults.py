"""What an answer of Azure Tables means to us, as a table.

The codes are from "Table service error codes" and "Common REST API error
codes" (learn.microsoft.com/rest/api/storageservices).  A refusal that is a
matter of permission counts as "not now": a role that was just assigned takes
some minutes to hold, and a store that nobody may write to cannot park anything.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from azure.core.exceptions import AzureError, HttpResponseError

from shared.domain.errors import Conflict, Reason, Rejected, Retryable, Throttled, Unavailable


@dataclass(frozen=True, slots=True)
class Fault:
    """What to raise, in which words, and when to ask again."""

    error: type[Retryable]
    sentence: str
    after: timedelta | None = None


_TAKEN = Fault(Conflict, "the row is there already")
_CHANGED = Fault(Conflict, "the row has changed since it was read")
_BUSY = Fault(Throttled, "the store asks to slow down")
_SILENT = Fault(Unavailable, "the store does not answer")
_FORBIDDEN = Fault(
    Unavailable,
    "the store refuses this identity; it needs the role Storage Table Data Contributor",
    timedelta(minutes=1),
)
# "Deleting a table is likely to take at least 40 seconds to complete" (Delete Table).
_DELETING = Fault(Unavailable, "the table is being deleted", timedelta(seconds=40))
_MISSING = Fault(Unavailable, "the table is missing", timedelta(seconds=5))

BY_CODE: Mapping[str, Fault] = {
    "EntityAlreadyExists": _TAKEN,
    "UpdateConditionNotSatisfied": _CHANGED,
    "ConditionNotMet": _CHANGED,
    "TableBeingDeleted": _DELETING,
    "TableNotFound": _MISSING,
    "ServerBusy": _BUSY,
    "OperationTimedOut": _SILENT,
}

BY_STATUS: Mapping[int, Fault] = {
    401: _FORBIDDEN,
    403: _FORBIDDEN,
    404: _MISSING,
    408: _SILENT,
    409: _TAKEN,
    412: _CHANGED,
    429: _BUSY,
    503: _BUSY,
}


@contextmanager
def our_errors() -> Iterator[None]:
    """Raise what the SDK raises as one of our errors, with the SDK's as its cause."""
    try:
        yield
    except HttpResponseError as error:
        raise _translated(error) from error
    except AzureError as error:
        message = f"{_SILENT.sentence} ({type(error).__name__})"
        raise Unavailable(message) from error


def error_code(error: HttpResponseError) -> str:
    """Find the service's own code: the SDK has decoded it, or it stands in the body."""
    known = getattr(error, "error_code", None)
    if known is not None:
        return str(getattr(known, "value", known))
    if error.response is None:
        return ""
    found = re.search(r'"code"\s*:\s*"(\w+)"', error.response.text())
    return found[1] if found else ""


def _translated(error: HttpResponseError) -> Retryable | Rejected:
    code, status = error_code(error), error.status_code or 0
    fault = BY_CODE.get(code) or BY_STATUS.get(status)
    if fault is None and 400 <= status < 500:  # noqa: PLR2004  the client errors of HTTP
        return Rejected(_refusal(error, code))
    fault = fault or _SILENT
    message = f"{fault.sentence} ({status} {code})"
    return fault.error(message, after=_retry_after(error) or fault.after)


def _retry_after(error: HttpResponseError) -> timedelta | None:
    seconds = _header(error, "Retry-After")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else None


def _refusal(error: HttpResponseError, code: str) -> Reason:
    return Reason(
        code="store-refused",
        sentence=f"The store refused the row: {code or error.status_code}.",
        remedy="Look the code up under Table service error codes and mend what was sent.",
        evidence={
            "status": str(error.status_code),
            "error": code,
            "request": _header(error, "x-ms-request-id"),
        },
    )


def _header(error: HttpResponseError, name: str) -> str:
    headers: Mapping[str, str] = getattr(error.response, "headers", {})
    return headers.get(name, "")
