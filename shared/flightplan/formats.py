"""How HR systems write, as the flight plan and the presets write it."""

from typing import Annotated

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, Field

from shared.domain.commands import HireEvent
from shared.domain.hire_formats import Authorization, FetchBack, HireFormat
from shared.flightplan.strict import Strict


def _compiles(text: str) -> str:
    try:
        if text:
            jmespath.compile(text)
    except JMESPathError as error:
        raise ValueError(f"is no JMESPath expression: {error}") from error
    return text


type Expression = Annotated[str, Field(max_length=1000), AfterValidator(_compiles)]


class _FetchBack(Strict):
    url: str
    method: str = "GET"
    headers: dict[str, str] = {}
    body: str = ""
    authorization: Authorization = Authorization.BEARER
    token_url: str = ""
    found: Expression = "@"
    fields: dict[str, Expression] = {}
    cancelled: Expression = ""
    per_minute: int = Field(default=60, gt=0)

    def value(self) -> FetchBack:
        return FetchBack(**self.model_dump())


class HireFormatModel(Strict):
    """Where a body holds what a hire is made of."""

    events: Expression = "@"
    id: Expression = ""
    time: Expression = ""
    type: Expression = ""
    types: dict[str, HireEvent] = {}
    fields: dict[str, Expression] = {}
    cancelled: Expression = ""
    needs_device: Expression = ""
    dates: tuple[str, ...] = ()
    fetch: _FetchBack | None = None

    def value(self) -> HireFormat:
        """Make the format."""
        fetch = None if self.fetch is None else self.fetch.value()
        return HireFormat(**{**self.model_dump(exclude={"fetch"}), "fetch": fetch})
