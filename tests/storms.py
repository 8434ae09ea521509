"""Builders of storms: fifty devices in a tenant that misbehaves in every known way."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from random import Random

from shared.domain.flightplan import (
    DeviceGroup,
    FlightPlan,
    Membership,
    Patience,
    Persona,
    UserGroup,
)
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Route
from simulator.tenant import Moods, Person, Tenant
from simulator.world import START, World
from tests.journeys import DAY, a_hash, a_hire, hired, ship

HOUR = timedelta(hours=1)
OFFICE, FIELD, PEOPLE, PREPARED = "Office", "Field", "Field people", "Prepared devices"
RULE = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:OFFICE"))'


class Fate(StrEnum):
    """What is in store for a device."""

    PLAIN = "plain"
    STOCK = "stock"
    NO_HASH = "no hash"
    LATE_PERSON = "late person"
    HIRED_LATER = "hired later"
    DYNAMIC = "dynamic"
    ELSEWHERE = "elsewhere"
    GUEST = "guest"
    BROKEN = "broken"
    PREPARED = "prepared"
    PREPARED_STOCK = "prepared stock"
    TAKEN = "taken"


ENDS = {
    Fate.PLAIN: ("deployed", ""),
    Fate.STOCK: ("ready", ""),
    Fate.NO_HASH: ("deployed", ""),
    Fate.LATE_PERSON: ("deployed", ""),
    Fate.HIRED_LATER: ("deployed", ""),
    Fate.DYNAMIC: ("deployed", ""),
    Fate.ELSEWHERE: ("parked", "owned-by-other-tenant"),
    Fate.GUEST: ("parked", "guest"),
    Fate.BROKEN: ("parked", "deployment-failed"),
    Fate.PREPARED: ("deployed", ""),
    Fate.PREPARED_STOCK: ("ready", ""),
    Fate.TAKEN: ("parked", "registered-with-autopilot"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A device and its fate."""

    serial: str
    fate: Fate

    @property
    def upn(self) -> str:
        return f"{self.serial.lower()}@contoso.com"


def a_storm_plan() -> FlightPlan:
    dynamic = DeviceGroup(name=OFFICE, membership=Membership.DYNAMIC)
    personas = (
        Persona(name="office", group_tag="OFFICE", groups=(dynamic,)),
        Persona(name="field", group_tag="FIELD", groups=(DeviceGroup(name=FIELD),)),
        Persona(
            name="prepared",
            route=Route.DEVICE_PREPARATION,
            user_group=UserGroup(name=PEOPLE),
            policy="Field",
        ),
    )
    return FlightPlan(
        personas={each.name: each for each in personas},
        default_persona="field",
        # Calmer than usual, so that many storms pass in a minute.
        patience=Patience(longest=HOUR, handed_over=2 * HOUR),
    )


def machines_of(seed: int, count: int) -> tuple[Machine, ...]:
    draw = Random(seed)  # noqa: S311  a story, no secret
    fates = draw.choices(list(Fate), weights=[6, 2, 2, 2, 2, 2, 1, 1, 1, 3, 1, 1], k=count)
    return tuple(
        # Some serial numbers are a part of others.
        Machine(serial=f"{'S' if draw.random() < 0.5 else 'XS'}{seed}-{number}", fate=fate)
        for number, fate in enumerate(fates)
    )


def a_storm(seed: int, machines: tuple[Machine, ...], moods: Moods) -> World:
    """Make the tenant, its people, and what will happen by itself."""
    world = World(a_storm_plan(), tenant=partial(_tenant, seed, moods), sweep_every=3 * HOUR)
    tenant = world.tenant
    office, field = tenant.group_exists(OFFICE, rule=RULE), tenant.group_exists(FIELD)
    people, prepared = tenant.group_exists(PEOPLE), tenant.group_exists(PREPARED)
    tenant.profile_assigned("Autopilot", office, field)
    tenant.preparation_policy("Field", user_group=people, device_group=prepared)
    for machine in machines:
        _ARRANGED.get(machine.fate, _person)(tenant, machine)
    return world


def _tenant(seed: int, moods: Moods, clock: object) -> Tenant:
    return Tenant(clock, seed=seed, moods=moods)  # type: ignore[arg-type]  # the world's own


def _person(tenant: Tenant, machine: Machine) -> None:
    tenant.user_appears(machine.upn)


def _late_person(tenant: Tenant, machine: Machine) -> None:
    tenant.user_appears(machine.upn, START + 5 * HOUR)


def _guest(tenant: Tenant, machine: Machine) -> None:
    tenant.user_appears(machine.upn, None, Person(user_type="Guest"))


def _no_hash(tenant: Tenant, machine: Machine) -> None:
    _person(tenant, machine)
    tenant.oem_registers(machine.serial, START + 3 * HOUR)


def _elsewhere(tenant: Tenant, machine: Machine) -> None:
    _person(tenant, machine)
    tenant.owned_elsewhere(machine.serial)


def _broken(tenant: Tenant, machine: Machine) -> None:
    _person(tenant, machine)
    tenant.deployment_fails(machine.serial)


def _prepared(tenant: Tenant, machine: Machine) -> None:
    _person(tenant, machine)
    tenant.machine_delivered(
        machine.serial, "Contoso", "Contoso 13", machine.upn, at=START + 12 * HOUR
    )


def _taken(tenant: Tenant, machine: Machine) -> None:
    _person(tenant, machine)
    tenant.oem_registers(machine.serial)


_ARRANGED: dict[Fate, Callable[[Tenant, Machine], None]] = {
    Fate.STOCK: lambda *_: None,
    Fate.PREPARED_STOCK: lambda *_: None,
    Fate.LATE_PERSON: _late_person,
    Fate.GUEST: _guest,
    Fate.NO_HASH: _no_hash,
    Fate.ELSEWHERE: _elsewhere,
    Fate.BROKEN: _broken,
    Fate.PREPARED: _prepared,
    Fate.TAKEN: _taken,
}


def line_of(machine: Machine) -> ManifestLine:
    stock = machine.fate in {Fate.STOCK, Fate.PREPARED_STOCK}
    hired_later = machine.fate is Fate.HIRED_LATER
    line = ManifestLine(
        serial=machine.serial,
        manufacturer="Contoso",
        model="Contoso 13",
        person="" if stock or hired_later else machine.upn,
        order_reference=machine.serial if hired_later else "",
        persona=_PERSONAS.get(machine.fate, "field"),
    )
    if machine.fate in {Fate.NO_HASH, Fate.PREPARED, Fate.PREPARED_STOCK, Fate.TAKEN}:
        return line
    return replace(line, fingerprint=a_hash(machine.serial).fingerprint)


_PERSONAS = {
    Fate.DYNAMIC: "office",
    Fate.PREPARED: "prepared",
    Fate.PREPARED_STOCK: "prepared",
    Fate.TAKEN: "prepared",
}


async def weather(
    seed: int, count: int = 50, moods: Moods | None = None
) -> tuple[World, tuple[Machine, ...]]:
    """Ship the machines in three shipments, hire some people later, and wait for the end."""
    machines = machines_of(seed, count)
    world = a_storm(seed, machines, moods or Moods.stormy())
    third = -(-count // 3)
    for start in range(0, count, third):
        lines = [line_of(machine) for machine in machines[start : start + third]]
        await ship(world, *lines, times=2)
        await world.settle(HOUR / 3)
    for machine in machines:
        if machine.fate is Fate.HIRED_LATER:
            reference = machine.serial
            hire = a_hire(upn=machine.upn, order_reference=reference, employee_id=reference)
            hired(world, hire)
    await world.settle(4 * DAY)
    return world, machines


async def astray(world: World, machines: tuple[Machine, ...]) -> list[str]:
    """Say of each machine that ended otherwise than its fate has it, how it ended."""
    return [
        *[each async for each in _ended_otherwise(world, machines)],
        *_imported_twice(world),
    ]


async def _ended_otherwise(world: World, machines: tuple[Machine, ...]) -> AsyncIterator[str]:
    known = {device.serial: device for device in await world.devices()}
    for machine in machines:
        device = known[machine.serial]
        ended = (device.stage.value, device.parked_for)
        if ended != ENDS[machine.fate]:
            wait = device.waiting_for.code if device.waiting_for else "nothing"
            last = device.timeline[-1].what
            yield f"{machine.serial} ({machine.fate}) ended {ended}, waits for {wait}: {last}"


def _imported_twice(world: World) -> Iterator[str]:
    posted = world.tenant.model.imports.posted
    complete = Counter(record.serial for record in posted if record.status == "complete")
    refused = {
        record.serial: record.error
        for record in posted
        if record.error in {"ZtdDeviceAlreadyAssigned", "ZtdDeviceDuplicated"}
    }
    for serial, error in refused.items():
        if complete[serial]:
            yield f"{serial} was imported twice: {error}"
