"""Requests whose bytes break HTTP: lengths that lie, chunks that do not end, bodies that dawdle."""

from collections.abc import Callable
from random import Random

from benchmarks.fuzz.shots import Draft, Shot, chunks

_DAWDLING = 0.3  # seconds between two pieces


def roughen(random: Random, number: int, draft: Draft, *, known: bool) -> Shot:
    """Write a request down so that it is not quite HTTP any more."""
    way = random.choice(_WAYS)
    return way(random, number, draft, known)


def _two_lengths(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Say both a length and chunks: a proxy and a host may disagree where it ends."""
    hidden = b"GET /api/health/live HTTP/1.1\r\nHost: x\r\n\r\n"
    lie = (b"Content-Length", str(random.choice((0, 4, len(draft.body) + 100))).encode())
    coding = random.choice(
        (b"chunked", b" chunked", b"xchunked", b"chunked, identity", b"\tchunked")
    )
    head = draft.head((*draft.headers, lie, (b"Transfer-Encoding", coding)))
    return _loose(number, "two lengths", head + chunks(draft.body) + hidden, known)


def _many_lengths(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Say several lengths, or one that is no number."""
    true = str(len(draft.body)).encode()
    wrong = random.choice(
        (b"-1", b"+5", b"0x10", b"1e3", b"", b"9" * 30, b"5, 6", b"\xb2", true + b" 1")
    )
    lengths = random.choice(([true, wrong], [wrong, true], [wrong]))
    head = draft.head((*draft.headers, *((b"Content-Length", each) for each in lengths)))
    return _loose(number, "many lengths", head + draft.body, known)


def _bare_ends(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """End some lines of the head with less than CR LF."""
    head, _, body = draft.written().partition(b"\r\n\r\n")
    end = random.choice((b"\n", b"\r", b"\r\r\n", b"\x00\r\n", b"\r\n "))
    at = random.choice((1, -1))
    return _loose(
        number, "bare line ends", head.replace(b"\r\n", end, at) + b"\r\n\r\n" + body, known
    )


def _odd_chunks(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Write chunks with sizes and ends that are off."""
    head = draft.head((*draft.headers, (b"Transfer-Encoding", b"chunked")))
    odd = random.choice(
        (
            b"zz\r\n",
            b"-1\r\n",
            b"fffffffffffffffff\r\nx\r\n",
            b"5;ext=\x00\r\nhello\r\n0\r\n\r\n",
            b"5\nhello\n0\n\n",
            b"3\r\nhello\r\n0\r\n\r\n",
            b"0\r\nTrailer: x\r\nX-Functions-Key: y\r\n\r\n",
            b"0x5\r\nhello\r\n0\r\n\r\n",
            b"5" + b";" * 20_000 + b"\r\nhello\r\n0\r\n\r\n",
        )
    )
    return _loose(number, "odd chunks", head + odd, known)


def _odd_line(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Write a request line that is none."""
    _, _, rest = draft.written().partition(b"\r\n")
    line = random.choice(
        (
            b"GET",
            b"",
            b"GET /api/devices",
            b"GET  /api/devices  HTTP/1.1",
            b"GET /api/devices HTTP/9.9",
            b"GET http://evil.example/api/devices HTTP/1.1",
            b"CONNECT evil.example:443 HTTP/1.1",
            b"OPTIONS * HTTP/1.1",
            b"GET //evil.example/api HTTP/1.1",
            b"GET /api/devices?\x00 HTTP/1.1",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"PRI * HTTP/2.0",
            b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
            b"POST /api/hr/groundcrew HTTP/1.0",
        )
    )
    return _loose(number, "odd request line", line + b"\r\n" + rest, known)


def _many_headers(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Bring more, longer or stranger headers than anybody reads."""
    more = random.choice(
        (
            [(b"X-%d" % each, b"y") for each in range(5000)],
            [(b"X", b"y" * 100_000)],
            [(b"Bad Name", b"y")],
            [(b"", b"y")],
            [(b"Connection", b"Upgrade"), (b"Upgrade", b"websocket")],
            [(b"Connection", b"Upgrade, HTTP2-Settings"), (b"Upgrade", b"h2c")],
            [(b"Host", b"evil.example")],
        )
    )
    draft.headers += more
    return _loose(number, "many headers", draft.written(), known)


def _slow(random: Random, number: int, draft: Draft, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Send it bit by bit; it ends in good time."""
    raw = draft.written()
    cut = sorted(random.randrange(len(raw) + 1) for _ in range(4))
    pieces = [raw[start:end] for start, end in zip((0, *cut), (*cut, len(raw)), strict=True)]
    return Shot(
        number=number,
        kind="slow",
        pieces=tuple(pieces),
        known=known,
        pause=_DAWDLING,
        framed=False,
    )


def _cut_off(random: Random, number: int, draft: Draft, _: bool) -> Shot:  # noqa: FBT001  one signature for all
    """Say no more before it is over, and listen still."""
    raw = draft.written()
    kept = raw[: random.randrange(len(raw))]
    return Shot(
        number=number, kind="cut off", pieces=(kept,), known=False, framed=False, half_closed=True
    )


def _loose(number: int, kind: str, raw: bytes, known: bool) -> Shot:  # noqa: FBT001  one signature for all
    # Whatever the host waits for, nothing more comes: it must come to an end by itself.
    return Shot(
        number=number, kind=kind, pieces=(raw,), known=known, framed=False, half_closed=True
    )


_WAYS: tuple[Callable[[Random, int, Draft, bool], Shot], ...] = (
    _two_lengths,
    _many_lengths,
    _bare_ends,
    _odd_chunks,
    _odd_line,
    _many_headers,
    _slow,
    _cut_off,
)
