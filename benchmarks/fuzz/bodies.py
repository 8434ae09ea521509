"""What becomes of a good body: as a tree when it is JSON, as lines, as bytes."""

import gzip
import json
import zlib
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from benchmarks.fuzz.words import STRINGS, VALUES

_DEEP = 100_000
_WIDE = 20_000
# The largest body of a hire or a request, and of a manifest, in bytes.
LIMITS = (262_144, 33_554_432)


def mutate(random: Random, content: bytes) -> bytes:
    """Change a body in one of many ways, or in several."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        content = random.choice(_WAYS)(random, content)
    return content


def at_the_limit(random: Random, content: bytes, limit: int) -> bytes:
    """Pad a body with blanks to just under, at or over a limit."""
    wanted = limit + random.choice((-1, 0, 1, 100))
    return content + b" " * (wanted - len(content))


def _tree(random: Random, content: bytes) -> bytes:
    """Change something somewhere in a JSON document; what is none gets a byte changed."""
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return _byte(random, content)
    root = [tree]
    place: Any = root
    key: Any = 0
    while isinstance(place[key], dict | list) and place[key] and random.random() < 0.8:  # noqa: PLR2004  mostly further down
        place = place[key]
        key = (
            random.choice(tuple(place)) if isinstance(place, dict) else random.randrange(len(place))
        )
    _change(random, place, key)
    return _written(random, root[0] if root else None)


def _change(random: Random, place: Any, key: Any) -> None:  # noqa: ANN401  any JSON
    match random.randrange(6):
        case 0:
            del place[key]
        case 1 | 2:
            place[key] = random.choice(STRINGS)
        case 3:
            place[key] = random.choice(VALUES)
        case 4:
            place[key] = [place[key]] * random.choice((2, 3, 50))
        case _:
            place[key] = {str(place[key])[:100]: place[key], random.choice(STRINGS): None}


def _written(random: Random, tree: Any) -> bytes:  # noqa: ANN401  any JSON
    text = json.dumps(tree, ensure_ascii=random.random() < 0.5)  # noqa: PLR2004  half of them
    return text.encode(errors="surrogatepass")


def _shape(random: Random, content: bytes) -> bytes:
    """Make a document of an extreme shape around or instead of the content."""
    return random.choice(_SHAPES)(random, content[:2000])


_SHAPES: tuple[Callable[[Random, bytes], bytes], ...] = (
    lambda random, content: b"[" * random.choice((10, 990, _DEEP)) + content,
    lambda random, _: b'{"a":' * random.choice((10, 990, _DEEP)) + b"1",
    lambda random, _: b"[" + b",".join([b"{}"] * random.choice((2, 1001, _WIDE))) + b"]",
    lambda random, content: b"[" + b",".join([content] * random.choice((2, 20))) + b"]",
    lambda _, __: json.dumps({f"k{number}": number for number in range(2000)}).encode(),
    lambda random, _: b"9" * random.choice((10, 4300, 4301, 50_000)),
    lambda random, content: (
        content + random.choice((b" {}", b"\x00", b"]", b"}", b",", b"\n" * 5000))
    ),
)


def _byte(random: Random, content: bytes) -> bytes:
    """Change, take or add some bytes."""
    if not content:
        return random.randbytes(5)
    at = random.randrange(len(content))
    match random.randrange(5):
        case 0:
            return content[:at] + bytes((random.randrange(256),)) + content[at + 1 :]
        case 1:
            return content[:at]
        case 2:
            return (
                content[:at]
                + random.choice((b"\xff", b"\x00", b"\xed\xa0\x80", b"\xc0\xaf"))
                + content[at:]
            )
        case 3:
            return content[:at] + content[at + random.randrange(1, 20) :]
        case _:
            return content[at:] + content[:at]


def _lines(random: Random, content: bytes) -> bytes:
    """Change the lines of a file, or the segments of a notice."""
    end = b"~" if content.startswith(b"ISA") else b"\r\n"
    lines = content.split(end)
    at = random.randrange(len(lines))
    match random.randrange(8):
        case 0:
            lines[at] = lines[at].replace(b",", random.choice((b";", b"\t", b"|", b'","', b",,")))
        case 1:
            lines.insert(at, lines[random.randrange(len(lines))])
        case 2:
            del lines[at]
        case 3:
            lines[at] = b'"' + lines[at]
        case 4:
            lines[at] = lines[at].swapcase()
        case 5:
            lines = lines[:1] + lines[1:] * random.choice((2, 20, 200))
        case 6:
            lines[at] = b"*".join(reversed(lines[at].split(b"*")))
        case _:
            end = random.choice((b"\n", b"\r", b"\n\n", b"\x1e", b"'"))
    return end.join(lines)[:500_000]


def _coded(random: Random, content: bytes) -> bytes:
    """Write the same in another encoding, or packed."""
    return random.choice(_CODES)(content)


_CODES: tuple[Callable[[bytes], bytes], ...] = (
    partial(gzip.compress, mtime=0),
    zlib.compress,
    lambda content: b"\xef\xbb\xbf" + content,
    lambda content: content.decode(errors="replace").encode("utf-16"),
    lambda content: content.decode(errors="replace").encode("utf-16-le"),
    lambda content: content.decode(errors="replace").encode("utf-32"),
    lambda content: content.decode(errors="replace").encode("cp1252", errors="replace"),
)


def _gone(_: Random, __: bytes) -> bytes:
    return b""


def _noise(random: Random, _: bytes) -> bytes:
    return random.randbytes(random.choice((1, 10, 1000)))


_WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (
    *(_tree,) * 8,
    *(_byte,) * 3,
    *(_lines,) * 3,
    *(_coded, _shape) * 2,
    _gone,
    _noise,
)
