"""The last line of defence: what has the form of a person's address, a token or a hash stays here.

Whoever writes a line says nothing confidential in the first place; tests hold them
to it.  What slips through all the same is masked, and an error's own words never
leave the process: they may repeat whatever they were about.
"""

import re
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Self

# A JSON Web Token, Base64 as long as a key or a piece of a hash, and a user principal name.
# What is sought begins where a word does, and no part of it can be read in two ways: so it ends
# soon, however long a text is.
_BETWEEN = r"""\s"'<>()\[\]{}=:,;/"""
_NAMES = rf"(?<![^{_BETWEEN}])@*(?:[^@{_BETWEEN}]+@+)+"
_MASKS = (
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), "[token]"),
    (re.compile(r"[A-Za-z0-9+/_-]{80,}={0,2}"), "[hash]"),
    (re.compile(rf"{_NAMES}[^@{_BETWEEN}]+\.[a-z]{{2,}}", re.IGNORECASE), "[person]"),
)
_LONGEST = 2_000
_FRAMES = 12


class Unforeseen(Exception):
    """An error that nobody foresaw, told by classes and places alone."""


class Discretion:
    """Lets what nobody foresaw escape without its words: the host writes them into its log."""

    def __enter__(self) -> Self:
        """Begin to watch."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise in the place of an error one that has its class and its places."""
        if isinstance(error, Exception):
            raise Unforeseen(classes_and_places(error)) from None


def classes_and_places(error: BaseException) -> str:
    """Tell an error, and what led to it, without a word of what it was about."""
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and cause not in chain:
        chain.append(cause)
    return " < ".join(_class_and_places(each) for each in chain)


def _class_and_places(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    inner = getattr(error, "exceptions", ())
    group = f" ({', '.join(type(each).__name__ for each in inner)})" if inner else ""
    return f"{type(error).__name__}{group} at {' > '.join(places) or 'an unknown place'}"


def mask(_: object, __: str, line: MutableMapping[str, object]) -> Mapping[str, object]:
    """Mask what must not stand in a line of the log; a processor of structlog's."""
    return {key: masked(value) for key, value in line.items()}


def masked(value: object) -> object:
    """Mask a value, whatever it is made of."""
    match value:
        case str():
            return _masked_text(value)
        case Mapping():
            return {str(key): masked(each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [masked(each) for each in value]
        case None | bool() | int() | float():
            return value
        case _:
            return _masked_text(str(value))


def _masked_text(text: str) -> str:
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def tell_error(_: object, __: str, line: MutableMapping[str, object]) -> Mapping[str, object]:
    """Put an error's classes and places in a line instead of its words; for structlog too."""
    error = line.pop("exc_info", None)
    if isinstance(error, BaseException):
        line["exception"] = classes_and_places(error)
    return line
