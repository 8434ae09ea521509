"""Corporate identifiers: what tells Intune that a machine is the company's before it enrols.

The text is ``manufacturer,model,serial`` as Microsoft's page "Add corporate
identifiers" has it: periods are taken out of the serial number, and a comma
would make a fourth part.
"""

from dataclasses import dataclass

from shared.domain.device import Device
from shared.domain.errors import Reason, Refused
from shared.domain.operations import Operation

# How many one call takes is not documented; a file in the admin center may have 5,000.
MOST_IDENTIFIERS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CorporateIdentifier:
    """A machine by maker, model and serial number."""

    manufacturer: str
    model: str
    serial: str

    @property
    def lacking(self) -> tuple[str, ...]:
        """Name the parts that say nothing."""
        parts = {"manufacturer": self.manufacturer, "model": self.model, "serial": self.serial}
        return tuple(name for name, said in parts.items() if not _part(said))

    @property
    def text(self) -> str:
        """Write it as Intune keeps it."""
        return ",".join(
            (_part(self.manufacturer), _part(self.model), _part(self.serial).replace(".", ""))
        )


def identifier_of(device: Device) -> CorporateIdentifier:
    """Take the identifier of a device from what its line says of it."""
    return CorporateIdentifier(
        manufacturer=device.line.manufacturer, model=device.line.model, serial=device.serial
    )


def _part(text: str) -> str:
    return " ".join(text.replace(",", " ").split())


def not_taken(identifier: CorporateIdentifier) -> Refused:
    """Say that Intune listed an identifier among those it did not take (``status`` false)."""
    return Refused(
        Reason(
            code="identifier-refused",
            sentence=f"Intune did not take the corporate identifier of {identifier.serial}.",
            remedy="Compare maker, model and serial number with what the machine's firmware says.",
            evidence={"operation": Operation.IMPORT_IDENTIFIERS, "identifier": identifier.text},
        )
    )
