"""Raw HTTP/1.1 over sockets: sends bytes as they are and reads what is answered."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from benchmarks.fuzz.shots import Shot

PATIENCE = 10.0  # seconds in which everything must be answered or hung up on
_SILENCE = 2.0  # seconds until a request that may never end is ended
_INFORMATIONAL = range(100, 200)
_NO_BODY = {204, 304}
_LARGEST_HEAD = 1024 * 1024


class HungUp(Exception):
    """The host closed the connection; *anything* tells whether it had begun to answer."""


class Unanswered(Exception):
    """Neither an answer nor the end of the connection came in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""

    @property
    def lasts(self) -> bool:
        """Whether the connection stays open."""
        return self.headers.get("connection", "").lower() != "close"


class Line:
    """One place from which requests are sent, over one connection after the other."""

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname or "", address.port or 80
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        """Connect when first needed."""
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        """Hang up."""
        self._hang_up()

    async def answers(self, shot: Shot) -> tuple[Answer, ...]:
        """Send a request and read what is answered.

        A framed one has one answer.  Of another, everything is read until the
        host hangs up or falls silent; it may hang up at once, which is no answer.
        Raises ``HungUp`` and ``Unanswered``.
        """
        if not shot.framed:
            return await self._loose(shot)
        fresh = self._writer is None
        try:
            return (await self._framed(shot),)
        except (HungUp, ConnectionError):
            self._hang_up()
            if fresh:
                raise HungUp from None
        # The host may have closed an idle connection just now: once more over a new one.
        try:
            return (await self._framed(shot),)
        except (HungUp, ConnectionError):
            self._hang_up()
            raise HungUp from None

    async def _framed(self, shot: Shot) -> Answer:
        reader, writer = await self._connected()
        head_only = shot.raw.startswith(b"HEAD ")
        try:
            async with asyncio.timeout(PATIENCE):
                writer.write(shot.raw)
                answer = await _read(reader, head_only=head_only)
        except TimeoutError as error:
            self._hang_up()
            raise Unanswered from error
        if not answer.lasts:
            self._hang_up()
        return answer

    async def _loose(self, shot: Shot) -> tuple[Answer, ...]:
        self._hang_up()
        _, writer = await self._connected()
        head_only = shot.raw.startswith(b"HEAD ")
        found: list[Answer] = []
        try:
            for piece in shot.pieces:
                writer.write(piece)
                await asyncio.sleep(shot.pause)
            async with asyncio.timeout(PATIENCE + _SILENCE):
                if shot.half_closed:
                    await self._until_silent(found, head_only=head_only)
                else:
                    found.append(await _read(await self._reading(), head_only=head_only))
        except TimeoutError as error:
            raise Unanswered from error
        except (ConnectionError, HungUp):
            pass  # it has its say, or has none
        finally:
            self._hang_up()
        return tuple(found)

    async def _reading(self) -> asyncio.StreamReader:
        return (await self._connected())[0]

    async def _until_silent(self, found: list[Answer], *, head_only: bool) -> None:
        reader, writer = await self._connected()
        ended = False
        while True:
            reading = asyncio.ensure_future(_read(reader, head_only=head_only))
            done, _ = await asyncio.wait({reading}, timeout=_SILENCE)
            if not done:
                if found and ended:
                    reading.cancel()
                    return
                ended = True
                writer.write_eof()
            found.append(await reading)

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(
                self._host, self._port, limit=_LARGEST_HEAD
            )
        return self._reader, self._writer

    def _hang_up(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def _read(reader: asyncio.StreamReader, *, head_only: bool) -> Answer:
    """Read one final answer."""
    while True:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            raise HungUp from error
        first, _, rest = head.partition(b"\r\n")
        status = int(first.split(b" ", 2)[1])
        if status not in _INFORMATIONAL:
            break
    headers = _headers(rest)
    if head_only or status in _NO_BODY:
        return Answer(status=status, headers=headers)
    try:
        body = await _body(reader, headers)
    except asyncio.IncompleteReadError as error:
        raise HungUp from error
    return Answer(status=status, headers=headers, body=body)


async def _body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(headers.get("content-length", "0")))
    pieces = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        pieces.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(pieces)


def _headers(block: bytes) -> dict[str, str]:
    lines = block.decode("latin-1").split("\r\n")
    return {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines if line)
    }
