"""From whatever the SDK's layers raise to what Groundcrew makes of it.

What an answer means stands in ``shared.domain.faults``; this module only
reads the answer out of an exception.  No message of Graph's reaches an error
or a traceback unmasked: a refused import repeats the hardware hash.
"""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType

import httpx
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError
from azure.identity import CredentialUnavailableError
from kiota_abstractions.api_error import APIError
from kiota_authentication_azure._exceptions import KiotaAuthenticationError
from kiota_http._exceptions import KiotaHTTPXError
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

from shared.domain.faults import Answer, error_for

# Everything the stack raises on purpose: kiota and the SDK, its HTTP library, the credential.
RAISED: tuple[type[Exception], ...] = (
    APIError,
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.CookieConflict,
    httpx.StreamError,
    KiotaHTTPXError,
    KiotaAuthenticationError,
    AzureError,
    json.JSONDecodeError,
)

_SECONDS = re.compile(r"\d+(\.\d+)?")
_LONG_LITERAL = re.compile(r"'[^']{64,}'")


class Tolerating:
    """Raise the error that the table has for what goes wrong inside the block.

    An answer that *tolerated* recognises ends the block quietly instead.
    """

    def __init__(self, operation: str, tolerated: Callable[[Answer], bool]) -> None:
        self._operation = operation
        self._tolerated = tolerated

    async def __aenter__(self) -> None:
        """Begin."""

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        """Translate what was raised."""
        if not isinstance(error, RAISED):
            return False
        answer = read_answer(self._operation, error)
        if self._tolerated(answer):
            return True
        raise error_for(answer) from error


@asynccontextmanager
async def translated(operation: str) -> AsyncIterator[None]:
    """Raise the error that the table has for what goes wrong inside the block."""
    async with Tolerating(operation, lambda _: False):
        yield


def read_answer(operation: str, error: Exception) -> Answer:
    """Read what was answered out of an exception; status 0 when nothing was."""
    match error:
        case APIError():
            return _graph_answer(operation, error)
        case CredentialUnavailableError():
            return Answer(operation=operation, status=0, code="credential-unavailable")
        case ClientAuthenticationError():
            return Answer(operation=operation, status=_token_status(error), code="no-token")
        case KiotaAuthenticationError():
            status = HTTPStatus.UNAUTHORIZED.value
            return Answer(operation=operation, status=status, code="no-token")
        case httpx.InvalidURL():
            status = HTTPStatus.BAD_REQUEST.value
            return Answer(operation=operation, status=status, code=type(error).__name__)
        case _:
            return Answer(operation=operation, status=0, code=type(error).__name__)


def waiting_time(headers: Mapping[str, str]) -> timedelta | None:
    """Read ``Retry-After``: seconds, seen with a fraction too, or a date beside ``Date``."""
    told = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(told):
        return timedelta(seconds=float(told))
    try:
        wait = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(wait, timedelta(0))


def _graph_answer(operation: str, error: APIError) -> Answer:
    headers = httpx.Headers(error.response_headers or {})
    main = error.error if isinstance(error, ODataError) else None
    if main is not None and main.message:
        main.message = _LONG_LITERAL.sub("'(left out)'", main.message)
    return Answer(
        operation=operation,
        status=error.response_status_code or 0,
        code=(main.code if main else None) or "",
        message=(main.message if main else None) or "",
        retry_after=waiting_time(headers),
        request_id=headers.get("request-id", ""),
    )


def _token_status(error: HttpResponseError) -> int:
    # The identity endpoint's own trouble passes; its refusal of the identity does not.
    status = error.status_code or HTTPStatus.UNAUTHORIZED.value
    transient = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return status if transient else HTTPStatus.UNAUTHORIZED.value
