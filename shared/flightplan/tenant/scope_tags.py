"""Scope tags of an object, as the flight plan writes them."""

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.flightplan.tenant.naming import each_once

type ScopeTags = Annotated[
    tuple[Annotated[str, Field(pattern=r"^\d+$", max_length=16)], ...],
    Field(description='Scope tags, by id in quotes; "0" is Default. The default is Default alone.'),
    AfterValidator(each_once),
]
DEFAULT_TAGS = ("0",)
