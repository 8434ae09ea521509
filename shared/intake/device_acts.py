"""What an operator says of a device: whom it is for now, or which hash it has."""

from pydantic import model_validator

from shared.intake.acts import Said
from shared.intake.faults import custom
from shared.intake.fields import Raw, Text, Upn


class ReassignData(Said):
    """Whom the device is for: by user principal name, by HR's key, or by both."""

    person: Upn = ""
    employee_id: Text = ""

    @model_validator(mode="after")
    def _somebody(self) -> "ReassignData":
        if not (self.person or self.employee_id):
            raise custom(
                "person-missing",
                "Neither person nor employee_id says whom the device is for.",
                "Send the person's user principal name, or HR's employee id.",
            )
        return self


class ReplaceData(Said):
    """The hardware hash that was collected after the repair, as Base64."""

    hardware_hash: Raw
