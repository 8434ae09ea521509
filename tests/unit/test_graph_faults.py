"""Every error that the SDK stack can raise, and what becomes of it."""

import importlib
import json
import pkgutil
import traceback
from datetime import timedelta
from types import ModuleType

import azure.core.exceptions
import azure.identity
import httpx
import kiota_abstractions
import kiota_authentication_azure
import kiota_http
import pytest
from azure.core.exceptions import ClientAuthenticationError
from kiota_abstractions.api_error import APIError
from kiota_http._exceptions import RedirectError
from msgraph.generated.models.o_data_errors.main_error import MainError
from msgraph.generated.models.o_data_errors.o_data_error import ODataError

from shared.domain.errors import Refused, Retryable, Throttled, Unavailable
from shared.domain.operations import Operation
from shared.graph.faults import RAISED, read_answer, translated, waiting_time

# Raised when a caller serialises a model of azure.core itself, which nothing here does.
NOT_OURS = {
    f"azure.core.exceptions.{name}" for name in ("SerializationError", "DeserializationError")
}


def exceptions_in(package: ModuleType) -> set[type[Exception]]:
    """Every exception class that a package defines, its submodules included."""
    inside = pkgutil.walk_packages(getattr(package, "__path__", []), f"{package.__name__}.")
    modules = [package, *(importlib.import_module(found.name) for found in inside)]
    return {
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type)
        and issubclass(each, Exception)
        and not issubclass(each, Warning)
        and each.__module__.split(".")[0] == package.__name__.split(".")[0]
    }


@pytest.mark.parametrize(
    ("package", "least"),
    [
        (httpx, 25),
        (kiota_abstractions, 1),
        (kiota_http, 6),
        (kiota_authentication_azure, 2),
        (azure.core.exceptions, 15),
        (azure.identity, 2),
    ],
)
def test_every_exception_of_the_stack_is_translated(package: ModuleType, least: int) -> None:
    found = exceptions_in(package)

    unmapped = {
        f"{each.__module__}.{each.__name__}" for each in found if not issubclass(each, RAISED)
    }

    assert len(found) >= least
    assert unmapped - NOT_OURS == set()


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectTimeout("slow"),
        httpx.RemoteProtocolError("cut off"),
        httpx.StreamClosed(),
        RedirectError("round and round"),
        json.JSONDecodeError("torn", "{", 1),
        azure.core.exceptions.ServiceRequestError("no route"),
        azure.identity.CredentialUnavailableError("the endpoint is silent"),
    ],
)
async def test_without_an_answer_it_is_worth_another_try(error: Exception) -> None:
    with pytest.raises(Unavailable) as raised:
        async with translated(Operation.USER):
            raise error

    assert str(raised.value) == "Graph gave no answer to looking up a user."
    assert raised.value.__cause__ is error


async def test_an_identity_that_is_refused_is_a_matter_for_a_person() -> None:
    with pytest.raises(Refused) as raised:
        async with translated(Operation.USER):
            raise ClientAuthenticationError(message="Identity not found")

    assert raised.value.reason.code == "unauthenticated"


async def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(Refused):
        async with translated(Operation.USER):
            raise httpx.InvalidURL("no")


async def test_a_gateways_answer_without_a_body_counts_by_its_status() -> None:
    with pytest.raises(Unavailable):
        async with translated(Operation.USER):
            raise APIError("page", 502, {})


async def test_an_error_that_is_ours_already_passes_through() -> None:
    ours = Throttled("later")

    with pytest.raises(Throttled) as raised:
        async with translated(Operation.USER):
            raise ours

    assert raised.value is ours


async def test_a_mistake_of_ours_is_not_dressed_up() -> None:
    with pytest.raises(ZeroDivisionError):
        async with translated(Operation.USER):
            _ = 1 // 0


async def test_no_traceback_shows_a_hardware_hash() -> None:
    secret = "T0EHAg" * 600
    message = f"Cannot convert the literal '{secret}' to the expected type 'Edm.Binary'."
    refused = ODataError(error=MainError(code="BadRequest", message=message))
    refused.response_status_code = 400

    with pytest.raises(Refused) as raised:
        async with translated(Operation.IMPORT_DEVICES):
            raise refused

    assert raised.value.reason.code == "hash-not-base64"
    assert "T0EHAg" not in "".join(traceback.format_exception(raised.value))
    assert "T0EHAg" not in repr(raised.value.reason)


def test_the_request_id_is_kept_for_support() -> None:
    refused = APIError("no", 403, {"Request-Id": "a1b2"})

    assert read_answer(Operation.USER, refused).request_id == "a1b2"


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "20"}, timedelta(seconds=20)),
        ({"retry-after": "2.128"}, timedelta(seconds=2.128)),
        ({"retry-after": "0"}, timedelta(0)),
        (
            {
                "retry-after": "Mon, 02 Mar 2026 08:01:30 GMT",
                "date": "Mon, 02 Mar 2026 08:00:00 GMT",
            },
            timedelta(seconds=90),
        ),
        (
            {
                "retry-after": "Mon, 02 Mar 2026 07:59:00 GMT",
                "date": "Mon, 02 Mar 2026 08:00:00 GMT",
            },
            timedelta(0),
        ),
        ({"retry-after": "Mon, 02 Mar 2026 08:01:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({}, None),
    ],
)
def test_a_wait_is_read_from_every_form_it_takes(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert waiting_time(headers) == wait


@pytest.mark.parametrize(("status", "retryable"), [(400, False), (429, True), (500, True)])
async def test_the_identity_endpoints_own_trouble_passes(status: int, *, retryable: bool) -> None:
    error = ClientAuthenticationError(message="no token")
    error.status_code = status

    with pytest.raises(Retryable if retryable else Refused):
        async with translated(Operation.USER):
            raise error
