"""One request as bytes, and what is known of it before it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.fuzz.senders import Header


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """Bytes for one connection.

    *pieces* are sent with *pause* (seconds) between them.  *known*: the right
    key or signature is in it, so it may be accepted.  *framed*: where it ends is beyond
    doubt, so that the connection serves another and must be answered once.
    *half_closed*: nothing more is sent, and the host is told so.
    """

    number: int
    kind: str
    pieces: tuple[bytes, ...]
    known: bool
    framed: bool = True
    half_closed: bool = False
    pause: float = 0

    @property
    def raw(self) -> bytes:
        """All that is sent."""
        return b"".join(self.pieces)


@dataclass(slots=True, kw_only=True)
class Draft:
    """A request that is still being written."""

    method: bytes
    target: bytes
    headers: list[Header] = field(default_factory=list[Header])
    body: bytes = b""
    query: Sequence[bytes] = ()
    chunked: bool = False

    def written(self) -> bytes:
        """Write it down with its true length."""
        framing = (
            (b"Transfer-Encoding", b"chunked")
            if self.chunked
            else (b"Content-Length", str(len(self.body)).encode())
        )
        return self.head((*self.headers, framing)) + (
            chunks(self.body) if self.chunked else self.body
        )

    def head(self, headers: Sequence[Header]) -> bytes:
        """Write the request line and these headers."""
        target = self.target + (b"?" + b"&".join(self.query) if self.query else b"")
        lines = [b"%s %s HTTP/1.1" % (self.method, target), b"Host: 127.0.0.1"]
        lines += [b"%s: %s" % header for header in headers]
        return b"\r\n".join((*lines, b"", b""))


def chunks(body: bytes, size: int = 5000) -> bytes:
    """Write a body in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))
