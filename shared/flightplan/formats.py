"""How HR systems write, as the flight plan and the presets write it."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from shared.domain.commands import HireEvent
from shared.domain.expressions import check
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
    check(text)
    return text


def _tells_a_date(pattern: str) -> str:
    """See that a pattern reads a whole date: what it writes, it must read back."""
    day = datetime(2026, 1, 31, tzinfo=UTC)
    if "%y" not in pattern.lower():
        raise ValueError("does not tell the year: %Y or %y")
    try:
        read = datetime.strptime(day.strftime(pattern), pattern).replace(tzinfo=UTC)
    except ValueError as error:
        raise ValueError("is no pattern of a date, such as %d.%m.%Y") from error
    if read.date() != day.date():
        raise ValueError("does not tell the day, the month and the year, as %d.%m.%Y does")
    return pattern


type _Pattern = Annotated[str, Field(max_length=64), AfterValidator(_tells_a_date)]
type Expression = Annotated[str, Field(max_length=1000), AfterValidator(_compiles)]


# What may be said of a person; an employee id comes with the event and is never fetched.
type _Fetched = Literal[
    "user_principal_name", "start_date", "persona", "location", "order_reference"
]
type _Field = Literal["employee_id"] | _Fetched
type _TaskId = Literal["workflow", "task", "result"]
_TASK_IDS = ("workflow", "task", "result")


class _FurtherCall(Strict):
    url: Address = Field(description="The address of a further call.")
    method: str = Field(default="GET", description="Its method. The default is GET.")
    body: str = Field(default="", description="Its body. The default is none.")


class _FetchBack(Strict):
    url: Address = Field(description="The address, with {employee_id} and variables in braces.")
    method: str = Field(default="GET", description="The method. The default is GET.")
    headers: dict[str, str] = Field(
        default={}, description="Headers, whose values may hold the same names in braces."
    )
    body: str = Field(default="", description="The body. The default is none.")
    authorization: Authorization = Field(
        default=Authorization.BEARER,
        description="How the HR system wants to know who asks. The default is bearer.",
    )
    token_url: Address = Field(
        default="", description="Where client-credentials are exchanged for a token."
    )
    more: dict[str, _FurtherCall] = Field(
        default={}, description="Further calls for the same person, by names of your choice."
    )
    found: Expression = Field(
        default="@",
        description="Where the person stands in the answer. The default is the answer itself.",
    )
    fields: dict[_Fetched, Expression] = Field(
        default={}, description="Where the person's fields stand from there."
    )
    cancelled: Expression = Field(default="", description="A condition: the person will not come.")
    needs_device: Expression = Field(
        default="", description="A condition: the person gets a device."
    )
    per_minute: int = Field(
        default=60, gt=0, description="How many calls it takes in a minute. The default is 60."
    )

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

    events: Expression = Field(
        default="@",
        description="Where the events stand in the body. The default is the body itself.",
    )
    id: Expression = Field(
        default="", description="Where an event's id stands. The default is none."
    )
    time: Expression = Field(
        default="", description="Where an event's time stands. The default is none."
    )
    type: Expression = Field(default="", description="Where the word for what happened stands.")
    types: dict[str, HireEvent] = Field(
        default={}, description="What each word means: created, changed or cancelled."
    )
    fields: dict[_Field, Expression] = Field(
        default={}, description="Where each field stands; employee_id is needed."
    )
    cancelled: Expression = Field(
        default="", description="A condition that makes a cancellation of any event."
    )
    needs_device: Expression = Field(
        default="", description="A condition: the person gets a device."
    )
    dates: tuple[_Pattern, ...] = Field(
        default=(), description="Patterns of dates that are not ISO 8601, such as %d.%m.%Y."
    )
    task: dict[_TaskId, Expression] = Field(
        default={}, description="Where workflow, task and result stand; all three or none."
    )
    fetch: _FetchBack | None = Field(
        default=None, description="How the HR system is asked for whom an event names."
    )

    @model_validator(mode="after")
    def _is_whole(self) -> "HireFormatModel":
        if not self.fields.get("employee_id"):
            raise ValueError("fields needs employee_id: where the employee id stands")
        if not self.type or not self.types:
            raise ValueError(
                "needs type and types: where an event's type stands, and what it means"
            )
        if self.task and len(self.task) < len(_TASK_IDS):
            raise ValueError("task needs workflow, task and result")
        return self

    def value(self) -> HireFormat:
        """Make the format."""
        fetch = None if self.fetch is None else self.fetch.value()
        return HireFormat(**{**self.model_dump(exclude={"fetch"}), "fetch": fetch})
