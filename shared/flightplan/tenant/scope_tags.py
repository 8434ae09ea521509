"""Scope tags of an object, as the flight plan writes them."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.flightplan.tenant.naming import each_once


def _is_an_id(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f'{text!r} is no id of a scope tag; write its number in quotes, as "0"')
    return text


type _ScopeTag = Annotated[
    str, Field(max_length=16, json_schema_extra={"pattern": "^[0-9]+$"}), AfterValidator(_is_an_id)
]
type ScopeTags = Annotated[tuple[_ScopeTag, ...], AfterValidator(each_once)]

DEFAULT_TAGS = ("0",)
TAGS_ARE = 'Scope tags, by id in quotes; "0" is Default. The default is Default alone.'
