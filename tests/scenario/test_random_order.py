"""Whatever HR and suppliers say, in whatever order, however often and with whatever pauses."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.domain.commands import (
    Command,
    DeviceRequest,
    HireEvent,
    NewHire,
    RequestEvent,
    Shipment,
)
from shared.domain.device import Device
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import Stage
from simulator.world import START, World
from tests.journeys import ADELE, a_hash, a_hire, a_line, a_world
from tests.pairings import disagreements, missed

NESTOR = "nestor.wilke@contoso.com"
ORDERS = st.sampled_from(["PO-1", "PO-2", ""])
PLACES = st.sampled_from(["Oslo", ""])
PEOPLE = st.sampled_from([ADELE, NESTOR, ""])
LONG = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody says, so many times, with a pause before it."""

    command: Command
    times: int
    pause: timedelta


@st.composite
def hires(draw: st.DrawFn) -> NewHire:
    number = draw(st.sampled_from([1, 2]))
    hire = a_hire(
        draw(st.sampled_from(HireEvent)),
        said_at=START + timedelta(hours=draw(st.integers(0, 3))),
        upn=draw(PEOPLE) and (ADELE if number == 1 else NESTOR),
        order_reference=draw(ORDERS),
        employee_id=f"E-{number}",
        persona="office",
    )
    needs = draw(st.sampled_from([None, None, False, True]))
    return replace(hire, location=draw(PLACES), needs_device=needs)


@st.composite
def lines(draw: st.DrawFn) -> ManifestLine:
    return a_line(
        f"SN-{draw(st.integers(1, 3))}",
        seed=draw(st.integers(0, 1)),
        order_reference=draw(ORDERS),
        person=draw(PEOPLE),
        location=draw(PLACES),
    )


@st.composite
def shipments(draw: st.DrawFn) -> Shipment:
    event = draw(st.sampled_from(ShipmentEvent))
    told = draw(st.lists(lines(), min_size=1, max_size=2))
    return Shipment(event=event, shipment_id="SHP-1", lines=tuple(told))


@st.composite
def requests(draw: st.DrawFn) -> DeviceRequest:
    return DeviceRequest(
        event=draw(st.sampled_from([RequestEvent.ASKED, RequestEvent.CANCELLED])),
        request_id=f"R-{draw(st.integers(1, 2))}",
        said_at=START + timedelta(hours=draw(st.integers(0, 3))),
        by=NESTOR,
        person=draw(st.sampled_from([ADELE, NESTOR])),
        persona="office",
        location=draw(PLACES),
    )


PAUSES = st.sampled_from([timedelta(minutes=minutes) for minutes in (0, 1, 9, 40, 400)])
TELLINGS = st.lists(
    st.builds(Told, hires() | shipments() | requests(), st.integers(1, 2), PAUSES),
    min_size=2,
    max_size=8,
)


async def tell(world: World, told: Told, number: int) -> None:
    await world.settle(told.pause)
    if isinstance(told.command, Shipment):
        for line in told.command.lines:
            for seed in (0, 1):
                await world.keeps_hash(line.serial, a_hash(line.serial, seed))
    world.ask(told.command, origin=f"telling/{number}", times=told.times)


def at_rest(device: Device, world: World) -> bool:
    """Nothing is left to do that Groundcrew could do."""
    if device.planned and min(device.planned.values()) < world.clock.now() - timedelta(hours=1):
        return False
    if device.stage is Stage.CANCELLED:
        return device.pairing is None and device.waiting_for is None
    waits = device.waiting_for.code if device.waiting_for else ""
    nameless = device.pairing is not None and not device.pairing.user_principal_name
    expected = {
        Stage.DEPLOYED: {""},
        Stage.READY: {"person"},
        Stage.GROUPED: {"user-name"} if nameless else set[str](),
    }
    return waits in expected.get(device.stage, set())


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(TELLINGS)
async def test_devices_and_people_agree_in_the_end(story: list[Told]) -> None:
    world = a_world()
    world.tenant.user_appears(NESTOR)

    for number, told in enumerate(story):
        await tell(world, told, number)
    await world.settle(LONG)

    assert await disagreements(world) == []
    assert await missed(world) == []
    assert await world.parked() == ()
    assert [device for device in await world.devices() if not at_rest(device, world)] == []
