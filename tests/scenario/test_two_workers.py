"""Two deliveries at once: whatever one does between two calls of the other, both sides agree."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from shared.domain.commands import AssignUser, Command, HireEvent, NewHire, Shipment
from shared.domain.shipment import ShipmentEvent
from shared.domain.stages import Milestone, Stage
from simulator.world import START, World
from tests.journeys import ADELE, a_hire, a_line, a_world, hired, ship
from tests.meanwhile import Meanwhile, at_once, carry_out
from tests.pairings import disagreements

NESTOR = "nestor.wilke@contoso.com"
HOUR = timedelta(hours=1)
# No handler below makes as many calls; a later call number lets them run one after the other.
CALLS = range(1, 24)

type Setting = Callable[[World], Awaitable[object]]


def hire(event: HireEvent = HireEvent.CREATED, upn: str = ADELE, hours: int = 0) -> NewHire:
    name = "E-1" if upn == ADELE else "E-2"
    return a_hire(event, said_at=START + hours * HOUR, upn=upn, employee_id=name)


def lines(*serials: str, event: ShipmentEvent = ShipmentEvent.DISPATCHED) -> Shipment:
    manifest = tuple(a_line(serial, order_reference="PO-1") for serial in serials)
    return Shipment(event=event, shipment_id="SHP-1", lines=manifest)


async def nothing(_: World) -> None:
    """Begin with an empty world."""


async def a_hire_waits(world: World) -> None:
    hired(world)
    await world.settle(HOUR)


async def a_device_is_taken(world: World) -> None:
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(timedelta(minutes=10))


CANCELLED = HireEvent.CANCELLED
PAIRS: list[tuple[Setting, Command, Command]] = [
    (nothing, hire(), lines("SN-1")),
    (nothing, lines("SN-1"), hire()),
    (nothing, lines("SN-1"), lines("SN-2")),
    (a_hire_waits, lines("SN-1"), lines("SN-2")),
    (a_hire_waits, lines("SN-1"), hire(CANCELLED, hours=1)),
    (a_hire_waits, hire(CANCELLED, hours=1), lines("SN-1")),
    (a_hire_waits, lines("SN-1"), hire(upn=NESTOR)),
    (a_device_is_taken, hire(CANCELLED, hours=1), hire(upn=NESTOR)),
    (a_device_is_taken, hire(upn=NESTOR), hire(CANCELLED, hours=1)),
    (a_device_is_taken, lines("SN-1", event=ShipmentEvent.CANCELLED), lines("SN-2")),
    (a_device_is_taken, lines("SN-2"), lines("SN-1", event=ShipmentEvent.CANCELLED)),
    (a_device_is_taken, hire(CANCELLED, hours=1), hire(hours=2)),
    (a_device_is_taken, hire(hours=2), hire(CANCELLED, hours=1)),
]


@pytest.mark.parametrize(("setting", "one", "other"), PAIRS)
async def test_two_at_once_leave_no_disagreement(
    setting: Setting, one: Command, other: Command
) -> None:
    for call in CALLS:
        world = a_world()
        world.tenant.user_appears(NESTOR)
        await setting(world)

        await at_once(world, one, other, call)

        assert await disagreements(world) == [], f"after call {call}"


@pytest.mark.parametrize("call", range(1, 16))
async def test_an_assignment_that_another_worker_undid_is_made_again(call: int) -> None:
    world = a_world(sweeps=False)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    (identity,) = world.tenant.identities("SN-1")
    world.tenant.assign_user(identity["id"], ADELE, "Adele")
    world.clock.advance(timedelta(minutes=1))

    async def a_hire_comes() -> None:
        await carry_out(hire(), world.services, world)
        await world.settle(timedelta(minutes=1))

    late = Meanwhile(world, call, a_hire_comes)
    await carry_out(AssignUser(serials=("SN-1",)), late.services, world)
    if late.calls < call:
        await a_hire_comes()
    await world.settle(timedelta(minutes=30))

    device = await world.device("SN-1")
    assert world.tenant.identity(identity["id"])["userPrincipalName"] == ADELE
    assert device.passed(Milestone.ASSIGNED)
    assert device.stage in {Stage.READY, Stage.DEPLOYING}
