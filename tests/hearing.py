"""Builders of worlds in which somebody is told of news."""

from collections.abc import Collection
from dataclasses import replace

from shared.domain.flightplan import FlightPlan
from shared.domain.news import NewsType
from shared.domain.subscribers import NewsFormat, Subscriber
from simulator.subscribers import SubscriberSite
from simulator.world import World
from tests.journeys import a_plan, a_world

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105  of this world alone
OTHER_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"  # noqa: S105  of this world alone
EVERYTHING = frozenset(NewsType)


def a_subscriber(name: str = "itsm", events: Collection[NewsType] = EVERYTHING) -> Subscriber:
    return Subscriber(
        name=name,
        events=frozenset(events),
        url=f"https://{name}.example/events",
        secrets=("ITSM_SECRET", "ITSM_SECRET_NEXT"),
    )


def a_channel(name: str = "channel") -> Subscriber:
    return Subscriber(
        name=name,
        events=EVERYTHING,
        url_setting="TEAMS_URL",
        format=NewsFormat.TEAMS,
    )


def told(*subscribers: Subscriber, plan: FlightPlan | None = None) -> FlightPlan:
    return replace(plan or a_plan(), subscribers={each.name: each for each in subscribers})


def site_of(world: World, name: str = "itsm", secret: str = SECRET) -> SubscriberSite:
    """Put a subscriber's site where the plan says that it is."""
    site = SubscriberSite(world.clock, secret)
    world.endpoints.stands(f"{name}.example", site)
    world.secrets["ITSM_SECRET"] = SECRET
    return site


def a_heard_world(
    *subscribers: Subscriber, dies_after: int = 0, sweeps: bool = True
) -> tuple[World, SubscriberSite]:
    """A world whose news is told to one site, which believes what is signed as it should be."""
    plan = told(*subscribers or (a_subscriber(),))
    world = a_world(plan=plan, dies_after=dies_after, sweeps=sweeps)
    return world, site_of(world)
