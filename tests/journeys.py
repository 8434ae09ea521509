"""Builders of worlds, shipments and hires for the stories."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.domain.commands import HireEvent, NewHire, Shipment
from shared.domain.flightplan import (
    DeviceGroup,
    FlightPlan,
    Membership,
    Persona,
    UserGroup,
    WhenRegistered,
)
from shared.domain.hardware_hash import HardwareHash, read
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.domain.stages import Route
from shared.ports import Rows
from simulator.hardware import hardware_hash
from simulator.tenant import Latencies, Moods
from simulator.world import START, SWEEP_EVERY, World

ADELE = "adele.vance@contoso.com"
GROUP = "Autopilot Office"
ENGINEERS = "Autopilot Engineers"
PEOPLE = "Device Preparation People"
VISITORS = "Device Preparation Visitors"
DAY = timedelta(days=1)


def a_plan(*groups: DeviceGroup) -> FlightPlan:
    office = Persona(name="office", group_tag="OFFICE", groups=groups or (DeviceGroup(name=GROUP),))
    engineer = Persona(name="engineer", group_tag="ENGINEER", groups=(DeviceGroup(name=ENGINEERS),))
    return FlightPlan(personas={"office": office, "engineer": engineer}, default_persona="office")


def a_world(
    *,
    dies_after: int = 0,
    sweeps: bool = True,
    rows: Rows | None = None,
    plan: FlightPlan | None = None,
) -> World:
    """A tenant with the group, its deployment profile and Adele."""
    world = World(
        plan or a_plan(),
        dies_after=dies_after,
        sweep_every=SWEEP_EVERY if sweeps else None,
        rows=rows,
    )
    groups = [world.tenant.group_exists(name) for name in (GROUP, ENGINEERS)]
    world.tenant.profile_assigned("Office", *groups)
    world.tenant.user_appears(ADELE)
    return world


def a_dynamic_world() -> World:
    """A tenant whose group fills itself by group tag."""
    world = World(a_plan(DeviceGroup(name=GROUP, membership=Membership.DYNAMIC)))
    rule = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:OFFICE"))'
    group = world.tenant.group_exists(GROUP, rule=rule)
    world.tenant.profile_assigned("Office", group)
    world.tenant.user_appears(ADELE)
    return world


def befallen(world: World, latencies: Latencies | None = None, **shares: float) -> World:
    """Put a world's tenant into moods, and give it other latencies."""
    agenda = world.tenant.model.agenda
    agenda.moods = Moods(**shares)
    agenda.latencies = latencies or agenda.latencies
    return world


async def waits(world: World, serial: str = "SN-1") -> str:
    """Tell the code of what a device waits for."""
    waiting = (await world.device(serial)).waiting_for
    return "" if waiting is None else waiting.code


def a_hash(serial: str, seed: int = 0) -> HardwareHash:
    decoded = read(hardware_hash(serial, "Contoso", "Contoso 13", seed=seed))
    assert isinstance(decoded, HardwareHash)
    return decoded


def a_line(serial: str, *, seed: int = 0, **told: str) -> ManifestLine:
    return ManifestLine(serial=serial, fingerprint=a_hash(serial, seed).fingerprint, **told)


async def ship(
    world: World,
    *lines: ManifestLine,
    times: int = 1,
    event: ShipmentEvent = ShipmentEvent.DISPATCHED,
    again: bool = False,
) -> None:
    """Do what the intake does: keep the hashes, queue the lines; *again* under another name."""
    for line in lines:
        for seed in range(3):
            decoded = a_hash(line.serial, seed)
            if decoded.fingerprint == line.fingerprint:
                await world.keeps_hash(line.serial, decoded)
    command = Shipment(event=event, shipment_id="SHP-1", lines=lines)
    origin = (
        f"{event}/{'/'.join(f'{line.serial}{line.fingerprint}{line.person}' for line in lines)}"
    )
    world.ask(command, origin=f"{origin}/{again}", times=times)


def a_hire(  # noqa: PLR0913  a builder: every argument has its usual value
    event: HireEvent = HireEvent.CREATED,
    *,
    said_at: datetime = START,
    upn: str = ADELE,
    order_reference: str = "PO-1",
    employee_id: str = "E-1",
    persona: str = "",
    start_date: date | None = date(2026, 2, 2),
) -> NewHire:
    return NewHire(
        event=event,
        employee_id=employee_id,
        said_at=said_at,
        user_principal_name=upn,
        start_date=start_date,
        persona=persona,
        order_reference=order_reference,
    )


def hired(world: World, hire: NewHire | None = None, *, times: int = 1) -> None:
    command = hire or a_hire()
    origin = f"hr/{command.event}/{command.said_at}/{command.employee_id}"
    world.ask(command, origin=origin, times=times)


def a_preparing_plan(
    when_registered: WhenRegistered = WhenRegistered.PARK,
    membership: Membership = Membership.ASSIGNED,
) -> FlightPlan:
    """Prepare devices, unless their persona is ``office``; visitors have a group of their own."""
    prepared = Persona(
        name="prepared",
        route=Route.DEVICE_PREPARATION,
        user_group=UserGroup(name=PEOPLE, membership=membership),
        policy="Standard",
        when_registered=when_registered,
    )
    visitor = replace(prepared, name="visitor", user_group=UserGroup(name=VISITORS))
    office = a_plan().personas["office"]
    personas = {each.name: each for each in (prepared, visitor, office)}
    return FlightPlan(personas=personas, default_persona="prepared")


def a_preparing_world(
    plan: FlightPlan | None = None, *, dies_after: int = 0, sweeps: bool = True
) -> World:
    """A tenant with a device-preparation policy for a group of people, and Adele."""
    sweep_every = SWEEP_EVERY if sweeps else None
    world = World(plan or a_preparing_plan(), dies_after=dies_after, sweep_every=sweep_every)
    tenant = world.tenant
    people, _, devices, office = map(tenant.group_exists, (PEOPLE, VISITORS, "Prepared", GROUP))
    tenant.preparation_policy("Standard", user_group=people, device_group=devices)
    tenant.profile_assigned("Office", office)
    tenant.user_appears(ADELE)
    return world


def a_described_line(serial: str, **told: str) -> ManifestLine:
    """A line that says maker and model, and carries no hash."""
    described = {"manufacturer": "Contoso", "model": "Contoso 13"}
    return ManifestLine(serial=serial, **(described | told))


def identifiers(world: World) -> list[str]:
    return [str(each["importedDeviceIdentifier"]) for each in world.tenant.identifiers()]


def is_in_group(world: World, upn: str = ADELE, group: str = PEOPLE) -> bool:
    (found,) = world.tenant.model.groups.named(group)
    return world.tenant.model.users.get(upn).id in found.members
