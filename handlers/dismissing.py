"""Take out of the park what nobody will mend."""

from collections.abc import Sequence
from http import HTTPStatus

from handlers.operators import act_of, hear, note
from handlers.park_reading import decided, readable, standing, stands
from handlers.parking import serials_of
from shared.domain.acts import Act, ActType
from shared.domain.commands import Shipment
from shared.domain.device import Device
from shared.domain.parked import Parked
from shared.domain.shipment import ByHand, ManifestLine, ShipmentEvent
from shared.domain.stages import Stage
from shared.domain.words import said_now
from shared.intake.acts import Said
from shared.runtime.envelope import first
from shared.runtime.http import Reply, Request, reply
from shared.runtime.services import Services


async def dismiss(request: Request, services: Services) -> Reply:
    """Drop a record, and cancel the devices that are parked by it: their people get others.

    A message that concerns no device is dropped, and what it said is not heard.
    """
    said = hear(request, Said, services)
    parked = await standing(request, services)
    act = act_of(ActType.DISMISS, parked.subject, said, services, record=parked.id)
    act = await note(act, services, mark=parked.parking)
    if not await stands(parked, services):
        raise decided()
    devices = await _parked_by(parked, services)
    for device in devices:
        command = gone_by_hand(device, ByHand.DISMISSED, act)
        origin = f"{act.id}/{device.serial}"
        await services.outbox.send(first(command, origin=origin, correlation=act.id).message())
    # Last: should this process die before, the record still says what to dismiss.
    await services.parked.leave(parked, services.clock.now())
    cancelled = [device.serial for device in devices]
    return reply({"dismissed": parked.id, "cancelled": cancelled}, HTTPStatus.ACCEPTED)


def gone_by_hand(device: Device, why: ByHand, act: Act) -> Shipment:
    """Say in the supplier's place that a device will not come."""
    return Shipment(
        event=ShipmentEvent.CANCELLED,
        shipment_id=device.shipment_id,
        lines=(ManifestLine(serial=device.serial),),
        said_at=said_now(act.at, [device.told_at]),
        by_hand=why,
    )


async def _parked_by(parked: Parked, services: Services) -> Sequence[Device]:
    """Read the devices that stand in the park because of a record."""
    envelope = readable(parked)
    serials = () if envelope is None else await serials_of(envelope.command, services)
    devices = [await services.devices.get(serial) for serial in serials]
    return [
        device
        for device in devices
        if device and device.stage is Stage.PARKED and parked.id in device.parked_as
    ]
