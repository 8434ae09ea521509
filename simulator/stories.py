"""Stories: what is posted when, what happens in the tenant, and how every device must end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from shared.domain.sources import OWN
from shared.domain.stages import Stage
from shared.domain.waiting import Wait
from simulator.stack import Neighbour, StackPlan
from simulator.stack.plan import APP, ArrangeQueues, ArrangeTenant
from simulator.tenant import Latencies, Tenant

EXAMPLES = APP / "examples"
HIRES = "hr/groundcrew"
SHIPMENTS = "procurement/groundcrew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The moment at which something is known, or is seen to wait for something.

    *about* is a device's serial number or a request's id.
    """

    about: str
    waits: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A file that somebody posts to *route*, as a *source* of the flight plan."""

    route: str
    file: str
    source: str = OWN.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Something that happens in the tenant, without a request of ours."""

    happens: Callable[[Tenant], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Something that happens so long after its cue, or into the story; *says* tells watchers."""

    says: str
    does: Posting | Turn
    after: timedelta = timedelta(0)
    cue: Cue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happens when, and how each device must end.

    *ends* maps serial numbers to stages; ``None`` for one that must not be known.
    """

    scenes: tuple[Scene, ...]
    ends: Mapping[str, Stage | None]
    arrange_tenant: ArrangeTenant
    arrange_queues: ArrangeQueues
    latencies: Latencies = field(default_factory=Latencies)
    neighbours: tuple[Neighbour, ...] = ()

    def plan(self, speed: float) -> StackPlan:
        """Plan the stack that this story is told on."""
        return StackPlan(
            speed=speed,
            latencies=self.latencies,
            arrange_tenant=self.arrange_tenant,
            arrange_queues=self.arrange_queues,
            neighbours=self.neighbours,
        )
