"""What a run of the chaos is asked for, and what came of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from benchmarks.chaos.disturbances import Rhythm
from benchmarks.chaos.effects import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How many devices in a wave, for how long (minutes; 0: one wave), and from which seed."""

    devices: int = 1000
    minutes: float = 0
    seed: int = 1
    speed: float = 120
    rhythm: Rhythm = field(default_factory=Rhythm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the host and the store took at a moment; seconds, bytes and numbers."""

    second: float
    age: float
    memory: int
    files: int
    state: int
    devices: int
    landed: int


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of a run.  *disturbances* count by kind, *samples* show what grows."""

    devices: int = 0
    landed: int = 0
    astray: list[str] = field(default_factory=list[str])
    judged: Judged = field(default_factory=Judged)
    parked: Counter[str] = field(default_factory=Counter[str])
    disturbances: Counter[str] = field(default_factory=Counter[str])
    starts: list[float] = field(default_factory=list[float])
    requests: int = 0
    dead_lettered: int = 0
    seconds: float = 0
    told: timedelta = timedelta(0)
    samples: list[Sample] = field(default_factory=list[Sample])

    @property
    def holds(self) -> bool:
        """Whether nothing was lost and nothing done twice."""
        return not self.astray and not self.judged.doubles


type Tell = Callable[[Outcome], object]
