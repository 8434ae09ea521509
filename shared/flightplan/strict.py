"""What every part of the flight plan has in common: nothing unknown stands in it."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A part of the flight plan."""

    model_config = ConfigDict(extra="forbid", frozen=True)
