"""How a source writes its EDI ship notices, as the flight plan says it."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from shared.domain.sources import Edi
from shared.flightplan.strict import Strict

type _SerialQualifier = Annotated[str, Field(pattern=r"^(REF|MAN|LIN)\*[A-Z0-9]{1,3}$")]
type _Qualifier = Annotated[str, Field(pattern=r"^(PID|[A-Z0-9]{2})$")]


def _is_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"is no time zone that this machine knows: {name}") from error
    return name


class EdiModel(Strict):
    """Where an 856 of this source has what the standard lets it choose."""

    serial_qualifiers: tuple[_SerialQualifier, ...] = Field(
        default=Edi().serial_qualifiers, min_length=1
    )
    manufacturer_qualifiers: tuple[_Qualifier, ...] = Edi().manufacturer_qualifiers
    model_qualifiers: tuple[_Qualifier, ...] = Edi().model_qualifiers
    locations: dict[str, str] = {}
    time_zone: Annotated[str, AfterValidator(_is_zone)] = Edi().time_zone

    def value(self) -> Edi:
        """Make the format."""
        return Edi(**{name: getattr(self, name) for name in type(self).model_fields})
