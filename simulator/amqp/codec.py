"""Frames: bytes to performatives and back.

The encoding itself is the one inside azure-servicebus (``_pyamqp``): pure
Python, so nothing has to be compiled.  That package is private; the lock file
pins the version it was tried with, and the wire tests notice a change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from azure.servicebus._pyamqp import performatives as wire
from azure.servicebus._pyamqp._decode import decode_frame
from azure.servicebus._pyamqp._encode import encode_frame

AMQP_HEADER = b"AMQP\x00\x01\x00\x00"
SASL_HEADER = b"AMQP\x03\x01\x00\x00"
HEARTBEAT = b"\x00\x00\x00\x08\x02\x00\x00\x00"
LARGEST_FRAME = 65_536

_HEADER_SIZE = 8
_PERFORMATIVES = {
    0x10: wire.OpenFrame,
    0x11: wire.BeginFrame,
    0x12: wire.AttachFrame,
    0x13: wire.FlowFrame,
    0x14: wire.TransferFrame,
    0x15: wire.DispositionFrame,
    0x16: wire.DetachFrame,
    0x17: wire.EndFrame,
    0x18: wire.CloseFrame,
    0x41: wire.SASLInit,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A performative that arrived on a channel; ``None`` is a heartbeat."""

    channel: int
    performative: Any


@dataclass(frozen=True, slots=True)
class Header:
    """The eight bytes that open a protocol."""

    octets: bytes


class FrameReader:
    """Cuts a stream of bytes into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Header | Frame]:
        """Add bytes and take out what is complete; ``ValueError`` when it is not AMQP."""
        self._buffer += data
        while len(self._buffer) >= _HEADER_SIZE:
            if self._buffer.startswith(b"AMQP"):
                yield Header(self._take(_HEADER_SIZE))
                continue
            size = int.from_bytes(self._buffer[:4])
            if not _HEADER_SIZE <= size <= LARGEST_FRAME:
                message = f"a frame of {size} bytes"
                raise ValueError(message)
            if len(self._buffer) < size:
                return
            yield _frame(self._take(size))

    def _take(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def encode(channel: int, performative: tuple[Any, ...]) -> bytes:
    """Write a performative as a frame."""
    kind = b"\x01" if isinstance(performative, wire.SASLMechanism | wire.SASLOutcome) else b"\x00"
    header, body = encode_frame(
        performative,  # type: ignore[arg-type]  # typed as NamedTuple, which no value can be
        frame_type=kind,
    )
    return header + channel.to_bytes(2) + (body or b"")


def _frame(octets: bytes) -> Frame:
    channel = int.from_bytes(octets[6:8])
    start = octets[4] * 4
    if len(octets) == start:
        return Frame(channel, None)
    code, fields = decode_frame(memoryview(octets)[start:])
    kind = _PERFORMATIVES.get(code)
    if kind is None:
        message = f"an unexpected performative {code:#x}"
        raise ValueError(message)
    return Frame(channel, kind(*fields))
