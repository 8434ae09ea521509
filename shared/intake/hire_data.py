"""What may be said of a person who is hired, whoever says it and however it is written."""

from datetime import timedelta

from pydantic import BaseModel

from shared.intake.fields import Day, Key, Persona, Text, Upn

# HR's clock may be wrong; a word from the far future would outrank every later one.
AHEAD = timedelta(days=1)
TIME_AHEAD = (
    "time-in-future",
    "{field} lies in the future.",
    "Send the time at which the event happened; a start date belongs into the start date.",
)


class HireData(BaseModel):
    """The fields of a hire, as our own events name them."""

    employee_id: Key
    user_principal_name: Upn = ""
    start_date: Day = None
    persona: Persona = ""
    location: Text = ""
    order_reference: Text = ""
