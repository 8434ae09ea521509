"""Stories: what is posted when, what happens in the tenant, and how every device must end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from shared.domain.stages import Stage
from shared.domain.waiting import Wait
from simulator.cast import COLLEAGUES, ELIFS, HANNAS, IVO, IVOS, JUDITS, MACHINES, STRATUS, Machine
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
HIRES = "hr/groundcrew"
SHIPMENTS = "procurement/groundcrew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The moment at which a device is known, or is seen to wait for something."""

    serial: str
    waits: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A file that somebody posts to *route*."""

    route: str
    file: str


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

    def plan(self, speed: float) -> StackPlan:
        """Plan the stack that this story is told on."""
        return StackPlan(
            speed=speed,
            latencies=self.latencies,
            arrange_tenant=self.arrange_tenant,
            arrange_queues=self.arrange_queues,
        )


_SCENES = (
    Scene(
        says="HR announces Ivo, whose laptop is not even shipped.",
        does=Posting(route=HIRES, file="hire-ivo.json"),
    ),
    Scene(
        says="A reseller ships six; one line holds another machine's hash.",
        does=Posting(route=SHIPMENTS, file="shipment-fabrikam.csv"),
        after=timedelta(minutes=2),
    ),
    Scene(
        says="A distributor ships five; one comes without a hash.",
        does=Posting(route=SHIPMENTS, file="shipment-tailspin.json"),
        after=timedelta(minutes=4),
    ),
    Scene(
        says="A third supplier ships five, one for Ivo and one to be prepared for Judit.",
        does=Posting(route=SHIPMENTS, file="shipment-northwind.json"),
        after=timedelta(minutes=6),
    ),
    Scene(
        says="HR announces Hanna, ten minutes after her laptop.",
        does=Posting(route=HIRES, file="hire-hanna.json"),
        cue=Cue(serial=HANNAS.serial),
        after=timedelta(minutes=10),
    ),
    Scene(
        says=f"The maker registers {ELIFS.serial}.",
        does=Turn(happens=lambda tenant: _oem_registers(tenant, ELIFS)),
        cue=Cue(serial=ELIFS.serial, waits=Wait.OEM_REGISTRATION),
        after=timedelta(minutes=8),
    ),
    Scene(
        says="Ivo's account is created.",
        does=Turn(happens=lambda tenant: tenant.user_appears(IVO.upn, None, Person(name=IVO.name))),
        cue=Cue(serial=IVOS.serial, waits=Wait.USER),
        after=timedelta(minutes=5),
    ),
    Scene(
        says="Judit unpacks a laptop that nobody registered.",
        does=Turn(happens=lambda tenant: _unpacks(tenant, JUDITS)),
        cue=Cue(serial=JUDITS.serial, waits=Wait.SWITCH_ON),
        after=timedelta(minutes=2),
    ),
)


def demo() -> Story:
    """Tell the demo's story: fifteen devices, and most of what can go wrong on one morning."""
    return Story(
        scenes=_SCENES,
        ends={machine.serial: machine.ends for machine in MACHINES},
        arrange_tenant=_arrange,
        arrange_queues=_deliver_twice,
        # Everybody is at their desk: nobody leaves the new machine in its box until tomorrow.
        latencies=Latencies(switched_on=minutes(10, 35)),
    )


# The first upload of the reseller's machines succeeds, and a gateway loses the answer.  Graph
# has enough for a while, once when a group is looked at and once when a person is assigned.
_MISHAPS = (
    Rule(fault=LostAnswer(), operation=Operation.IMPORT_DEVICES, about=STRATUS.machines[0].serial),
    Rule(
        fault=Throttle(retry_after=600),
        operation=Operation.MEMBERS,
        about=STRATUS.machines[1].serial,
    ),
    Rule(fault=Throttle(retry_after=600), operation=Operation.ASSIGN_USER, first=2),
)


def _arrange(tenant: Tenant, _began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    for colleague in COLLEAGUES:
        if colleague is not IVO:
            tenant.user_appears(colleague.upn, None, Person(name=colleague.name))
    for machine in MACHINES:
        if machine.registered:
            _oem_registers(tenant, machine)
        if machine.owned_elsewhere:
            tenant.owned_elsewhere(machine.serial)
    for rule in _MISHAPS:
        tenant.script.add(rule)


def _oem_registers(tenant: Tenant, machine: Machine) -> None:
    tenant.oem_registers(
        machine.serial,
        manufacturer=machine.manufacturer,
        model=machine.model,
        group_tag=machine.tag,
    )


def _unpacks(tenant: Tenant, machine: Machine) -> None:
    if machine.person is not None:
        upn = machine.person.upn
        tenant.machine_delivered(machine.serial, machine.manufacturer, machine.model, upn)


def _deliver_twice(queues: Queues) -> None:
    """Lose one completion on each of two queues, so that their messages come again."""
    for queue in ("register-devices", "assign-user"):
        queues.deliver_again(partial(_is_on, queue))


def _is_on(queue: str, delivery: Delivery) -> bool:
    return delivery.queue == queue
