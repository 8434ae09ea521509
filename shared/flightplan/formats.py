"""How HR systems write, as the flight plan and the presets write it."""

from typing import Annotated

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, Field, model_validator

from shared.domain.commands import HireEvent
from shared.domain.hire_formats import (
    EMPLOYEE_ID,
    Authorization,
    FetchBack,
    FurtherCall,
    HireFormat,
)
from shared.domain.templates import names_in
from shared.flightplan.addresses import Address
from shared.flightplan.strict import Strict


def _compiles(text: str) -> str:
    try:
        if text:
            jmespath.compile(text)
    except JMESPathError as error:
        raise ValueError(f"is no JMESPath expression: {error}") from error
    return text


type Expression = Annotated[str, Field(max_length=1000), AfterValidator(_compiles)]


class _FurtherCall(Strict):
    url: Address
    method: str = "GET"
    body: str = ""


class _FetchBack(Strict):
    url: Address
    method: str = "GET"
    headers: dict[str, str] = {}
    body: str = ""
    authorization: Authorization = Authorization.BEARER
    token_url: Address = ""
    more: dict[str, _FurtherCall] = {}
    found: Expression = "@"
    fields: dict[str, Expression] = {}
    cancelled: Expression = ""
    per_minute: int = Field(default=60, gt=0)

    @model_validator(mode="after")
    def _has_its_token_url(self) -> "_FetchBack":
        if (self.authorization is Authorization.CLIENT_CREDENTIALS) != bool(self.token_url):
            raise ValueError("token_url is what client-credentials needs, and nothing else")
        return self

    @property
    def asks_for(self) -> frozenset[str]:
        """List the variables that the addresses and headers hold; a body may hold any braces."""
        further = (each.url for each in self.more.values())
        texts = (self.url, self.token_url, *further, *self.headers.values())
        return frozenset[str]().union(*map(names_in, texts)) - {EMPLOYEE_ID}

    def value(self) -> FetchBack:
        more = {name: FurtherCall(**each.model_dump()) for name, each in self.more.items()}
        return FetchBack(**{**self.model_dump(), "more": more})


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
