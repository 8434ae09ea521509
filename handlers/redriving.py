"""Send a parked command again, once somebody has mended its cause."""

from http import HTTPStatus

from handlers.inquiry import unknown
from handlers.parking import serials_of, unpark
from shared.domain.commands import Command, RegisterDevices
from shared.domain.errors import Malformed
from shared.domain.parked import Parked
from shared.domain.stages import Milestone
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
    for serial in serials_of(command):
        await unpark(serial, services)
    return reply({"redriven": parked.id, "queue": envelope.queue}, HTTPStatus.ACCEPTED)


async def _mended(command: Command, services: Services) -> Command:
    """Take the devices out of the park; what is not registered begins with that."""
    now = services.clock.now()
    amended = [
        await services.devices.amend(serial, lambda device: device.redriven(now))
        for serial in serials_of(command)
    ]
    devices = [device for device in amended if device is not None]
    if not devices:
        return command
    serials = tuple(device.serial for device in devices)
    unregistered = not all(device.passed(Milestone.REGISTERED) for device in devices)
    command = RegisterDevices(serials=serials) if unregistered else command
    name = type(command).__name__
    for serial in serials:
        await services.devices.update(serial, lambda device: device.plans(name, now))
    return command


def _envelope(parked: Parked) -> Envelope:
    try:
        return decode(parked.message.encode())
    except Malformed as error:
        raise Problem(
            HTTPStatus.CONFLICT,
            "not-redrivable",
            "What is parked there is no command; there is nothing to drive again.",
        ) from error
