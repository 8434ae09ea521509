"""What was delivered too often gets another chance before it is parked."""

from dataclasses import replace
from datetime import timedelta

from handlers.rescuing import MOST_RESCUES
from shared.domain.commands import RegisterDevices, Shipment
from shared.domain.stages import Stage
from shared.runtime.envelope import decode, encode, first
from simulator.queues import DEAD_LETTERS, Delivery, Message
from simulator.world import World
from tests.breaking import breaks
from tests.journeys import a_line, a_world, hired, ship


async def interrupted(world: World, queue: str) -> int:
    """Let no message of a queue come to an end; count how often one was set aside."""
    times = 0
    while deliveries := world.queues.receive(queue):
        await taken_from_the_dead(world, *deliveries)
        world.clock.advance(timedelta(minutes=1))
        times += 1
    return times


async def taken_from_the_dead(world: World, delivery: Delivery) -> None:
    """Let a delivery be its message's last, and drain what becomes of it."""
    world.queues.dead_letter(delivery.lock_token, reason="MaxDeliveryCountExceeded")
    (dead,) = world.queues.receive(delivery.queue + DEAD_LETTERS)
    await world.instance.drain(dead)


async def test_a_message_whose_takers_died_is_sent_again() -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1"))
    (delivery,) = world.queues.receive("shipment")

    await taken_from_the_dead(world, delivery)
    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def test_a_message_of_many_devices_goes_on_in_pieces() -> None:
    world = a_world(sweeps=False)
    twice = (a_line("SN-2"), replace(a_line("SN-2"), model="Latitude"))
    await ship(world, a_line("SN-1"), *twice, a_line("SN-3"))
    (delivery,) = world.queues.receive("shipment")
    await taken_from_the_dead(world, delivery)

    sent = world.queues.receive("shipment", limit=9)
    pieces = [decode(each.message.body).command for each in sent]
    assert [len(each.lines) for each in pieces if isinstance(each, Shipment)] == [1, 2, 1]


async def test_a_device_that_fails_does_not_take_the_others_of_its_message_with_it() -> None:
    world = a_world(sweeps=False)
    breaks(world, of="SN-2")
    await ship(world, a_line("SN-1"), a_line("SN-2"), a_line("SN-3"))

    await world.settle()

    stages = {device.serial: device.stage for device in await world.devices()}
    assert stages == {"SN-1": Stage.READY, "SN-2": Stage.PARKED, "SN-3": Stage.READY}
    assert [each.reason.code for each in await world.parked()] == ["step-failed"]


async def test_what_never_comes_to_an_end_is_parked_as_such() -> None:
    world = a_world(sweeps=False)
    hired(world)

    times = await interrupted(world, "new-hire")

    (parked,) = await world.parked()
    assert (parked.reason.code, parked.queue) == ("step-interrupted", "new-hire")
    assert times == 1 + MOST_RESCUES


async def test_a_message_for_which_nobody_waits_any_more_is_not_sent_again() -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1"))
    await world.settle()
    step = first(RegisterDevices(serials=("SN-1",)), origin="here", correlation="C-1")
    world.queues.send(step.queue, Message(body=encode(step)))
    (delivery,) = world.queues.receive(step.queue)

    await taken_from_the_dead(world, delivery)

    assert world.queues.next_due() is None
    assert await world.parked() == ()
