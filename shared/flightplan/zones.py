"""Time zones, by their names in the IANA's list."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator


def _is_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:
        raise ValueError(f"is no time zone that this machine knows: {name}") from error
    return name


type TimeZone = Annotated[str, AfterValidator(_is_zone)]
