"""What is in store for each device of a storm, and the tenant and flight plan that belong to it.

The storms in process and the one over the wire tell the same fates.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

import yaml

from shared.domain.shipment import ManifestLine
from simulator.tenant import Person, Tenant
from tests.journeys import a_hash

HOUR = timedelta(hours=1)
OFFICE, FIELD, PEOPLE, PREPARED = "Office", "Field", "Field people", "Prepared devices"
RULE = '(device.devicePhysicalIds -any (_ -eq "[OrderID]:OFFICE"))'
PLAN = {
    "default_persona": "field",
    "personas": {
        "office": {"group_tag": "OFFICE", "groups": [{"name": OFFICE, "membership": "dynamic"}]},
        "field": {"group_tag": "FIELD", "groups": [{"name": FIELD}]},
        "prepared": {
            "route": "device-preparation",
            "user_group": {"name": PEOPLE},
            "policy": "Field",
        },
    },
}


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
    SPOILT = "spoilt"


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
    Fate.SPOILT: ("parked", "hash-refused"),
}
# How often each befalls a device of a storm.
USUAL: Mapping[Fate, int] = {
    Fate.PLAIN: 6,
    Fate.STOCK: 2,
    Fate.NO_HASH: 2,
    Fate.LATE_PERSON: 2,
    Fate.HIRED_LATER: 2,
    Fate.DYNAMIC: 2,
    Fate.ELSEWHERE: 1,
    Fate.GUEST: 1,
    Fate.BROKEN: 1,
    Fate.PREPARED: 3,
    Fate.PREPARED_STOCK: 1,
    Fate.TAKEN: 1,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """A device and its fate."""

    serial: str
    fate: Fate

    @property
    def upn(self) -> str:
        return f"{self.serial.lower()}@contoso.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """How long after the story *begins* those come who come late.

    Without *delivery* the story itself brings the machines that are to be prepared.
    """

    begins: datetime
    person: timedelta = 5 * HOUR
    maker: timedelta = 3 * HOUR
    delivery: timedelta | None = 12 * HOUR


def plan_text(patience: Mapping[str, str]) -> str:
    """Write the flight plan of a storm."""
    return yaml.safe_dump({**PLAN, "patience": dict(patience)}, sort_keys=False)


def machines_of(seed: int, count: int, weights: Mapping[Fate, int] = USUAL) -> tuple[Machine, ...]:
    draw = Random(seed)  # noqa: S311  a story, no secret
    fates = draw.choices(list(weights), weights=list(weights.values()), k=count)
    return tuple(
        # Some serial numbers are a part of others.
        Machine(serial=f"{'S' if draw.random() < 0.5 else 'XS'}{seed}-{number}", fate=fate)
        for number, fate in enumerate(fates)
    )


def arrange(tenant: Tenant, machines: Iterable[Machine], timetable: Timetable) -> None:
    """Make what the flight plan names, the people, and what will happen by itself."""
    furnish(tenant)
    expect(tenant, machines, timetable)


def furnish(tenant: Tenant) -> None:
    """Make what the flight plan names."""
    office, field = tenant.group_exists(OFFICE, rule=RULE), tenant.group_exists(FIELD)
    people, prepared = tenant.group_exists(PEOPLE), tenant.group_exists(PREPARED)
    tenant.profile_assigned("Autopilot", office, field)
    tenant.preparation_policy("Field", user_group=people, device_group=prepared)


def expect(tenant: Tenant, machines: Iterable[Machine], timetable: Timetable) -> None:
    """Make the people of machines, and what will happen to these by itself."""
    for machine in machines:
        _ARRANGED.get(machine.fate, _person)(tenant, machine, timetable)


def deliver(tenant: Tenant, machine: Machine, at: datetime | None = None) -> None:
    """Bring a machine that is to be prepared to its person's desk."""
    tenant.machine_delivered(machine.serial, "Contoso", "Contoso 13", machine.upn, at=at)


def _person(tenant: Tenant, machine: Machine, _: Timetable) -> None:
    tenant.user_appears(machine.upn)


def _late_person(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    tenant.user_appears(machine.upn, timetable.begins + timetable.person)


def _guest(tenant: Tenant, machine: Machine, _: Timetable) -> None:
    tenant.user_appears(machine.upn, None, Person(user_type="Guest"))


def _no_hash(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    tenant.oem_registers(machine.serial, timetable.begins + timetable.maker)


def _elsewhere(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    tenant.owned_elsewhere(machine.serial)


def _broken(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    tenant.deployment_fails(machine.serial)


def _spoilt(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    tenant.import_ends(machine.serial, "InvalidZtdHardwareHash")


def _prepared(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    if timetable.delivery is not None:
        deliver(tenant, machine, timetable.begins + timetable.delivery)


def _taken(tenant: Tenant, machine: Machine, timetable: Timetable) -> None:
    _person(tenant, machine, timetable)
    tenant.oem_registers(machine.serial)


_ARRANGED: dict[Fate, Callable[[Tenant, Machine, Timetable], None]] = {
    Fate.STOCK: lambda *_: None,
    Fate.PREPARED_STOCK: lambda *_: None,
    Fate.LATE_PERSON: _late_person,
    Fate.GUEST: _guest,
    Fate.NO_HASH: _no_hash,
    Fate.ELSEWHERE: _elsewhere,
    Fate.BROKEN: _broken,
    Fate.PREPARED: _prepared,
    Fate.TAKEN: _taken,
    Fate.SPOILT: _spoilt,
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


def imported_twice(tenant: Tenant) -> Iterator[str]:
    """Say of each machine that was imported again after it was registered, what was answered."""
    posted = tenant.model.imports.posted
    complete = Counter(record.serial for record in posted if record.status == "complete")
    refused = {
        record.serial: record.error
        for record in posted
        if record.error in {"ZtdDeviceAlreadyAssigned", "ZtdDeviceDuplicated"}
    }
    for serial, error in refused.items():
        if complete[serial]:
            yield f"{serial} was imported twice: {error}"
