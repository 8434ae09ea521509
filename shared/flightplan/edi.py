"""How a source writes its EDI ship notices, as the flight plan says it."""

from typing import Annotated

from pydantic import Field

from shared.domain.sources import Edi
from shared.flightplan.strict import Strict
from shared.flightplan.zones import TimeZone

type _SerialQualifier = Annotated[str, Field(pattern=r"^(REF|MAN|LIN)\*[A-Z0-9]{1,3}$")]
type _Qualifier = Annotated[str, Field(pattern=r"^(PID|[A-Z0-9]{2})$")]


class EdiModel(Strict):
    """Where an 856 of this source has what the standard lets it choose."""

    serial_qualifiers: tuple[_SerialQualifier, ...] = Field(
        default=Edi().serial_qualifiers,
        min_length=1,
        description="Where serial numbers stand: segment, asterisk, qualifier.",
    )
    manufacturer_qualifiers: tuple[_Qualifier, ...] = Field(
        default=Edi().manufacturer_qualifiers,
        description="Which qualifiers of LIN stand beside the manufacturer.",
    )
    model_qualifiers: tuple[_Qualifier, ...] = Field(
        default=Edi().model_qualifiers,
        description="Which qualifiers of LIN stand beside the model.",
    )
    locations: dict[str, str] = Field(
        default={}, description="Which location each ship-to code (N104) means."
    )
    time_zone: TimeZone = Field(
        default=Edi().time_zone,
        description="The zone of its times, such as America/Chicago. The default is UTC.",
    )

    def value(self) -> Edi:
        """Make the format."""
        return Edi(**{name: getattr(self, name) for name in type(self).model_fields})
