"""Take in a request for a device, and what is decided of it."""

from shared.domain.commands import DeviceRequest, FollowUp
from shared.runtime.services import Services


async def device_request(command: DeviceRequest, services: Services) -> list[FollowUp]:
    """Remember a request and find it a device."""
    raise NotImplementedError
