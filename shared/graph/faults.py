"""From whatever the SDK's layers raise, or a batch carries, to the answer that it stands for.

What an answer means stands in ``shared.domain.faults``.  Nothing that was
raised is chained to what is raised here, and no message of Graph's goes on
unmasked: a refused import repeats the hardware hash.
"""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import httpx
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError
from azure.identity import CredentialUnavailableError
from kiota_abstractions.api_error import APIError
from kiota_authentication_azure._exceptions import KiotaAuthenticationError
from kiota_http._exceptions import KiotaHTTPXError
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

from shared.domain.answers import Answer
from shared.domain.operations import Operation
from shared.domain.retry_after import waiting_time

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

_LONG_LITERAL = re.compile(r"'[^']{64,}'")


def read_answer(operation: Operation, error: Exception) -> Answer:
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


def read_item(operation: Operation, item: Mapping[str, Any]) -> Answer:
    """Read a refusal out of a batch's answer."""
    body = item.get("body")
    error = body.get("error") if isinstance(body, dict) else None
    main = error if isinstance(error, dict) else {}
    headers = _headers(item)
    status = item.get("status")
    return Answer(
        operation=operation,
        status=status if isinstance(status, int) else 0,
        code=str(main.get("code") or ""),
        message=_masked(str(main.get("message") or "")),
        retry_after=waiting_time(headers),
        request_id=request_id_of(item),
    )


def request_id_of(item: Mapping[str, Any]) -> str:
    """Read Graph's id of a request in a batch; a refusal may tell it in its body alone."""
    error = _object(_object(item, "body"), "error")
    told = _headers(item).get("request-id")
    return told or str(_object(error, "innerError").get("request-id", ""))


def _graph_answer(operation: Operation, error: APIError) -> Answer:
    headers = httpx.Headers(error.response_headers or {})
    main = error.error if isinstance(error, ODataError) else None
    return Answer(
        operation=operation,
        status=error.response_status_code or 0,
        code=(main.code if main else None) or "",
        message=_masked((main.message if main else None) or ""),
        retry_after=waiting_time(headers),
        request_id=headers.get("request-id", ""),
    )


def _headers(item: Mapping[str, Any]) -> httpx.Headers:
    return httpx.Headers({name: str(value) for name, value in _object(item, "headers").items()})


def _object(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = parent.get(name)
    return found if isinstance(found, dict) else {}


def _masked(message: str) -> str:
    return _LONG_LITERAL.sub("'(left out)'", message)


def _token_status(error: HttpResponseError) -> int:
    # The identity endpoint's own trouble passes; its refusal of the identity does not.
    status = error.status_code or HTTPStatus.UNAUTHORIZED.value
    transient = status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return status if transient else HTTPStatus.UNAUTHORIZED.value
