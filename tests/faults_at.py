"""Every mishap at every call of a story, and what becomes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from simulator.mishaps import Called, Mishap, may_befall
from simulator.world import World
from tests.fault_stories import STORIES
from tests.rests import Rest, Watch, differences, rest_of

# What a mishap kept from being told is told by a sweep: news by the first, hires' within the hour.
RESCUE = timedelta(minutes=61)

type Sabotage = Callable[[World], None]


@dataclass(frozen=True, slots=True)
class Case:
    """A mishap that befalls one call of a story."""

    story: str
    mishap: Mishap
    call: int


@dataclass(frozen=True, slots=True)
class Flown:
    """What a story has come to by itself and once it was *swept*, and the calls that it made.

    Another story makes the *known* ones of them as well.
    """

    rest: Rest
    swept: Rest
    trace: list[Called]
    known: int


async def flown(name: str, case: Case | None = None, sabotage: Sabotage | None = None) -> Flown:
    """Tell a story, in calm weather or with a mishap."""
    story = STORIES[name]
    stage = story.stage()
    world = stage.world
    watch = Watch(world)
    if sabotage is not None:
        sabotage(world)
    if case is not None:
        world.mortality.befall(case.mishap, case.call)
    await story.tell(stage)
    trace = list(world.mortality.trace)
    sites = {"itsm": stage.site}
    rest = await rest_of(world, watch, sites)
    for _ in range(2):
        world.clock.advance(RESCUE)
        await world.instance.sweep()
        await world.settle(RESCUE)
    return Flown(rest, await rest_of(world, watch, sites), trace, stage.known)


def cases_of(name: str, calm: Flown, *, stride: int = 1) -> Iterator[Case]:
    """List every mishap that may befall each call that a story makes in calm weather.

    Of the calls that another story makes as well only each *stride*-th is taken.
    """
    for number, called in enumerate(calm.trace, 1):
        is_meant = number > calm.known or number % stride == 0
        for mishap in Mishap:
            if is_meant and may_befall(mishap, called):
                yield Case(name, mishap, number)


async def astray(case: Case, calm: Flown, sabotage: Sabotage | None = None) -> list[str]:
    """Say in what a story with a mishap ends otherwise than without."""
    ended = await flown(case.story, case, sabotage)
    found = differences(calm.rest, ended.rest, swept=False)
    found += [f"swept: {each}" for each in differences(calm.swept, ended.swept)]
    called = calm.trace[case.call - 1]
    where = f"{case.story}: {case.mishap} at call {case.call}, {called.method} of {called.doing}"
    return [f"{where}: {each}" for each in found]
