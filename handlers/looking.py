"""Reading what every later step needs of registered devices: their identities."""

from collections.abc import Sequence

from shared.domain.autopilot import Identity
from shared.domain.device import Device
from shared.domain.errors import DEREGISTERED, Reason, Refused
from shared.domain.outcomes import Told
from shared.runtime.services import Services


async def identities_of(devices: Sequence[Device], services: Services) -> Told[Identity]:
    """Read the identities of registered devices by serial number; one that is gone is an error."""
    if not devices:
        return {}
    told = await services.autopilot.identities_by_id([each.identity_id for each in devices])
    return {
        each.serial: told.get(each.identity_id) or Refused(_deregistered(each.serial))
        for each in devices
    }


def _deregistered(serial: str) -> Reason:
    return Reason(
        code=DEREGISTERED,
        sentence=f"{serial} is no longer registered with Autopilot.",
        remedy="Find out who deregistered it; send the manifest line again.",
    )
