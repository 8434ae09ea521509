"""Every handler asks Graph for what the permission manifest lists for it, and for nothing else."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.hiring import new_hire
from handlers.ordering import import_id_of
from handlers.permissions import NEEDS
from shared.domain.changes import DeviceEvent
from shared.domain.commands import HireEvent
from shared.domain.flightplan import WhenRegistered
from shared.domain.lifecycle import WorkflowTask
from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS
from shared.domain.request import Approval
from shared.domain.stages import Stage
from simulator.world import START, World
from tests.drifting import a_prepared_world
from tests.journeys import (
    ADELE,
    DAY,
    a_described_line,
    a_hire,
    a_line,
    a_preparing_plan,
    a_preparing_world,
    a_world,
    hired,
    ship,
)
from tests.leaving import a_blocked_device, a_deployed_device, says
from tests.requesting import a_command, a_requesting_world, told
from tests.storms import weather

ASKED = {operation.name.lower(): operation for operation in Operation}
ASKED["identity_page"] = Operation.IDENTITIES
GRANTED = [
    (handler, permission)
    for handler, operations in NEEDS.items()
    for permission in sorted({each for one in operations for each in GRANTS[one].permissions})
]


async def somebody_who_does_not_come() -> World:
    world = a_world()
    world.tenant.people_stay_away()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY / 2)
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + DAY))
    await world.settle(DAY)
    return world


async def a_device_that_was_registered() -> World:
    world = a_preparing_world(a_preparing_plan(WhenRegistered.DEREGISTER))
    world.tenant.oem_registers("SN-1")
    world.clock.advance(DAY / 24)
    await ship(world, a_described_line("SN-1"))
    await world.settle(DAY)
    return world


async def a_device_that_somebody_deregisters() -> World:
    world = a_world()
    world.tenant.people_stay_away()
    await ship(world, a_line("SN-1", person=ADELE))
    await world.settle(DAY / 2)
    world.tenant.delete_identity((await world.device("SN-1")).identity_id)
    await world.settle(DAY)
    return world


async def a_task_that_waits_for_a_device() -> World:
    world = a_world()
    world.tenant.people_stay_away()
    await new_hire(a_hire(), world.services)
    task = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
    await world.services.hires.update("E-1", lambda hire: replace(hire, task=task))
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY / 2)
    return world


async def a_request_for_a_manager_to_approve() -> World:
    world = a_requesting_world(Approval.MANAGER)
    told(world, a_command())
    await world.settle()
    return world


async def a_device_that_is_retired_while_it_is_prepared() -> World:
    world = a_preparing_world()
    await ship(world, a_described_line("SN-1"))
    await world.settle(DAY)
    says(world, DeviceEvent.RETIRE)
    await world.settle(DAY)
    return world


async def a_device_that_comes_back_blocked() -> World:
    world = await a_blocked_device()
    says(world, DeviceEvent.RELEASE)
    await world.settle(DAY)
    says(world, DeviceEvent.UNBLOCK)
    await world.settle(DAY)
    return world


async def a_device_that_retires_in_use() -> World:
    world = await a_deployed_device()
    # The process that saw it registered died before it deleted the import's record.
    device = await world.device("SN-1")
    left = replace(device, import_record="left", import_id=import_id_of(device))
    await world.services.devices.put("SN-1", left)
    says(world, DeviceEvent.RETIRE)
    await world.settle(DAY)
    return world


async def a_device_that_retires_before_it_is_seen() -> World:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle(timedelta(seconds=30))
    says(world, DeviceEvent.RETIRE)
    await world.settle(DAY)
    return world


async def a_night_over_both_routes() -> World:
    world = await a_prepared_world(repair=False)
    await ship(world, a_line("SN-2", person=ADELE, persona="office"))
    await world.settle(timedelta(hours=3))
    await world.instance.drift()
    return world


STORIES = (
    a_night_over_both_routes,
    a_device_that_is_retired_while_it_is_prepared,
    a_device_that_comes_back_blocked,
    a_device_that_retires_in_use,
    a_device_that_retires_before_it_is_seen,
    somebody_who_does_not_come,
    a_device_that_was_registered,
    a_device_that_somebody_deregisters,
    a_task_that_waits_for_a_device,
    a_request_for_a_manager_to_approve,
)


async def test_no_handler_asks_for_more_than_its_manifest_and_none_for_less() -> None:
    worlds = [(await weather(seed))[0] for seed in range(4)]
    worlds += [await story() for story in STORIES]

    asked: defaultdict[str, set[Operation]] = defaultdict(set)
    for world in worlds:
        for handler, methods in world.mortality.called.items():
            asked[handler] |= {ASKED[method] for method in methods if method in ASKED}
    assert {handler: asked[handler] for handler in NEEDS} == {
        handler: set(operations) for handler, operations in NEEDS.items()
    }


@pytest.mark.parametrize("handler", [name for name, operations in NEEDS.items() if operations])
async def test_a_handler_without_its_permissions_is_refused(handler: str) -> None:
    world = a_world()
    world.roles[handler] = ()
    await ship(world, a_line("SN-1", person=ADELE))

    await world.settle(DAY)

    device = await world.device("SN-1")
    others = {"sweep", "notify", "device-request", "change-device", "retire-devices", "drift"}
    harmless = handler in others
    assert (device.stage is Stage.PARKED, device.parked_for) == (
        (False, "") if harmless else (True, "forbidden")
    )


async def test_a_request_whose_manager_may_not_be_looked_up_is_parked() -> None:
    world = a_requesting_world(Approval.MANAGER)
    world.roles["device-request"] = ()

    told(world, a_command())
    await world.settle()

    assert [(each.queue, each.reason.code) for each in await world.parked()] == [
        ("device-request", "forbidden")
    ]
