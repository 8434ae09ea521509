"""The forms that a shipping notice may have, as the command line names them."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How to read a file whose name does not say it."""

    CSV = "csv"
    IDENTIFIERS = "corporate-identifiers"
    EDI = "edi"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFile:
    """What is said of a whole file, by the names that the query has for it."""

    shipment_id: str = ""
    persona: str = ""
    order_reference: str = ""
