"""What a stack is to be like."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import simulator
from shared.ports import Clock
from simulator.queues import QueueProperties, Queues
from simulator.tenant import Latencies, Moods, Tenant

# The folder of function_app.py: beside the simulator, wherever that is installed.
APP = Path(simulator.__file__).resolve().parent.parent
FLIGHT_PLAN = APP / "flightplan.yaml"

type ArrangeTenant = Callable[[Tenant, datetime], None]
type ArrangeQueues = Callable[[Queues], None]
type Neighbour = Callable[[Clock], AbstractAsyncContextManager[Mapping[str, str]]]
"""A server beside the app, told the story's clock; it gives the settings that lead to it."""


def _nothing(*_: object) -> None:
    """Arrange nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlan:
    """How fast time passes, what the tenant is like, and where things are kept.

    *arrange_tenant* is told when the story begins.  Without a *state* folder
    what is known lives in a temporary one and is gone with the stack.
    *settings* are given to the app besides those that the stack makes: secrets of
    sources are made up where nobody gives them.
    *neighbours* are entered before the host and left after it; their settings
    are given to the app too, and ``%NAME%`` in the flight plan becomes their value.
    *lock* is how long a message is locked, in real time: so long a dead host's messages rest.
    *port* 0 picks a free one; *patience* is the seconds the host may take to start.
    """

    speed: float = 1.0
    seed: int = 0
    latencies: Latencies = field(default_factory=Latencies)
    moods: Moods = field(default_factory=Moods)
    arrange_tenant: ArrangeTenant = _nothing
    arrange_queues: ArrangeQueues = _nothing
    app: Path = APP
    flight_plan: Path = FLIGHT_PLAN
    state: Path | None = None
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    neighbours: tuple[Neighbour, ...] = ()
    lock: timedelta = QueueProperties().lock_duration
    port: int = 0
    patience: float = 60.0
