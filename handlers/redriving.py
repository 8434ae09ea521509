"""Send a parked command again, once somebody has mended its cause."""

from collections.abc import Sequence
from http import HTTPStatus

from handlers.inquiry import unknown
from handlers.parking import serials_of, unpark
from shared.domain.commands import AddToGroup, Command, RegisterDevices, RetireDevices, Step
from shared.domain.device import Device
from shared.domain.errors import Malformed
from shared.domain.pairing import SETTLED
from shared.domain.park import is_listed
from shared.domain.park import redrive as redriven
from shared.domain.parked import Parked
from shared.domain.stages import Milestone, Route
from shared.runtime.envelope import Envelope, decode, first
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.services import Services


async def redrive(request: Request, services: Services) -> Reply:
    """Put what is parked back on its route.

    The new step is named after the park record and its time: asking twice
    drives once, and parking again makes a record that can be driven again.
    """
    parked = await services.parked.get(request.route["id"])
    if parked is None:
        raise unknown("park record", "id")
    before = _envelope(parked)
    command = await _mended(before.command, services)
    origin = f"redrive/{parked.id}/{parked.at.isoformat()}"
    envelope = first(command, origin=origin, correlation=before.correlation)
    await services.outbox.send(envelope.message())
    # Last: should this process die before, the record still says what to drive.
    await services.parked.delete(parked.id)
    for serial in await serials_of(command, services):
        await unpark(serial, services)
    return reply({"redriven": parked.id, "queue": envelope.queue}, HTTPStatus.ACCEPTED)


async def _mended(command: Command, services: Services) -> Command:
    """Take the devices out of the park; what is not registered begins with that."""
    now = services.clock.now()
    if not isinstance(command, Step):
        return command
    amended = [
        await services.devices.amend(serial, lambda device: redriven(device, now))
        for serial in await serials_of(command, services)
    ]
    devices = [device for device in amended if device is not None]
    if not devices:
        return command
    serials = tuple(device.serial for device in devices)
    command = _first(type(command), devices)(serials=serials)
    name = type(command).__name__
    for serial in serials:
        await services.devices.update(serial, lambda device: device.plans(name, now))
    return command


def _first(parked: type[Step], devices: Sequence[Device]) -> type[Step]:
    """Find the step to begin with: the earliest that one of the devices lacks by now."""
    if all(device.leaving is not None for device in devices):
        return RetireDevices
    if not all(is_listed(device) for device in devices):
        return RegisterDevices
    return AddToGroup if any(_left_its_groups(device) for device in devices) else parked


def _left_its_groups(device: Device) -> bool:
    """Whether a line or a pairing that came in the park has made other groups of its groups."""
    ungrouped = device.route is Route.AUTOPILOT and not device.passed(Milestone.GROUPED)
    return ungrouped and device.stage not in SETTLED


def _envelope(parked: Parked) -> Envelope:
    try:
        return decode(parked.message.encode())
    except Malformed as error:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-redrivable",
            "What is parked there is no command; there is nothing to drive again.",
        ) from error
