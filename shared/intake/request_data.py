"""What a request for a device, and a decision on one, look like when they are sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.domain.sources import Source
from shared.intake.fields import Address, Day, Moment, Persona, Prose, Text, Upn


class RequestData(BaseModel):
    """A request as it is sent: whom a device is for, which, and why."""

    model_config = ConfigDict(
        title="A request for a device",
        json_schema_extra={
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "anyOf": [{"required": ["person"]}, {"required": ["employee_id"]}],
        },
    )

    id: Annotated[Address, Field(description="The caller's own id, such as a ticket number.")] = ""
    person: Annotated[Upn, Field(description="User principal name of whom it is for.")] = ""
    employee_id: Annotated[Text, Field(description="HR's key of whom it is for.")] = ""
    persona: Annotated[Persona, Field(description="A persona of the flight plan.")] = ""
    location: Annotated[Text, Field(description="Where the device is needed.")] = ""
    needed_by: Annotated[Day, Field(description="The day by which it is needed.")] = None
    why: Annotated[Prose, Field(description="The reason; line breaks may stand in it.")] = ""
    asked_by: Annotated[Upn, Field(description="User principal name of who asks.")] = ""
    asked_at: Annotated[Moment, Field(description="When it was asked for.")] = None
    order_reference: Annotated[Text, Field(description="The order, if it is ordered already.")] = ""


class DecisionData(BaseModel):
    """A decision as it is sent."""

    by: Upn = ""
    why: Prose = ""
    order_reference: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a body is read by: who sends it, what they may ask for, and the time.

    *delivery* is what the sender calls this delivery, *person* who their access
    token was made out to; both may be blank.
    """

    source: Source
    personas: Collection[str]
    default_persona: str
    now: datetime
    delivery: str = ""
    person: str = ""

    def allows(self, persona: str) -> bool:
        """Whether the source may ask for this persona, or the default when it is blank."""
        allowed = self.source.may_use.personas
        return allowed is None or (persona or self.default_persona) in allowed
