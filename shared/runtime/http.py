"""Requests and replies as values, and problems as RFC 9457 has them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

JSON = "application/json; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a caller sent.  Header names are lower case; *route* holds the path's parameters.

    *trace* is the ``traceparent`` of the host's own span; it may be unknown.
    """

    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    route: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    trace: str = ""

    @property
    def media_type(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("content-type", "").split(";", 1)[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the caller gets.

    It is *lasting* unless the same request may be answered otherwise later on:
    what was refused may be accepted once the flight plan is mended.
    """

    status: int
    body: bytes
    content_type: str = JSON
    lasting: bool = True


def reply(
    content: Any,  # noqa: ANN401  any JSON
    status: HTTPStatus = HTTPStatus.OK,
    *,
    lasting: bool = True,
) -> Reply:
    """Answer with JSON."""
    return Reply(status=status, body=_json(content), lasting=lasting)


type Wrong = Mapping[str, Any]


class Problem(Exception):
    """A refusal for the caller: *code* for a machine, *detail* for a person.

    *errors* lists what is wrong, each with ``field``, ``line`` where there are
    lines, ``code``, ``detail`` and ``remedy``.
    """

    def __init__(
        self, status: HTTPStatus, code: str, detail: str, errors: tuple[Wrong, ...] = ()
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors

    def reply(self) -> Reply:
        """Write the problem down (RFC 9457)."""
        content: dict[str, Any] = {
            "type": f"urn:groundcrew:problem:{self.code}",
            "title": self.status.phrase,
            "status": self.status.value,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            content["errors"] = list(self.errors)
        return Reply(status=self.status, body=_json(content), content_type=PROBLEM)


def _json(content: Any) -> bytes:  # noqa: ANN401  any JSON
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
