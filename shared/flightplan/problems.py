"""What is wrong with a part of the flight plan, in words for whoever wrote it."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

# What YAML makes of a text without quotes.
_NO_TEXT = (bool, int, float, date)
_OURS = "Value error, "


def sentence_of(problem: ErrorDetails, model: type[BaseModel]) -> str:
    """Say what is wrong; *model* is the whole, whose fields somebody may have meant."""
    match problem["type"]:
        case "extra_forbidden":
            return f"is no field here{_meant(str(problem['loc'][-1]), model)}"
        case "string_type" if isinstance(problem["input"], _NO_TEXT):
            return "is no text without quotes; write it in quotes, leading zeros included"
        case _:
            return problem["msg"].removeprefix(_OURS)


def _meant(name: str, model: type[BaseModel]) -> str:
    close = get_close_matches(name, sorted(set(_fields(model.model_json_schema()))), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _fields(schema: Any) -> Iterator[str]:  # noqa: ANN401  any JSON
    match schema:
        case dict():
            yield from schema.get("properties") or ()
            for each in schema.values():
                yield from _fields(each)
        case list():
            for each in schema:
                yield from _fields(each)
