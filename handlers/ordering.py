"""What to hand to Autopilot for a device, and under which name."""

from uuid import UUID, uuid5

from shared.domain.autopilot import ImportOrder
from shared.domain.device import Device
from shared.domain.errors import HASH_GONE, Reason, Refused
from shared.domain.stages import Milestone
from shared.runtime.services import Services

_NAMESPACE = UUID("1d0b9c62-7d5e-4b1c-8a36-2f6f0f5b7e11")


def import_id_of(device: Device) -> str:
    """Name the import that a device's line asks for now."""
    key = f"{device.serial}/{device.line.fingerprint}/{device.imports}"
    return str(uuid5(_NAMESPACE, key))


async def order_for(device: Device, services: Services) -> ImportOrder | Refused | None:
    """Make the order to import a device, or ``None`` if it was seen registered meanwhile."""
    text = await services.hashes.find(device.serial, device.line.fingerprint)
    if text is None:
        # Whoever saw it has forgotten the hash and deleted the record of the import.
        fresh = await services.devices.known(device.serial)
        return None if fresh.passed(Milestone.REGISTERED) else Refused(_hash_gone(device.serial))
    return ImportOrder(
        serial=device.serial,
        hardware_hash=text,
        import_id=import_id_of(device),
        group_tag=services.flight_plan.group_tag_of(device),
        product_key=device.line.product_key,
    )


def _hash_gone(serial: str) -> Reason:
    return Reason(
        code=HASH_GONE,
        sentence=f"The hardware hash of {serial} is no longer stored.",
        remedy="Send the manifest line again.",
    )
