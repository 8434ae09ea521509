"""A supplier's notice of devices on their way."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class ShipmentEvent(StrEnum):
    """What the supplier tells."""

    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


class ByHand(StrEnum):
    """What an operator says in a supplier's place."""

    CORRECTED = "corrected"
    RENAMED = "renamed"
    DISMISSED = "dismissed"


# What a timeline says of a device that will not come, and of one that is in use already.
GIVEN_UP: dict[ShipmentEvent | ByHand, tuple[str, str]] = {
    ShipmentEvent.CANCELLED: (
        "The supplier cancelled the shipment.",
        "A cancellation came too late.",
    ),
    ShipmentEvent.RETURNED: (
        "Returned to the supplier. An Autopilot registration of it stays ours until it is deleted.",
        "The supplier says it was returned; it is in use.",
    ),
    ByHand.DISMISSED: (
        "Dismissed by an operator. An Autopilot registration of it stays ours until it is deleted.",
        "An operator dismissed it; it is in use.",
    ),
    ByHand.RENAMED: (
        "An operator corrected its serial number: it goes on under the other one.",
        "An operator corrected its serial number; it is in use.",
    ),
}


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


def announcing(shipment_id: str, by_hand: ByHand | None) -> str:
    """Say in a timeline how a device came to be announced."""
    if by_hand is ByHand.RENAMED:
        return "Announced by an operator, who corrected a serial number."
    return f"Announced with shipment {shipment_id}."
