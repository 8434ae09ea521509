"""What no answer may be, whatever was asked."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.fuzz.samples import HASH_PIECES
from benchmarks.fuzz.shots import Shot
from benchmarks.fuzz.wire import Answer

_TRACES = ("Traceback (most recent", 'File "/', "site-packages")
_PROBLEM = "application/problem+json"
_JSON = "application/json"
_SHORTEST = 8  # letters of a secret that does not stand somewhere by chance
# What the host says of requests that are none: in words of its own, and repeating theirs.
_HOST_WORDS = {400, 404, 405, 413, 414, 417, 431}


class Judge:
    """Finds what is wrong with an answer; *secrets* must not stand in any."""

    def __init__(self, secrets: Iterable[str]) -> None:
        told = {secret for secret in secrets if len(secret) >= _SHORTEST}
        self._secret = _any_of({*told, *HASH_PIECES})
        self._never = _any_of({*told, *HASH_PIECES, *_TRACES})

    def confidential(self, text: bytes, *, traces: bool = True) -> str:
        """Tell what stands in a text that must not, blank for nothing; a log may hold *traces*."""
        found = (self._never if traces else self._secret).search(text)
        return found[0].decode() if found else ""

    def wrong(self, shot: Shot, answers: Sequence[Answer]) -> str:
        """Say what is wrong, blank for nothing."""
        if shot.framed and len(answers) != 1:
            return f"{len(answers)} answers to one request"
        return next((said for each in answers if (said := self._one(shot, each))), "")

    def _one(self, shot: Shot, answer: Answer) -> str:
        if answer.status >= 500:  # noqa: PLR2004  a failure of ours
            return f"status {answer.status}"
        if 200 <= answer.status < 300 and not (shot.known or _of_health(answer)):  # noqa: PLR2004  accepted
            return f"accepted ({answer.status}) without the right key or signature"
        if 300 <= answer.status < 400:  # noqa: PLR2004  the app sends nobody elsewhere
            return f"status {answer.status}"
        if _of_host(answer):
            return ""
        written = "\r\n".join(f"{name}: {value}" for name, value in answer.headers.items())
        if found := self.confidential(written.encode() + answer.body):
            return f"gives away {found!r}"
        return _form(answer)


def _any_of(words: Iterable[str]) -> re.Pattern[bytes]:
    return re.compile("|".join(map(re.escape, sorted(words))).encode())


def _form(answer: Answer) -> str:
    """Say what is wrong with the form of an answer."""
    kind = answer.headers.get("content-type", "")
    if not answer.body or kind.startswith("text/csv"):
        return ""
    wanted = _PROBLEM if answer.status >= 400 else _JSON  # noqa: PLR2004  refusals are problems
    if not kind.startswith(wanted) and not _of_health(answer):
        return f"status {answer.status} is {kind!r}"
    content = _json_of(answer)
    if content is None:
        return f"status {answer.status} has no JSON body"
    if wanted == _PROBLEM and (content.get("status") != answer.status or not content.get("code")):
        return f"status {answer.status} is no problem as RFC 9457 has them"
    return ""


def _json_of(answer: Answer) -> dict[str, Any] | None:
    try:
        content = json.loads(answer.body)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _of_host(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "")
    return answer.status in _HOST_WORDS and kind.startswith("text/plain")


def _of_health(answer: Answer) -> bool:
    return answer.body.startswith(
        (b'{"status":"live"', b'{"status":"ready"', b'{"status": "ready"')
    )
