"""What the host makes of requests that are hardly HTTP any more."""

import asyncio
import gzip
import json
import logging
from urllib.parse import urlsplit

import pytest

from tests.wire.hosting import Hosted, a_host


async def told(hosted: Hosted, raw: bytes) -> bytes:
    """Send bytes as they are, and read all that is answered."""
    address = urlsplit(hosted.host.base_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(raw)
    async with asyncio.timeout(10):
        head = await reader.readuntil(b"\r\n\r\n")
    writer.close()
    return head


async def test_a_header_that_is_no_text_is_refused() -> None:
    async with a_host() as hosted:
        head = await told(hosted, b"GET /api/open/1 HTTP/1.1\r\nHost: x\r\nX-Hangar: \xff\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 400 ")


async def test_a_key_that_is_no_text_opens_nothing() -> None:
    async with a_host() as hosted:
        raw = b"GET /api/devices/1 HTTP/1.1\r\nHost: x\r\nx-functions-key: \xff\r\n\r\n"

        assert (await told(hosted, raw)).startswith(b"HTTP/1.1 400 ")


async def test_an_address_with_line_breaks_is_nobodys() -> None:
    async with a_host() as hosted:
        answer = await hosted.ask("GET", "/api/%0d%0aX:%20y/1", key="host-key")

    assert (answer.status, answer.body) == (404, b"")


async def test_a_packed_body_reaches_the_function_as_it_was_sent() -> None:
    packed = gzip.compress(b"a device")
    async with a_host() as hosted:
        url = f"{hosted.host.base_url}/api/devices/1"
        headers = {"x-functions-key": "host-key", "Content-Encoding": "gzip", "X-Hangar": "north"}
        async with hosted.http.post(url, data=packed, headers=headers) as answer:
            shown = json.loads(await answer.read())

    assert shown["body"] == packed.hex()


async def test_the_words_of_a_request_that_is_none_are_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.INFO):
        async with a_host() as hosted:
            raw = b"GET /api/open/1 HTTP/1.1\nx-functions-key: host-key\r\n\r\n"
            head = await told(hosted, raw)

    assert b" 400 " in head
    assert "host-key" not in caplog.text
