"""Two operators decide at once: whatever one does between two calls of the other."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from handlers import dismissing, mending, redriving
from handlers.parking import park_device, unpark
from shared.domain.commands import RegisterDevices
from shared.domain.errors import Rejected
from shared.domain.park import redrive as redriven
from shared.domain.parked import Parked
from shared.domain.stages import Stage
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.services import Services
from simulator.hardware import hardware_hash
from simulator.tenant import Operation
from simulator.world import START, World
from tests.journeys import ADELE, a_line, a_world, hired, ship
from tests.meanwhile import Meanwhile
from tests.operating import said, the_parked
from tests.pairings import disagreements

HASH = hardware_hash("SN-8", "Contoso", "Contoso 13")
# No act below makes as many calls; a later call number lets them act one after the other.
CALLS = range(1, 26)

type Act = Callable[[Request, Services], Awaitable[Reply]]


async def a_parked_world() -> tuple[World, Parked]:
    """Adele's device may be imported by now."""
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    world.tenant.given_up_elsewhere("SN-1")
    return world, await the_parked(world)


async def both(
    world: World, one: tuple[Act, Request], other: tuple[Act, Request], call: int
) -> None:
    """Have *other* done right after a call of *one*; who comes too late is told so."""

    async def do(act: Act, request: Request, services: Services) -> None:
        with suppress(Problem):
            await act(request, services)

    meanwhile = Meanwhile(world, call, lambda: do(*other, world.services))
    await do(*one, meanwhile.services)
    if meanwhile.calls < call:
        await do(*other, world.services)
    await world.settle()


@pytest.mark.parametrize("call", CALLS)
async def test_two_redrives_drive_once(call: int) -> None:
    world, parked = await a_parked_world()
    mine, theirs = said(parked.id, by="one"), said(parked.id, by="other")

    await both(world, (redriving.redrive, mine), (redriving.redrive, theirs), call)

    device = await world.device("SN-1")
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert world.tenant.counts.by_operation[Operation.IMPORT_DEVICES] == 2
    assert await world.parked() == ()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("redrives_first", [True, False])
async def test_a_redrive_and_a_dismissal_leave_nothing_half_done(
    call: int, *, redrives_first: bool
) -> None:
    world, parked = await a_parked_world()
    acts = [(redriving.redrive, said(parked.id)), (dismissing.dismiss, said(parked.id))]
    one, other = acts if redrives_first else reversed(acts)

    await both(world, one, other, call)

    device = await world.device("SN-1")
    assert device.stage in {Stage.DEPLOYED, Stage.CANCELLED}
    assert device.parked_as == ()
    assert await world.parked() == ()
    assert await disagreements(world) == []


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("corrects_first", [True, False])
async def test_a_correction_and_a_redrive_leave_one_device_for_the_person(
    call: int, *, corrects_first: bool
) -> None:
    world, parked = await a_parked_world()
    right = said(parked.id, serial="SN-8", hardware_hash=HASH)
    acts = [(mending.correct, right), (redriving.redrive, said(parked.id))]
    one, other = acts if corrects_first else reversed(acts)

    await both(world, one, other, call)

    (hire,) = await world.hires()
    device = await world.device(hire.device)
    assert (device.stage, device.assigned_to) == (Stage.DEPLOYED, ADELE)
    assert await world.parked() == ()
    assert await disagreements(world) == []


async def test_who_has_read_a_record_that_was_parked_anew_since_drives_nothing() -> None:
    world, parked = await a_parked_world()

    async def driven_in_vain() -> None:
        world.tenant.owned_elsewhere("SN-1")
        await redriving.redrive(said(parked.id, by="other"), world.services)
        await world.settle()

    first_call = 1
    meanwhile = Meanwhile(world, first_call, driven_in_vain)

    with pytest.raises(Problem) as refused:
        await redriving.redrive(said(parked.id), meanwhile.services)

    assert refused.value.code == "decided-already"
    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert (await the_parked(world)).times == 2


@pytest.mark.parametrize("call", range(1, 10))
async def test_a_device_that_is_parked_while_its_old_record_is_cleared_away_keeps_one(
    call: int,
) -> None:
    world, parked = await a_parked_world()
    await world.services.devices.update("SN-1", lambda device: redriven(device, START))
    error = Rejected(parked.reason)
    meanwhile = Meanwhile(world, call, lambda: unpark("SN-1", world.services))

    await park_device(RegisterDevices(serials=("SN-1",)), "SN-1", error, meanwhile.services)

    assert (await world.device("SN-1")).stage is Stage.PARKED
    assert (await the_parked(world)).id in (await world.device("SN-1")).parked_as
