"""Requests that two readers could cut apart differently are cut by nobody.

This is the local host; what stands in front of a function app in Azure is Microsoft's.
"""

import asyncio
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.wire.hosting import Hosted, a_host

# Whoever takes the first request for shorter finds this second one behind it.
HIDDEN = b"GET /api/open/2 HTTP/1.1\r\nHost: x\r\n\r\n"
CHUNKED = b"0\r\n\r\n"
HEAD = b"POST /api/open/1 HTTP/1.1\r\nHost: x\r\n"


async def answers(hosted: Hosted, raw: bytes) -> list[bytes]:
    """Send bytes as they are, and read the status lines of all that is answered."""
    address = urlsplit(hosted.host.base_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(raw)
    told = b""
    with suppress(TimeoutError):
        # Whatever is behind the first answer comes at once, too.
        while part := await asyncio.wait_for(reader.read(65_536), 1.5):
            told += part
    writer.close()
    return [line[9:12] for line in told.split(b"\r\n") if line.startswith(b"HTTP/1.")]


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKED,
        b"Content-Length: 0\r\nContent-Length: 38\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n" + CHUNKED,
        b"Transfer-Encoding: xchunked\r\n\r\n" + CHUNKED,
        b"Transfer-Encoding : chunked\r\n\r\n" + CHUNKED,
        b"Content-Length: +0\r\n\r\n",
        b"Content-Length: 0, 38\r\n\r\n",
    ],
    ids=["both", "two-lengths", "two-encodings", "odd-encoding", "blank", "signed", "list"],
)
async def test_a_request_of_two_lengths_hides_no_other(headers: bytes) -> None:
    async with a_host() as hosted:
        told = await answers(hosted, HEAD + headers + HIDDEN)

    assert told == [b"400"]


async def test_a_header_folded_over_two_lines_is_refused() -> None:
    async with a_host() as hosted:
        raw = b"GET /api/open/1 HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n\tX-B: 2\r\n\r\n"

        assert await answers(hosted, raw) == [b"400"]


async def test_a_body_that_never_ends_holds_nobody_else_up() -> None:
    async with a_host() as hosted:
        address = urlsplit(hosted.host.base_url)
        slow = [await asyncio.open_connection(address.hostname, address.port) for _ in range(20)]
        for _, writer in slow:
            writer.write(HEAD + b"Content-Length: 1000\r\n\r\nx")

        async with asyncio.timeout(10):
            answer = await hosted.ask("GET", "/api/open/1")

        for _, writer in slow:
            writer.close()
    assert answer.status == 200
