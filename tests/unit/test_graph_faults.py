"""Every error that the SDK stack can raise, and what becomes of it."""

import importlib
import json
import pkgutil
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

from shared.domain.errors import GroundcrewError, Refused, Retryable, Unavailable
from shared.domain.faults import error_for
from shared.domain.operations import Operation
from shared.domain.retry_after import waiting_time
from shared.graph.client import GraphClient
from shared.graph.directory import GraphDirectory
from shared.graph.faults import RAISED, read_answer
from shared.graph.requests import Requests
from shared.runtime.budget import Budget
from simulator.clock import JumpingClock
from tests.contract.tenants import StandingToken
from tests.tenancy import START

# Raised when a caller serialises a model of azure.core itself, which nothing here does.
NOT_OURS = {
    f"azure.core.exceptions.{name}" for name in ("SerializationError", "DeserializationError")
}


def what_becomes_of(error: Exception) -> GroundcrewError:
    return error_for(read_answer(Operation.USERS, error))


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
    ("error", "name"),
    [
        (httpx.ConnectTimeout("slow"), "ConnectTimeout"),
        (httpx.RemoteProtocolError("cut off"), "RemoteProtocolError"),
        (httpx.StreamClosed(), "StreamClosed"),
        (RedirectError("round and round"), "RedirectError"),
        (json.JSONDecodeError("torn", "{", 1), "JSONDecodeError"),
        (azure.core.exceptions.ServiceRequestError("no route"), "ServiceRequestError"),
        (azure.identity.CredentialUnavailableError("silent"), "credential-unavailable"),
    ],
)
def test_without_an_answer_it_is_worth_another_try(error: Exception, name: str) -> None:
    unavailable = what_becomes_of(error)

    assert isinstance(unavailable, Unavailable)
    assert str(unavailable) == f"Graph gave no answer ({name}) to looking up users."


def test_an_identity_that_is_refused_is_a_matter_for_a_person() -> None:
    refused = what_becomes_of(ClientAuthenticationError(message="Identity not found"))

    assert isinstance(refused, Refused)
    assert refused.reason.code == "unauthenticated"


def test_an_address_that_is_none_is_refused() -> None:
    assert isinstance(what_becomes_of(httpx.InvalidURL("no")), Refused)


def test_a_gateways_answer_without_a_body_counts_by_its_status() -> None:
    assert isinstance(what_becomes_of(APIError("page", 502, {})), Unavailable)


async def test_a_mistake_of_ours_is_not_dressed_up() -> None:
    class Broken(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise ZeroDivisionError(request.method)

    client = GraphClient.connect("https://graph.microsoft.com", StandingToken(), Broken())
    directory = GraphDirectory(Requests(client, Budget(JumpingClock(START))))

    with pytest.raises(ZeroDivisionError):
        await directory.users(["robin@contoso.example"])


def test_no_answer_shows_a_hardware_hash() -> None:
    secret = "T0EHAg" * 600
    message = f"Cannot convert the literal '{secret}' to the expected type 'Edm.Binary'."
    refused = ODataError(error=MainError(code="BadRequest", message=message))
    refused.response_status_code = 400

    answer = read_answer(Operation.IMPORT_DEVICES, refused)

    assert "T0EHAg" not in repr(answer)
    assert "Edm.Binary" in answer.message


def test_the_request_id_is_kept_for_support() -> None:
    refused = APIError("no", 403, {"Request-Id": "a1b2"})

    assert read_answer(Operation.USERS, refused).request_id == "a1b2"


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
        ({"retry-after": "9" * 40}, timedelta(days=1)),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "9" * 400}, timedelta(days=1)),
        ({}, None),
    ],
)
def test_a_wait_is_read_from_every_form_it_takes(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert waiting_time(headers) == wait


@pytest.mark.parametrize(("status", "retryable"), [(400, False), (429, True), (500, True)])
def test_the_identity_endpoints_own_trouble_passes(status: int, *, retryable: bool) -> None:
    error = ClientAuthenticationError(message="no token")
    error.status_code = status

    assert isinstance(what_becomes_of(error), Retryable if retryable else Refused)
