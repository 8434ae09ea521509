"""From the bytes of a request to text and JSON, or to a problem that says what is wrong."""

import codecs
import json
import re
from collections.abc import Collection
from http import HTTPStatus
from typing import Any, NoReturn

from shared.domain.errors import Reason
from shared.intake.verdicts import note
from shared.runtime.http import Problem, Request

CSV = "text/csv"
JSON = "application/json"
SCIM = "application/scim+json"
CLOUD_EVENT = "application/cloudevents+json"
CLOUD_EVENTS = "application/cloudevents-batch+json"
# A hundred for each of 5,000 lines; a body of nothing but brackets takes thirty times its size.
MOST_VALUES = 500_000
# No more digits than a length has that anybody could mean.
_LENGTH = re.compile(r"[0-9]{1,18}")
_MARKED = note("byte-order-mark", "The file begins with a byte order mark, which was left out.")


def check_length(request: Request, limit: int) -> None:
    """Turn down what is too long, by what its header says or by what came; *limit* is in bytes."""
    declared = request.headers.get("content-length", "")
    length = len(request.body)
    if _LENGTH.fullmatch(declared):
        length = max(length, int(declared))
    if length > limit:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "body-too-large",
            f"The body has {length:,} bytes; {limit:,} is the most. Send it in parts.",
        )


def check(request: Request, accepted: Collection[str]) -> None:
    """Turn down what is of the wrong kind or empty."""
    if request.media_type not in accepted:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "content-type-unknown",
            f"Send the body with one of these content types: {', '.join(accepted)}.",
        )
    if not request.body.strip():
        raise Problem(HTTPStatus.BAD_REQUEST, "body-empty", "The body is empty.")


def json_of(body: bytes) -> Any:  # noqa: ANN401  JSON has no better type
    """Read JSON as RFC 8259 has it: UTF-8, without NaN and Infinity."""
    if sum(body.count(mark) for mark in b",[{") > MOST_VALUES:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "json-too-many-values",
            f"The body holds more than {MOST_VALUES:,} values. Send it in parts.",
        )
    try:
        return json.loads(_utf_8(body), parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        wrong = {
            "field": "",
            "line": error.lineno,
            "column": error.colno,
            "code": "json-malformed",
            "detail": error.msg,
            "remedy": "Mend the body at this place.",
        }
        raise Problem(
            HTTPStatus.BAD_REQUEST, "json-malformed", f"The body is no JSON: {where}.", (wrong,)
        ) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise _number("The body holds a number of thousands of digits.") from error
    except RecursionError as error:
        raise Problem(
            HTTPStatus.BAD_REQUEST, "json-too-deep", "The body is nested too deeply."
        ) from error


def text_of(body: bytes) -> tuple[str, tuple[Reason, ...]]:
    """Decode a text file the way that Windows tools write them, and note how."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, notes = _utf_16(body)
    else:
        text, notes = _eight_bits(body)
    if "\0" in text:
        raise _undecodable("It holds NUL characters, like UTF-16 without a byte order mark.")
    return text, notes


def _eight_bits(body: bytes) -> tuple[str, tuple[Reason, ...]]:
    marked = body.startswith(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8-sig"), (_MARKED,) if marked else ()
    except UnicodeDecodeError:
        pass
    try:
        read = note("encoding-windows-1252", "The file is not UTF-8; it was read as Windows-1252.")
        return body.decode("cp1252"), (read,)
    except UnicodeDecodeError as error:
        raise _undecodable("It is neither UTF-8 nor Windows-1252.") from error


def _utf_16(body: bytes) -> tuple[str, tuple[Reason, ...]]:
    try:
        return body.decode("utf-16"), (note("encoding-utf-16", "The file is UTF-16."),)
    except UnicodeDecodeError as error:
        raise _undecodable("It begins like UTF-16, but is not.") from error


def _utf_8(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _undecodable("JSON is UTF-8.") from error


def _undecodable(why: str) -> Problem:
    detail = f"The body cannot be read as text. {why} Send it in UTF-8."
    return Problem(HTTPStatus.BAD_REQUEST, "text-undecodable", detail)


def _no_constant(_: str) -> NoReturn:
    raise _number("The body holds NaN or Infinity, which JSON does not know.")


def _number(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, "json-number", detail)
