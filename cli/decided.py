"""What somebody decided of a request, as the command line has it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision by the word of its route; *said* are the fields of its body."""

    word: str
    request_id: str
    source: str
    said: Mapping[str, str]
