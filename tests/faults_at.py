"""Every mishap at every call of a story, and what becomes of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

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
    """What a story has come to by itself and once it was *swept*, and the calls that it made."""

    rest: Rest
    swept: Rest
    trace: list[Called]


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
    return Flown(rest, await rest_of(world, watch, sites), trace)


def cases_of(traces: Mapping[str, Sequence[Called]], *, stride: int = 1) -> Iterator[Case]:
    """List every mishap that may befall each call that some stories make in calm weather.

    Most stories take the same steps, and a step makes the same calls each time.  Of
    steps that make the calls of one before them only each *stride*-th case is taken,
    which is another mishap at another call each time.
    """
    seen = set[tuple[str, ...]]()
    turns = count(1)
    for story, trace in traces.items():
        for unit in _units_of(trace):
            shape = (unit[0][1].doing, *(called.method for _, called in unit))
            is_new = shape not in seen
            cases = (
                Case(story, mishap, call)
                for call, called in unit
                for mishap in Mishap
                if may_befall(mishap, called)
            )
            yield from (case for case in cases if is_new or next(turns) % stride == 0)
            seen.add(shape)


def _units_of(trace: Sequence[Called]) -> Iterator[list[tuple[int, Called]]]:
    """Divide the calls of a story, numbered from 1, by what was being done."""
    unit: list[tuple[int, Called]] = []
    for numbered in enumerate(trace, 1):
        if numbered[1].first and unit:
            yield unit
            unit = []
        unit.append(numbered)
    yield unit


async def astray(case: Case, calm: Flown, sabotage: Sabotage | None = None) -> list[str]:
    """Say in what a story with a mishap ends otherwise than without."""
    ended = await flown(case.story, case, sabotage)
    found = differences(calm.rest, ended.rest, swept=False)
    found += [f"swept: {each}" for each in differences(calm.swept, ended.swept)]
    called = calm.trace[case.call - 1]
    where = f"{case.story}: {case.mishap} at call {case.call}, {called.method} of {called.doing}"
    return [f"{where}: {each}" for each in found]
