"""Stories: what is posted when, what happens in the tenant, and how every device must end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from shared.domain.stages import Stage
from simulator.cast import COLLEAGUES, MACHINES, STRATUS, Machine
from simulator.friendly import set_up
from simulator.queues import Delivery, Queues
from simulator.stack import StackPlan
from simulator.stack.plan import APP, FLIGHT_PLAN, ArrangeQueues, ArrangeTenant
from simulator.tenant import (
    Latencies,
    LostAnswer,
    Operation,
    Person,
    Rule,
    Tenant,
    Throttle,
    minutes,
)

EXAMPLES = APP / "examples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A file that somebody posts, so long into the story; *says* tells the watcher why."""

    after: timedelta
    route: str
    file: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is posted, what the world does meanwhile, and how each device must end.

    *ends* maps serial numbers to stages; ``None`` for one that must not be known.
    """

    postings: tuple[Posting, ...]
    ends: Mapping[str, Stage | None]
    arrange_tenant: ArrangeTenant
    arrange_queues: ArrangeQueues
    latencies: Latencies = field(default_factory=Latencies)

    def plan(self, speed: float) -> StackPlan:
        """Plan the stack that this story is told on."""
        return StackPlan(
            speed=speed,
            latencies=self.latencies,
            arrange_tenant=self.arrange_tenant,
            arrange_queues=self.arrange_queues,
        )


_POSTINGS = (
    Posting(
        after=timedelta(minutes=0),
        route="hr/groundcrew",
        file="hire-ivo.json",
        says="HR announces Ivo, whose laptop is not even shipped.",
    ),
    Posting(
        after=timedelta(minutes=2),
        route="procurement/groundcrew",
        file="shipment-fabrikam.csv",
        says="Fabrikam ships six; one line carries another machine's hash.",
    ),
    Posting(
        after=timedelta(minutes=5),
        route="procurement/groundcrew",
        file="shipment-tailspin.json",
        says="Tailspin ships five; one has no hash, one belongs to somebody else.",
    ),
    Posting(
        after=timedelta(minutes=15),
        route="hr/groundcrew",
        file="hire-hanna.json",
        says="HR announces Hanna, ten minutes after her laptop was shipped.",
    ),
    Posting(
        after=timedelta(minutes=18),
        route="procurement/groundcrew",
        file="shipment-northwind.json",
        says="Northwind ships four, one of them for Ivo.",
    ),
)


def demo() -> Story:
    """Tell the demo's story: fourteen devices, and most of what can go wrong on one morning."""
    return Story(
        postings=_POSTINGS,
        ends={machine.serial: machine.ends for machine in MACHINES},
        arrange_tenant=_arrange,
        arrange_queues=_deliver_twice,
        # Everybody is at their desk: nobody leaves the new machine in its box until tomorrow.
        latencies=Latencies(switched_on=minutes(10, 35)),
    )


def _arrange(tenant: Tenant, began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    for colleague in COLLEAGUES:
        person = Person(name=colleague.name)
        tenant.user_appears(colleague.upn, began + colleague.joins, person)
    for machine in MACHINES:
        if machine.oem is not None:
            _oem_registers(tenant, machine, began + machine.oem)
        if machine.owned_elsewhere:
            tenant.owned_elsewhere(machine.serial)
    for rule in _MISHAPS:
        tenant.script.add(rule)


# The first upload of Fabrikam's machines succeeds, and a gateway loses the answer.  Graph
# has enough for a while, once when groups are written and once when a person is assigned.
_MISHAPS = (
    Rule(
        fault=LostAnswer(),
        operation=Operation.IMPORT_DEVICES,
        about=STRATUS.machines[0].serial,
    ),
    Rule(fault=Throttle(retry_after=90), operation=Operation.ADD_MEMBER, first=4),
    Rule(fault=Throttle(retry_after=120), operation=Operation.ASSIGN_USER, first=2),
)


def _oem_registers(tenant: Tenant, machine: Machine, at: datetime) -> None:
    tenant.oem_registers(
        machine.serial,
        at,
        manufacturer=machine.manufacturer,
        model=machine.model,
        group_tag=machine.tag,
    )


def _deliver_twice(queues: Queues) -> None:
    """Lose one completion on each of two queues, so that their messages come again."""
    for queue in ("register-devices", "assign-user"):
        queues.deliver_again(partial(_is_on, queue))


def _is_on(queue: str, delivery: Delivery) -> bool:
    return delivery.queue == queue
