"""The port ``Endpoints`` over httpx.

Nothing that httpx raises goes on, nor is it chained: its messages and requests
hold whole addresses and headers.
"""

import asyncio
import zlib
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlsplit

import httpx

from shared.domain.calls import MOST_BYTES, Answered, Call
from shared.domain.errors import Unavailable

PATIENCE = 10.0  # seconds, to connect and for each part of an answer
WHOLE_PATIENCE = 30.0  # seconds, for a whole answer: parts may come as slowly as they like

# A proxy of the company's does not find what is on this machine.
_LOOPBACK = ("all://127.0.0.1", "all://localhost", "all://[::1]")
_UNASKED = {"", "identity"}
# A header that cannot be sent is refused while it is encoded.
_RAISED = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, TimeoutError)


class HttpEndpoints:
    """Calls others over HTTP, by one client that is made when it is first needed.

    *whole* is the seconds that an answer may take in all.
    """

    def __init__(self, whole: float = WHOLE_PATIENCE) -> None:
        self._whole = whole
        self._client: httpx.AsyncClient | None = None

    async def call(self, call: Call) -> Answered:
        """Make one call; no answer in time, or one that is too long, is ``Unavailable``."""
        try:
            async with asyncio.timeout(self._whole):
                return await self._answer(call)
        except _RAISED as error:
            raise _silent(call, type(error).__name__) from None

    async def close(self) -> None:
        """Let go of every connection."""
        if self._client is not None:
            await self._client.aclose()

    async def _answer(self, call: Call) -> Answered:
        if self._client is None:
            self._client = _client()
        stream = self._client.stream(
            call.method, call.url, headers=dict(call.headers), content=call.body or None
        )
        async with stream as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = _plain(call, await _read(call, response), headers.get("content-encoding", ""))
            return Answered(status=response.status_code, headers=headers, body=body)


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers={"User-Agent": "groundcrew", "Accept-Encoding": "identity"},
        # One call tells the next nothing: sessions of others are not kept.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        follow_redirects=False,
        mounts=dict.fromkeys(_LOOPBACK),
        timeout=PATIENCE,
    )


async def _read(call: Call, response: httpx.Response) -> bytes:
    """Read the bytes as they come over the wire; httpx would unpack them however large they are."""
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > MOST_BYTES:
            raise _silent(call, "AnswerTooLong")
    return bytes(body)


def _plain(call: Call, body: bytes, encoding: str) -> bytes:
    """Unpack what was packed although nobody asked for it, up to the limit."""
    if encoding.lower() in _UNASKED:
        return body
    if encoding.lower() != "gzip":
        raise _silent(call, "AnswerEncoded")
    try:
        plain = zlib.decompressobj(wbits=31).decompress(body, MOST_BYTES + 1)
    except zlib.error:
        raise _silent(call, "AnswerTorn") from None
    if len(plain) > MOST_BYTES:
        raise _silent(call, "AnswerTooLong")
    return plain


def _silent(call: Call, why: str) -> Unavailable:
    """Say who gave no answer: the host alone, since the rest of an address may be a secret."""
    try:
        host = urlsplit(call.url).hostname or "An address without a host"
    except ValueError:
        host = "A malformed address"
    return Unavailable(f"{host} gave no answer ({why}).")
