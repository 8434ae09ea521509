"""Builders of tenants that drift while nobody looks."""

from handlers.drift_inquiry import list_drift
from shared.domain.flightplan import DriftPolicy, FlightPlan
from shared.domain.shipment import ManifestLine
from shared.runtime.http import Request
from simulator.tenant import Operation
from simulator.tenant.identity import Identity
from simulator.world import World
from tests.journeys import ADELE, DAY, a_line, a_plan, a_world, ship

NESTOR = "nestor.wilke@contoso.com"


def a_drift_plan(*, repair: bool) -> FlightPlan:
    """The usual plan, with or without repairs."""
    usual = a_plan()
    return FlightPlan(
        personas=usual.personas,
        default_persona=usual.default_persona,
        drift=DriftPolicy(repair=repair),
    )


async def a_ready_world(*lines: ManifestLine, repair: bool = False) -> World:
    """Ready devices that nobody has switched on: SN-1 is Adele's, unless lines are given."""
    world = a_world(plan=a_drift_plan(repair=repair))
    world.tenant.people_stay_away()
    world.tenant.user_appears(NESTOR)
    await ship(world, *(lines or (a_line("SN-1", person=ADELE),)))
    await world.settle(DAY)
    return world


def identity(world: World, serial: str = "SN-1") -> Identity:
    """The registration of a device in the tenant's own books."""
    (found,) = world.tenant.model.identities.containing(serial)
    return found


async def drifted(world: World) -> list[tuple[str, str]]:
    """Tell what is listed: serial numbers and types."""
    told = await world.services.drifts.page(None, 1000)
    return [(each.serial, each.type.value) for each in told.items]


async def answered(world: World) -> bytes:
    """Ask as a caller does."""
    return (await list_drift(Request(), world.services)).body


WRITES = (
    Operation.IMPORT_DEVICES,
    Operation.UPDATE_PROPERTIES,
    Operation.ASSIGN_USER,
    Operation.ADD_MEMBER,
)


def writes(world: World) -> int:
    """Count what was written to the tenant."""
    return sum(world.tenant.counts.by_operation[each] for each in WRITES)
