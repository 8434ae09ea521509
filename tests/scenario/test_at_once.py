"""Two workers that come to the same device at the same moment."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.assignment import assign_user
from handlers.registration import register_devices
from handlers.shipping import shipment
from handlers.steps import IN_FLIGHT
from shared.domain.autopilot import ImportOrder, ImportRecord
from shared.domain.commands import AssignUser, RegisterDevices, Shipment
from shared.domain.directory import User
from shared.domain.errors import Unavailable
from shared.domain.hire import Pairing
from shared.domain.outcomes import Told
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import Stage
from shared.ports import Failed
from shared.runtime.budget import Budget
from shared.runtime.services import Services
from simulator.tenant import LostAnswer, Operation, Rule
from simulator.twins import Requests, TwinAutopilot
from simulator.world import World
from tests.journeys import ADELE, a_hash, a_line, a_world, ship


class Unhurried(TwinAutopilot):
    """Lets another worker in before each answer, as a network does."""

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        await asyncio.sleep(0)
        return await super().imports_of(serials)

    async def assign_users(self, users: Mapping[str, User]) -> Failed:
        await asyncio.sleep(0)
        return await super().assign_users(users)

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        for _ in range(10):
            await asyncio.sleep(0)
        return await super().import_devices(orders)


class HeldUp(TwinAutopilot):
    """Is held up before it looks for imports, or with what it saw."""

    def __init__(self, world: World, *, before: bool = False) -> None:
        super().__init__(Requests(world.tenant, Budget(world.clock)))
        self._before = before
        self.is_held = asyncio.Event()
        self.may_go_on = asyncio.Event()

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        if self._before:
            await self._hold()
            return await super().imports_of(serials)
        seen = await super().imports_of(serials)
        await self._hold()
        return seen

    async def _hold(self) -> None:
        self.is_held.set()
        await self.may_go_on.wait()


def unhurried(world: World) -> Unhurried:
    return Unhurried(Requests(world.tenant, Budget(world.clock)))


async def expected(world: World, *lines: ManifestLine) -> Services:
    """Announce devices; their registration has not begun."""
    for line in lines:
        await world.keeps_hash(line.serial, a_hash(line.serial))
    services = replace(world.services, autopilot=unhurried(world))
    notice = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="S-1", lines=lines)
    await shipment(notice, services)
    return services


async def test_two_workers_at_one_device_import_it_once() -> None:
    world = a_world()
    services = await expected(world, a_line("SN-1", person=ADELE), a_line("SN-2"))

    first, second = await asyncio.gather(
        register_devices(RegisterDevices(serials=("SN-1", "SN-2")), services),
        register_devices(RegisterDevices(serials=("SN-2", "SN-1")), services),
    )
    records = [len(world.tenant.imports(serial)) for serial in ("SN-1", "SN-2")]
    await world.settle()

    assert records == [1, 1]
    assert any(isinstance(each.command, RegisterDevices) for each in (*first, *second))
    assert (await world.device("SN-1")).stage is Stage.DEPLOYED


async def test_a_step_planned_anew_while_its_import_is_posted_does_not_post_it_again() -> None:
    world = a_world()
    line = a_line("SN-1")
    services = await expected(world, line)
    step = RegisterDevices(serials=("SN-1",))

    async def plan_anew() -> None:
        """Come in between: the notice again, or a copy that is put off for a second."""
        for _ in range(4):
            await asyncio.sleep(0)
        soon = services.clock.now()
        await services.devices.update("SN-1", lambda each: each.plans("RegisterDevices", soon))
        await register_devices(step, services)

    await asyncio.gather(register_devices(step, services), plan_anew())

    assert len(world.tenant.imports("SN-1")) == 1


async def test_who_looked_before_a_post_whose_answer_was_lost_does_not_post_again() -> None:
    world = a_world()
    services = await expected(world, a_line("SN-1"))
    world.tenant.script.add(Rule(fault=LostAnswer(), operation=Operation.IMPORT_DEVICES))
    step = RegisterDevices(serials=("SN-1",))
    slow = HeldUp(world)
    looking = asyncio.create_task(register_devices(step, replace(services, autopilot=slow)))
    await slow.is_held.wait()

    with pytest.raises(Unavailable):
        await register_devices(step, services)
    slow.may_go_on.set()
    await looking

    assert len(world.tenant.imports("SN-1")) == 1


async def test_who_looks_when_a_failed_import_is_parked_and_deleted_does_not_post_again() -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1"))
    world.tenant.import_ends("SN-1", "ZtdDeviceAssignedToOtherTenant")
    await world.settle(timedelta(seconds=1))
    slow = HeldUp(world, before=True)
    step = RegisterDevices(serials=("SN-1",))
    late = replace(world.services, autopilot=slow)
    looking = asyncio.create_task(register_devices(step, late))
    await slow.is_held.wait()
    await world.settle(timedelta(hours=1))
    world.clock.advance(IN_FLIGHT)

    assert (await world.device("SN-1")).stage is Stage.PARKED
    slow.may_go_on.set()
    await looking

    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 1


async def test_a_device_left_to_another_worker_is_asked_for_again() -> None:
    world = a_world()
    services = await expected(world, a_line("SN-1"))

    _, left = await asyncio.gather(
        register_devices(RegisterDevices(serials=("SN-1",)), services),
        register_devices(RegisterDevices(serials=("SN-1",)), services),
    )

    (later,) = left
    assert isinstance(later.command, RegisterDevices)
    assert timedelta(0) < later.after <= IN_FLIGHT * 2


async def test_two_workers_at_one_device_assign_its_person_once() -> None:
    world = a_world()
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1"))
    await world.settle(limit=timedelta(hours=2))
    services = replace(world.services, autopilot=unhurried(world))
    pairing = Pairing(rule="the line names the person", user_principal_name=ADELE)
    await services.devices.update(
        "SN-1", lambda device: device.paired(pairing, services.clock.now())
    )

    await asyncio.gather(
        assign_user(AssignUser(serials=("SN-1",)), services),
        assign_user(AssignUser(serials=("SN-1",)), services),
    )
    await world.settle(limit=timedelta(hours=2))

    assert world.tenant.counts.by_operation[Operation.ASSIGN_USER] == 1
    assert (await world.device("SN-1")).assigned_to == ADELE
