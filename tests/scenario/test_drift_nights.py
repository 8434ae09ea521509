"""A look for drift goes through a tenant once a night, in turns, at a price that is known."""

import json
from collections.abc import Collection
from dataclasses import replace
from typing import cast

from handlers.drifting import drift
from shared.domain.outcomes import Told
from shared.ports import Directory
from simulator.tenant import Operation, Outage, Rule
from simulator.world import World
from tests.drifting import a_ready_world, answered, drifted, happens, identity, retagged
from tests.journeys import DAY, a_line


async def test_a_finding_is_known_since_it_was_seen_first_and_gone_when_it_is_over() -> None:
    world = await a_ready_world()
    happens(retagged, world)
    await world.instance.drift()
    (first,) = json.loads(await answered(world))["items"]
    world.clock.advance(DAY)
    await world.instance.drift()
    (second,) = json.loads(await answered(world))["items"]
    world.tenant.update_properties(identity(world).id, {"groupTag": "OFFICE"})
    world.clock.advance(DAY)

    await world.instance.drift()

    assert first["known"] == second["known"] < second["seen"]
    assert await drifted(world) == []


async def test_a_night_is_looked_at_once_however_often_the_timer_comes() -> None:
    world = await a_ready_world()
    await world.instance.drift()
    before = world.tenant.counts.requests

    await world.instance.drift()

    assert world.tenant.counts.requests == before


async def test_a_device_costs_three_requests_and_twenty_devices_three_exchanges() -> None:
    lines = [a_line(f"SN-{number:03}") for number in range(120)]
    world = await a_ready_world(*lines)
    before, round_trips = world.tenant.counts.requests, world.tenant.counts.round_trips

    await world.instance.drift()

    # Identity, Entra device and membership of each; a list of profiles a page, and all identities.
    assert world.tenant.counts.requests - before == 3 * 120 + 3 + 1
    assert world.tenant.counts.round_trips - round_trips == 3 * (3 + 3 + 1) + 3 + 1


async def test_a_look_that_graph_holds_up_goes_on_where_it_stopped() -> None:
    lines = [a_line(f"SN-{number:03}") for number in range(120)]
    world = await a_ready_world(*lines)
    world.tenant.update_properties(identity(world, "SN-119").id, {"groupTag": "THEIRS"})
    before = world.tenant.counts.by_operation[Operation.IDENTITY]
    world.tenant.script.add(Rule(fault=Outage(), operation=Operation.DEVICE_BY_DEVICE_ID, times=20))

    await world.instance.drift()
    held_up = await drifted(world)
    await world.instance.drift()

    assert held_up == []
    assert await drifted(world) == [("SN-119", "group-tag")]
    assert world.tenant.counts.by_operation[Operation.IDENTITY] - before == 120 + 50


class Meanwhile:
    """A directory during whose answer somebody else changes SN-1."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._port = world.services.directory

    def __getattr__(self, name: str) -> object:
        return getattr(self._port, name)

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        await self._world.services.devices.update("SN-1", lambda each: replace(each, group_tag=""))
        return await self._port.members(group_id, object_ids)


async def test_a_device_that_changes_during_the_look_is_left_to_the_next_night() -> None:
    world = await a_ready_world()
    happens(retagged, world)
    changing = cast("Directory", Meanwhile(world))

    await drift(replace(world.services, directory=changing))

    assert await drifted(world) == []
