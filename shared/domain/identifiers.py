"""Corporate identifiers: what tells Intune that a machine is the company's before it enrols.

The text is ``manufacturer,model,serial`` as Microsoft's page "Add corporate
identifiers" has it: periods are taken out of the serial number, and a comma
would make a fourth part.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CorporateIdentifier:
    """A machine by maker, model and serial number."""

    manufacturer: str
    model: str
    serial: str

    @property
    def text(self) -> str:
        """Write it as Intune keeps it."""
        return ",".join(
            (_part(self.manufacturer), _part(self.model), _part(self.serial).replace(".", ""))
        )


def _part(text: str) -> str:
    return " ".join(text.replace(",", " ").split())
