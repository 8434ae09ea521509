"""What an operator says of what is parked: which to drive again, or what is right."""

from typing import Annotated

from pydantic import Field, model_validator

from shared.domain.parked import Which
from shared.intake.acts import Said
from shared.intake.faults import custom
from shared.intake.fields import Day, Moment, Text
from shared.intake.lines import LineData


class RedriveData(Said):
    """Which records to drive again: by one sign, or all.

    *before* is when they were parked at the latest.
    """

    code: Text = ""
    shipment: Text = ""
    everything: Annotated[bool, Field(alias="all", strict=True)] = False
    before: Moment = None

    @model_validator(mode="after")
    def _one(self) -> "RedriveData":
        if bool(self.code) + bool(self.shipment) + self.everything != 1:
            raise custom(
                "which-unclear",
                "It is not clear which records are meant.",
                'Send one of code, shipment and "all": true.',
            )
        return self

    @property
    def which(self) -> Which:
        """Say which records these are."""
        return Which(code=self.code, shipment_id=self.shipment, before=self.before)


class CorrectionData(LineData, Said):
    """What is right of a line or of a hire; what is left out stays as it is.

    *person* is the user principal name of whom a device is for, or of a hire.
    """

    start_date: Day = None

    @property
    def told(self) -> dict[str, object]:
        """The fields that are corrected, by their names."""
        said = self.model_dump(exclude={"by", "why"})
        return {name: value for name, value in said.items() if value not in {"", None}}
