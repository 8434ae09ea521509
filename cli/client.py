"""Talks to a running app over HTTP and turns whatever goes wrong into a sentence."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import quote, urlsplit

import httpx

from cli.addresses import Address
from cli.exits import Trouble
from cli.listings import Listing

type Json = dict[str, Any]

_PAGE = 500
_PATIENCE = 30.0  # seconds: an app in Azure may have to wake up first
# The platform asks for one, the source "groundcrew" for the other.
_KEYS = ("x-functions-key", "x-groundcrew-key")
_KEY_REMEDY = (
    "Pass the function key with --key or GROUNDCREW_KEY. "
    "What a vendor signs only the vendor can send, but to 'groundcrew up'."
)
_NO_KEY = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


class Client:
    """The app at an address, while it is entered.  Every method may raise ``Trouble``."""

    def __init__(self, address: Address) -> None:
        self._url = address.url
        host = urlsplit(address.url).hostname
        self._http = httpx.AsyncClient(
            base_url=f"{address.url}/api/",
            headers=dict.fromkeys(_KEYS, address.key) if address.key else {},
            timeout=_PATIENCE,
            # A proxy does not know this machine.
            trust_env=host not in {"localhost", "127.0.0.1", "::1"},
        )

    async def __aenter__(self) -> Self:
        """Open the connection when it is first used."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        await self._http.aclose()

    async def post(
        self,
        route: str,
        body: bytes,
        headers: Mapping[str, str],
        query: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Post a body and give the answer, refusals of its content included.

        *headers* hold its content type, and whatever proves that its sender sends it.
        """
        return await self._ask("POST", route, content=body, headers=dict(headers), params=query)

    async def every(self, what: Listing, query: Mapping[str, str] | None = None) -> list[Json]:
        """Read a list to its last page, or what a *query* wants of it."""
        items: list[Json] = []
        asked: dict[str, str] = {**(query or {}), "limit": str(_PAGE)}
        while True:
            page = self._content(await self._ask("GET", what, params=asked))
            items += page["items"]
            if not page["continuation"]:
                return items
            asked["continuation"] = page["continuation"]

    async def one(self, what: Listing, key: str) -> Json | None:
        """Read one thing, ``None`` when there is none of that name."""
        return await self.read(f"{what}/{quote(key, safe='')}")

    async def read(self, route: str) -> Json | None:
        """Read what an address tells, ``None`` when there is nothing."""
        answer = await self._ask("GET", route)
        return None if answer.status_code == HTTPStatus.NOT_FOUND else self._content(answer)

    def _content(self, answer: httpx.Response) -> Json:
        if not answer.is_success:
            raise Trouble(f"{self._url} answered {detail_of(answer)}")
        content = json_of(answer)
        if content is None:
            raise Trouble(f"{self._url} does not answer like Groundcrew.", "Check --url.")
        return content

    async def _ask(self, method: str, route: str, **more: Any) -> httpx.Response:  # noqa: ANN401  httpx's own
        try:
            answer = await self._http.request(method, route, **more)
        except httpx.TimeoutException as error:
            message = f"{self._url} did not answer within {_PATIENCE:g} seconds."
            raise Trouble(message, "Try again; if it lasts, look at the app's log.") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Trouble(
                f"Nobody answers at {self._url}.",
                "Start Groundcrew with 'groundcrew up', or say where it is with --url.",
            ) from error
        if answer.status_code in _NO_KEY:
            message = f"{self._url} does not accept the key."
            raise Trouble(message, _KEY_REMEDY)
        return answer


def faults_in(answer: httpx.Response) -> str:
    """Say in words which fields an answer refuses, and what to do about each."""
    content: Mapping[str, Any] = json_of(answer) or {}
    return "\n".join(f"{each['detail']} {each['remedy']}" for each in content.get("errors", ()))


def json_of(answer: httpx.Response) -> Json | None:
    """Read an answer's JSON object, ``None`` when it is none."""
    try:
        content = answer.json()
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def detail_of(answer: httpx.Response) -> str:
    """Say in words what an answer refuses."""
    content: Mapping[str, Any] = json_of(answer) or {}
    told = content.get("detail") or answer.reason_phrase
    return f"{answer.status_code}: {told}"
