"""A supplier's notice of devices on their way."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class ShipmentEvent(StrEnum):
    """What the supplier tells."""

    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """One device of a shipment.

    The hash itself never travels with the line: *fingerprint* (SHA-256) names
    the stored one; blank means that the manufacturer registers the device.
    *person* is a user principal name, *employee_id* HR's key, *request* the id of
    the request that the line answers, *location* where the device goes; all may be blank.
    """

    serial: str
    manufacturer: str = ""
    model: str = ""
    product_key: str = ""
    group_tag: str = ""
    persona: str = ""
    order_reference: str = ""
    fingerprint: str = ""
    person: str = ""
    employee_id: str = ""
    request: str = ""
    location: str = ""

    def over(self, before: "ManifestLine") -> "ManifestLine":
        """Add what this line says to what an earlier one said; the later word wins."""
        said = {name: value for name, value in asdict(self).items() if value}
        return ManifestLine(**{**asdict(before), **said})
