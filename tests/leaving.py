"""Builders of devices that leave: what an operator says of them, and what is left of them."""

from datetime import timedelta

from shared.domain.changes import ChangeDevice, DeviceEvent
from simulator.tenant import Operation
from simulator.world import World
from tests.journeys import ADELE, a_hash, a_line, a_world, hired, ship

NESTOR = "nestor.wilke@contoso.com"
# Far from every latency of the tenant: whoever deploys has done so by then.
A_DAY = timedelta(days=1)


def says(world: World, event: DeviceEvent, serial: str = "SN-1", **told: str) -> ChangeDevice:
    """Let an operator say something of a device now."""
    command = ChangeDevice(event=event, serial=serial, said_at=world.clock.now(), **told)
    world.ask(command, origin=f"act/{event}/{serial}/{command.said_at}")
    return command


async def repaired(world: World, serial: str = "SN-1", seed: int = 1) -> ChangeDevice:
    """Do what the route does: keep the new hash, then queue the word."""
    decoded = a_hash(serial, seed)
    await world.keeps_hash(serial, decoded)
    return says(world, DeviceEvent.REPLACE, serial, fingerprint=decoded.fingerprint)


async def a_deployed_device(*, dies_after: int = 0, sweeps: bool = True) -> World:
    """Adele has SN-1, deployed; the process dies so many calls later, if at all."""
    world = a_world(sweeps=sweeps)
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle()
    assert (await world.device("SN-1")).assigned_to == ADELE
    world.mortality.dies_after(dies_after)
    return world


async def a_blocked_device() -> World:
    """SN-1 was deployed, Intune has forgotten it, and would refuse its next enrolment."""
    world = await a_deployed_device()
    world.tenant.people_stay_away()
    managed = next(each["id"] for each in world.tenant.model.managed_devices())
    world.tenant.delete_managed_device(str(managed))
    world.clock.advance(timedelta(minutes=10))
    world.tenant.enrolment_blocked("SN-1")
    return world


def counted(world: World, operation: Operation) -> int:
    return world.tenant.counts.by_operation[operation]


def is_registered(world: World, serial: str = "SN-1") -> bool:
    return world.tenant.model.identities.registered(serial) is not None


def is_managed(world: World, serial: str = "SN-1") -> bool:
    return any(each["serialNumber"] == serial for each in world.tenant.model.managed_devices())


def person_on(world: World, serial: str = "SN-1") -> str:
    identity = world.tenant.model.identities.registered(serial)
    return "" if identity is None else identity.upn
