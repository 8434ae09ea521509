"""What Service Bus sets aside does not rest where nobody looks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.draining import PAUSE, drain
from handlers.redriving import redrive
from shared.domain.commands import COMMANDS, RegisterDevices, queue_of
from shared.domain.errors import Unavailable
from shared.domain.parked import Parked
from shared.domain.stages import Stage
from shared.runtime.delivery import Delivery
from shared.runtime.envelope import encode, first
from simulator.queues import Message
from simulator.world import World
from tests.breaking import breaks
from tests.journeys import a_line, a_world, hired, ship
from tests.operating import said


def dead_letters(world: World) -> int:
    return sum(world.queues.depth(queue_of(kind)).dead_lettered for kind in COMMANDS)


def set_aside(world: World, queue: str, message: Message, reason: str) -> None:
    """Let a message end in the dead-letter queue, for a reason of Service Bus's."""
    world.queues.send(queue, message)
    (delivery,) = world.queues.receive(queue)
    world.queues.dead_letter(delivery.lock_token, reason=reason, description="as said")


async def the_parked(world: World) -> Parked:
    (parked,) = await world.parked()
    return parked


async def test_a_step_that_fails_in_a_way_that_nobody_foresaw_parks_its_device() -> None:
    world = a_world(sweeps=False)
    breaks(world)
    await ship(world, a_line("SN-1"))
    began = world.clock.now()

    await world.settle()

    parked = await the_parked(world)
    assert (parked.reason.code, parked.serial) == ("step-failed", "SN-1")
    assert parked.reason.sentence == "A step failed ten times in a way that nobody foresaw."
    assert parked.reason.evidence["error"] == "ZeroDivisionError"
    assert parked.reason.evidence["dead_letter_reason"] == "MaxDeliveryCountExceeded"
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert dead_letters(world) == 0
    assert world.clock.now() - began < timedelta(minutes=1)


async def test_a_step_that_was_done_meanwhile_is_dropped() -> None:
    world = a_world()
    command = RegisterDevices(serials=("SN-1",))
    step = first(command, origin="here", correlation="C-1")
    await world.services.ledger.finish(step.step)
    set_aside(world, step.queue, Message(body=encode(step)), "MaxDeliveryCountExceeded")

    await world.settle()

    assert await world.parked() == ()
    assert dead_letters(world) == 0


async def test_devices_that_went_on_without_a_step_are_left_alone() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    step = first(RegisterDevices(serials=("SN-1",)), origin="here", correlation="C-1")
    set_aside(world, step.queue, Message(body=encode(step)), "MaxDeliveryCountExceeded")

    await world.settle()

    assert await world.parked() == ()
    assert (await world.device("SN-1")).stage is Stage.READY


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("TTLExpiredException", "expired"),
        ("HeaderSizeExceeded", "header-too-large"),
        ("Weeded out by hand", "set-aside"),
        ("", "set-aside"),
    ],
)
async def test_a_dead_letter_says_why_it_was_set_aside(reason: str, code: str) -> None:
    world = a_world()
    hired(world)
    (delivery,) = world.queues.receive("new-hire")
    world.queues.dead_letter(delivery.lock_token, reason=reason, description="as said")

    await world.settle()

    parked = await the_parked(world)
    assert (parked.reason.code, parked.queue) == (code, "new-hire")
    assert parked.reason.evidence["dead_letter_description"] == "as said"


async def test_a_dead_letter_that_is_no_command_is_parked_as_such() -> None:
    world = a_world()
    set_aside(world, "notify", Message(body=b"{}", message_id="M-1"), "TTLExpiredException")

    await world.settle()

    assert (await the_parked(world)).reason.code == "message-foreign"


async def test_a_newer_dead_letter_goes_back_to_its_queue() -> None:
    world = a_world()
    step = first(RegisterDevices(serials=("SN-1",)), origin="here", correlation="C-1")
    body = encode(step).replace(b'"version":2', b'"version":99')
    set_aside(world, step.queue, Message(body=body), "MaxDeliveryCountExceeded")

    await world.settle(timedelta(minutes=1))

    assert await world.parked() == ()
    assert world.queues.depth(step.queue).scheduled == 1


class Silent:
    """A store of park records that does not answer."""

    async def put(self, _: str, __: Parked) -> None:
        raise Unavailable("The store does not answer.")


async def test_a_drain_that_fails_pauses_before_it_comes_again() -> None:
    # Nothing leaves a dead-letter queue for want of deliveries (Service Bus, dead-letter queues).
    world = a_world()
    services = replace(world.services, parked=Silent())  # type: ignore[arg-type]  # part of it
    began = world.clock.now()

    with pytest.raises(Unavailable):
        await drain(Delivery(queue="notify", message_id="M-1", body=b"{}"), services)

    assert world.clock.now() - began == PAUSE


async def test_what_failed_goes_on_once_it_is_mended_and_redriven() -> None:
    world = a_world()
    broken = breaks(world)
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(hours=1))
    broken.mended = True
    await redriven(world)

    await world.settle()

    assert (await world.device("SN-1")).stage is Stage.READY
    assert await world.parked() == ()


async def redriven(world: World) -> None:
    parked = await the_parked(world)
    await redrive(said(parked.id), world.services)
