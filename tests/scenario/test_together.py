"""Many devices are looked at together, and each has a fate of its own."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest

from handlers.parking import mark_parked
from handlers.shipping import shipment
from handlers.steps import TOGETHER, again, take
from shared.domain.commands import AddToGroup, AssignUser, FollowUp, Shipment
from shared.domain.device import Device
from shared.domain.errors import Reason, Refused, Throttled, Unavailable
from shared.domain.outcomes import Next, Outcome
from shared.domain.parked import Parked
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import Stage
from shared.domain.waiting import Wait
from shared.runtime.envelope import first
from shared.runtime.services import Services
from simulator.world import START, World
from tests.journeys import DAY, a_line, a_world, ship

REFUSED = Refused(Reason(code="guest", sentence="A guest.", remedy="-"))


class Told:
    """A step whose outcomes are told beforehand; whoever has none goes on to be assigned."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.seen: list[str] = []
        self._outcomes = outcomes

    async def look(self, devices: Sequence[Device], _: Services) -> Mapping[str, Outcome]:
        self.seen += [device.serial for device in devices]
        onward = Next(step=AssignUser)
        return {device.serial: self._outcomes.get(device.serial, onward) for device in devices}


async def a_world_with(*serials: str) -> World:
    world = a_world()
    for serial in serials:
        line = ManifestLine(serial=serial)
        await world.services.devices.put(serial, Device(serial=serial, since=START, line=line))
    return world


async def taken(world: World, told: Told, *serials: str) -> list[FollowUp]:
    return await take(AddToGroup(serials=serials), told.look, world.services)


async def test_those_that_go_on_go_on_together() -> None:
    world = await a_world_with("A", "B")

    assert await taken(world, Told(), "A", "B") == [
        FollowUp(command=AssignUser(serials=("A", "B")))
    ]


async def test_one_that_is_refused_is_parked_alone() -> None:
    world = await a_world_with("A", "B")

    (onward,) = await taken(world, Told(A=REFUSED), "A", "B")

    assert onward.command == AssignUser(serials=("B",))
    assert (await world.device("A")).stage is Stage.PARKED
    (parked,) = await world.parked()
    assert (parked.serial, parked.reason.code) == ("A", "guest")


async def test_one_that_met_trouble_is_tried_again_alone() -> None:
    world = await a_world_with("A", "B")
    trouble = Throttled("Slow down.", after=timedelta(seconds=7))

    onward, retried = await taken(world, Told(A=trouble), "A", "B")

    assert onward.command == AssignUser(serials=("B",))
    assert retried == FollowUp(command=AddToGroup(serials=("A",)), after=timedelta(seconds=7))


async def test_when_all_meet_trouble_the_longest_wait_is_raised() -> None:
    world = await a_world_with("A", "B")
    short = Throttled("Slow down.", after=timedelta(seconds=7))
    long = Throttled("Slow down.", after=timedelta(seconds=70))

    with pytest.raises(Throttled) as caught:
        await taken(world, Told(A=short, B=long), "A", "B")

    assert caught.value.after == timedelta(seconds=70)


async def test_an_error_of_the_whole_look_is_every_devices_own() -> None:
    world = await a_world_with("A", "B")

    async def look(_devices: Sequence[Device], _services: Services) -> Mapping[str, Outcome]:
        raise REFUSED

    assert await take(AddToGroup(serials=("A", "B")), look, world.services) == []
    assert {parked.serial for parked in await world.parked()} == {"A", "B"}


async def test_a_device_that_nobody_knows_is_told_and_holds_up_nobody() -> None:
    world = await a_world_with("A")

    (onward,) = await taken(world, Told(), "A", "NOBODY")

    assert onward.command == AssignUser(serials=("A",))
    (parked,) = await world.parked()
    assert (parked.serial, parked.reason.code) == ("NOBODY", "unknown")


async def test_a_manifest_that_is_too_long_for_one_look_is_split() -> None:
    world = await a_world_with()
    serials = tuple(f"SN-{number}" for number in range(2 * TOGETHER + 1))
    told = Told()

    parts = await taken(world, told, *serials)

    assert [len(part.command.serials) for part in parts] == [TOGETHER, TOGETHER, 1]  # type: ignore[union-attr]  # steps
    assert told.seen == []


async def test_those_that_wait_share_one_message() -> None:
    world = await a_world_with("A", "B", "C")
    services = world.services
    waits = {
        name: again(AddToGroup, await world.device(name), Wait.MEMBERSHIP, services)
        for name in ("A", "B", "C")
    }

    first = await taken(world, Told(**waits), "A", "B")
    second = await taken(world, Told(**waits), "C")

    assert [each.key for each in first] == [each.key for each in second]
    command = first[0].command
    assert isinstance(command, AddToGroup)
    assert command.at is not None
    assert await services.rounds.members(AddToGroup, command.at) == ("A", "B", "C")


async def test_a_device_whose_next_look_is_later_gives_way_in_a_round() -> None:
    world = await a_world_with("A", "B")
    services = world.services
    now = services.clock.now()
    later = now + timedelta(minutes=9)
    await services.rounds.join(AddToGroup, now, ["A", "B"])
    await services.devices.update("A", lambda device: device.plans("AddToGroup", later))
    told = Told()

    follow_ups = await take(AddToGroup(at=now), told.look, services)

    assert told.seen == ["B"]
    assert AddToGroup(at=later) in [each.command for each in follow_ups]


async def test_what_was_changed_meanwhile_is_looked_at_again_at_once() -> None:
    world = await a_world_with("A")
    changed = Next(
        step=AssignUser,
        still=lambda _: False,
        otherwise=lambda device: device.noted(START, "Another person."),
    )

    (follow_up,) = await taken(world, Told(A=changed), "A")

    assert follow_up.command == AddToGroup(serials=("A",))
    assert (await world.device("A")).timeline[-1].what == "Another person."


async def test_an_outage_is_no_outcome_of_a_device() -> None:
    world = await a_world_with("A")

    with pytest.raises(Unavailable):
        await taken(world, Told(A=Unavailable("No answer.")), "A")

    assert (await world.device("A")).stage is Stage.EXPECTED


async def test_a_hundred_devices_wait_in_few_messages() -> None:
    world = a_world()
    await ship(world, *(a_line(f"SN-{number}") for number in range(100)))

    await world.settle()

    assert {device.stage for device in await world.devices()} == {Stage.READY}
    assert world.queues.tally.delivered < 100


async def test_of_a_round_that_comes_to_nothing_only_those_that_waited_are_parked() -> None:
    world = await a_world_with("A", "B", "C")
    services = world.services
    now = services.clock.now()
    await services.rounds.join(AddToGroup, now, ["A", "B", "C"])
    await services.devices.update("A", lambda device: device.plans("AddToGroup", now))
    await services.devices.update("B", lambda device: device.plans("AddToGroup", now + DAY))
    reason = Reason(code="unanswered", sentence="No answer.", remedy="-")
    command = AddToGroup(at=now)
    envelope = first(command, origin="here", correlation="here")
    body = envelope.message().body.decode()
    parked = Parked(
        id="P", at=now, reason=reason, error_class="Rejected", queue="add-to-group", message=body
    )

    await mark_parked(command, parked, services)

    assert [each.serial for each in await world.parked()] == ["A"]


async def test_a_manifest_that_comes_again_asks_for_its_devices_together() -> None:
    world = a_world()
    lines = [a_line(f"SN-{number}") for number in range(30)]
    await ship(world, *lines)
    await world.settle()
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="SHP-1", lines=tuple(lines))

    follow_ups = await shipment(notice, world.services)

    (command,) = [each.command for each in follow_ups]
    assert isinstance(command, AssignUser)
    assert len(command.serials) == 30
