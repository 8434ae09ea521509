"""The lists that the app can be asked for."""

from typing import Literal

type Listing = Literal["devices", "hires", "requests", "parked", "acts", "drift"]
