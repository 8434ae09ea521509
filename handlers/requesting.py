"""Take in a request for a device, and what is decided of it."""

from shared.domain.commands import DeviceRequest, FollowUp
from shared.domain.device import Device
from shared.runtime.services import Services


async def device_request(command: DeviceRequest, services: Services) -> list[FollowUp]:
    """Remember a request and find it a device."""
    raise NotImplementedError


async def follow(device: Device, services: Services) -> None:
    """Let the request that a device answers follow it."""
    raise NotImplementedError
