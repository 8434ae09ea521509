"""The demo's story: fifteen devices, every way in, and most of what can go wrong on one morning."""

from datetime import datetime, timedelta
from functools import partial

from shared.domain.waiting import Wait
from simulator.cargo import ELIFS, HANNAS, IVOS, JUDITS, MACHINES, STRATUS, Machine
from simulator.cast import COLLEAGUES, IVO, LARS_ASKS
from simulator.friendly import begin_anew, maker_registers, person_of
from simulator.hr_department import bamboohr_beside
from simulator.queues import Delivery, Queues
from simulator.stack.plan import FLIGHT_PLAN
from simulator.stories import HIRES, SHIPMENTS, Cue, Posting, Scene, Story, Turn
from simulator.tenant import Latencies, LostAnswer, Operation, Rule, Tenant, Throttle, minutes

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
        says="A maker ships two to Munich by EDI; it has registered both.",
        does=Posting(route="procurement/litware", file="shipment-litware.edi", source="litware"),
        after=timedelta(minutes=3),
    ),
    Scene(
        says="A distributor ships four; one comes without a hash.",
        does=Posting(route=SHIPMENTS, file="shipment-tailspin.json"),
        after=timedelta(minutes=4),
    ),
    Scene(
        says="BambooHR signs that 10484 is new; asked who, it says Klara in Munich.",
        does=Posting(route="hr/bamboohr", file="hire-klara.json", source="bamboohr"),
        after=timedelta(minutes=5),
    ),
    Scene(
        says="A third supplier ships four, one for Ivo and one to be prepared for Judit.",
        does=Posting(route=SHIPMENTS, file="shipment-northwind.json"),
        after=timedelta(minutes=6),
    ),
    Scene(
        says="Lars in Munich asks for another laptop.",
        does=Posting(route="requests", file="request-lars.json"),
        after=timedelta(minutes=7),
    ),
    Scene(
        says="Lars' manager agrees, and he gets one from stock.",
        does=Posting(route=f"requests/{LARS_ASKS.id}/approve", file="approval-lars.json"),
        cue=Cue(about=LARS_ASKS.id, waits=Wait.APPROVAL_BY_MANAGER),
        after=timedelta(minutes=3),
    ),
    Scene(
        says="HR announces Hanna, ten minutes after her laptop.",
        does=Posting(route=HIRES, file="hire-hanna.json"),
        cue=Cue(about=HANNAS.serial),
        after=timedelta(minutes=10),
    ),
    Scene(
        says=f"The maker registers {ELIFS.serial}.",
        does=Turn(happens=lambda tenant: maker_registers(tenant, ELIFS)),
        cue=Cue(about=ELIFS.serial, waits=Wait.OEM_REGISTRATION),
        after=timedelta(minutes=8),
    ),
    Scene(
        says="Ivo's account is created.",
        does=Turn(happens=lambda tenant: tenant.user_appears(IVO.upn, None, person_of(IVO))),
        cue=Cue(about=IVOS.serial, waits=Wait.USER),
        after=timedelta(minutes=5),
    ),
    Scene(
        says="Judit unpacks a laptop that nobody registered.",
        does=Turn(happens=lambda tenant: _unpacks(tenant, JUDITS)),
        cue=Cue(about=JUDITS.serial, waits=Wait.SWITCH_ON),
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
        neighbours=(bamboohr_beside,),
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
    begin_anew(tenant, FLIGHT_PLAN)
    for colleague in COLLEAGUES:
        if colleague is not IVO:
            tenant.user_appears(colleague.upn, None, person_of(colleague))
    for machine in MACHINES:
        if machine.registered:
            maker_registers(tenant, machine)
        if machine.owned_elsewhere:
            tenant.owned_elsewhere(machine.serial)
    for rule in _MISHAPS:
        tenant.script.add(rule)


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
