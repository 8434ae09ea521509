"""Builders of worlds in which HR systems send thin events, and can be asked what they mean."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.domain.commands import HireEvent, NewHire
from shared.domain.hire import Hire
from shared.domain.sources import Intake, Source
from shared.domain.verifiers import Key
from shared.flightplan.formats import HireFormatModel
from shared.flightplan.sources import presets
from shared.ports import Clock
from simulator.vendors import BambooHr, Finch, HiBob, Personio, Rippling, VendorApi, VendorPerson
from simulator.world import START, SWEEP_EVERY, World
from tests.journeys import ADELE, ENGINEERS, GROUP, a_plan

FIRST_DAY = date(2026, 2, 2)

# Each vendor's API, and what the setting with its credentials holds.
VENDORS: dict[str, tuple[Callable[[Clock, str], VendorApi], str]] = {
    "bamboohr": (BambooHr, "bamboo-key:x"),
    "hibob": (HiBob, "service-user:bob-token"),
    "personio": (Personio, "papi-client:papi-secret"),
    "rippling": (Rippling, "rippling-token"),
    "finch": (Finch, "finch-token"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """A world, and the HR systems that it hears of."""

    world: World
    vendors: dict[str, VendorApi]

    def says(
        self,
        source: str = "bamboohr",
        event: HireEvent = HireEvent.CHANGED,
        *,
        employee_id: str = "E-1",
        said_at: datetime = START,
        times: int = 1,
    ) -> None:
        """Queue a thin event as the intake does."""
        command = NewHire(event=event, employee_id=employee_id, said_at=said_at, fetch_from=source)
        origin = f"{source}/{event}/{employee_id}/{said_at}"
        self.world.ask(command, origin=origin, times=times)

    async def hire(self, employee_id: str = "E-1") -> Hire:
        (found,) = [each for each in await self.world.hires() if each.employee_id == employee_id]
        return found


def setting_of(vendor: str) -> str:
    return f"{vendor.upper()}_API"


def a_source(vendor: str) -> Source:
    """A source as the vendor's preset has it, of which only what is fetched matters here."""
    return Source(
        name=vendor,
        takes=frozenset({Intake.HR}),
        verifier=Key(),
        secrets=("HR_KEY",),
        hires=HireFormatModel.model_validate(presets()[vendor]["hires"]).value(),
        personas={"Engineering": "engineer", "list-Engineering": "engineer"},
        credentials=setting_of(vendor),
        variables={"company": "contoso"},
    )


def an_office(*vendors: str, dies_after: int = 0, sweeps: bool = True) -> Office:
    """A tenant with two personas' groups and Adele, whom every HR system knows as E-1."""
    names = vendors or ("bamboohr",)
    plan = replace(a_plan(), sources={name: a_source(name) for name in names})
    world = World(plan, dies_after=dies_after, sweep_every=SWEEP_EVERY if sweeps else None)
    groups = [world.tenant.group_exists(name) for name in (GROUP, ENGINEERS)]
    world.tenant.profile_assigned("Office", *groups)
    world.tenant.user_appears(ADELE)
    apis: dict[str, VendorApi] = {}
    for name in names:
        make, credentials = VENDORS[name]
        apis[name] = make(world.clock, credentials)
        apis[name].knows(somebody())
        for host in apis[name].hosts:
            world.endpoints.stands(host, apis[name])
        world.secrets[setting_of(name)] = credentials
    return Office(world, apis)


def somebody(employee_id: str = "E-1", email: str = ADELE) -> VendorPerson:
    return VendorPerson(
        id=employee_id,
        email=email,
        start_date=FIRST_DAY,
        department="Engineering",
        title="Engineering",
        location="Utrecht",
    )
