"""News on its way from a row to the queue: none is lost, and none disturbs a step."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.sweeping import sweep
from shared.domain.commands import Notify
from shared.domain.device import Device
from shared.domain.errors import Misconfigured, Reason, Unavailable
from shared.domain.hire import Hire, Pairing
from shared.domain.lifecycle import WorkflowTask
from shared.domain.messages import Message
from shared.domain.news import News, NewsType
from shared.domain.request import Request
from shared.domain.stages import Stage
from shared.runtime.envelope import decode
from shared.runtime.services import Services, assemble
from simulator.twins import ports_on
from simulator.world import START, World
from tests.hearing import a_heard_world, a_subscriber
from tests.journeys import a_line, a_world

DEVICE = Device(serial="SN-1", since=START, line=a_line("SN-1"))
NO_QUEUE = Misconfigured(Reason(code="queue-missing", sentence="No queue.", remedy="Make it."))


class Outbox:
    """Keeps what is sent, unless it is down."""

    def __init__(self) -> None:
        self.down: Exception | None = None
        self.sent: list[Message] = []

    async def send(self, message: Message) -> None:
        if self.down is not None:
            raise self.down
        self.sent.append(message)

    @property
    def notices(self) -> list[Notify]:
        commands = [decode(message.body).command for message in self.sent]
        return [command for command in commands if isinstance(command, Notify)]


def watched(world: World) -> tuple[Services, Outbox]:
    """A world's services with an outbox that a test can look into."""
    outbox = Outbox()
    ports = replace(ports_on(world.around, world.mortality.watch), outbox=outbox)
    return assemble(ports, world.services.flight_plan), outbox


def parked(device: Device) -> Device:
    return device.moved(Stage.PARKED, START, "No.", code="x", sentence="No.", remedy="Yes.")


@pytest.mark.parametrize("trouble", [Unavailable("The queue is down."), NO_QUEUE])
async def test_a_queue_that_is_down_keeps_no_step_from_being_done(trouble: Exception) -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)
    outbox.down = trouble

    await services.devices.change("SN-1", lambda _: parked(DEVICE))

    device = await world.device("SN-1")
    assert device.stage is Stage.PARKED
    assert [each.type for each in device.news] == [NewsType.DEVICE_PARKED]


async def test_the_sweep_tells_what_was_left() -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)
    outbox.down = Unavailable("The queue is down.")
    await services.devices.change("SN-1", lambda _: parked(DEVICE))
    outbox.down = None

    await sweep(services)

    assert [each.news.type for each in outbox.notices] == [NewsType.DEVICE_PARKED]
    assert (await world.device("SN-1")).news == ()


async def test_the_next_touch_tells_what_was_left_although_it_changes_nothing() -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)
    outbox.down = Unavailable("The queue is down.")
    await services.devices.change("SN-1", lambda _: parked(DEVICE))
    outbox.down = None

    await services.devices.amend("SN-1", lambda device: device)

    assert len(outbox.notices) == 1


async def test_telling_twice_sends_the_same_message() -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)

    for _ in range(2):
        await services.devices.put("SN-1", parked(DEVICE))
        await services.devices.herald("SN-1")

    one, other = outbox.sent
    assert one == other


async def test_news_that_nobody_wants_any_more_is_struck_off() -> None:
    world = a_world()
    await world.services.devices.put("SN-1", parked(DEVICE))

    await sweep(world.services)

    assert (await world.device("SN-1")).news == ()


async def test_every_subscriber_gets_a_message_of_its_own() -> None:
    world, _ = a_heard_world(a_subscriber("itsm"), a_subscriber("dashboard"))
    services, outbox = watched(world)

    await services.devices.change("SN-1", lambda _: parked(DEVICE))

    assert [each.subscriber for each in outbox.notices] == ["itsm", "dashboard"]
    assert len({message.id for message in outbox.sent}) == 2


async def test_the_request_that_a_device_answers_is_told() -> None:
    services, outbox = watched(a_world())
    answering = replace(DEVICE, pairing=Pairing(rule="same request", request="REQ-1"))

    await services.devices.change("SN-1", lambda _: parked(answering))

    (notice,) = outbox.notices
    assert (notice.request, notice.news.subject) == ("REQ-1", "SN-1")


async def test_news_of_hires_and_requests_that_was_left_is_told_within_an_hour() -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)
    changed = News(type=NewsType.REQUEST_CHANGED, subject="REQ-1", at=START)
    risk = News(type=NewsType.HIRE_AT_RISK, subject="E-1", at=START)
    request = Request(id="REQ-1", person="", persona="", asked_at=START, since=START)
    await services.requests.put("REQ-1", replace(request, news=(changed,)))
    await services.hires.put("E-1", Hire(employee_id="E-1", said_at=START, news=(risk,)))
    world.clock.advance(timedelta(hours=1))

    await sweep(services)

    assert [each.news for each in outbox.notices] == [risk, changed]
    hire, kept = await services.hires.known("E-1"), await services.requests.known("REQ-1")
    assert hire.news == kept.news == ()


async def test_a_change_of_a_request_is_told_as_it_is_written() -> None:
    world, _ = a_heard_world()
    services, outbox = watched(world)
    changed = News(type=NewsType.REQUEST_CHANGED, subject="REQ-1", at=START)
    request = Request(id="REQ-1", person="", persona="", asked_at=START, since=START)

    await services.requests.change("REQ-1", lambda _: replace(request, news=(changed,)))

    assert [each.news for each in outbox.notices] == [changed]
    assert (await services.requests.known("REQ-1")).news == ()


async def test_without_listeners_a_change_costs_a_look_and_a_write() -> None:
    world = a_world()
    services, outbox = watched(world)
    before = world.mortality.calls

    await services.devices.change("SN-1", lambda _: parked(DEVICE))

    assert world.mortality.calls - before == 2
    assert outbox.sent == []


@pytest.mark.parametrize("pairing", [None, Pairing(rule="same order", employee_id="E-2")])
async def test_a_device_that_is_not_for_them_yet_answers_nobodys_task(
    pairing: Pairing | None,
) -> None:
    services, outbox = watched(a_world())
    await services.devices.put("SN-1", replace(DEVICE, stage=Stage.READY, pairing=pairing))
    task = WorkflowTask(workflow="W-1", task="T-1", result="R-1")
    claimed = Hire(employee_id="E-1", said_at=START, device="SN-1", task=task)

    await services.hires.change("E-1", lambda _: claimed)

    assert outbox.sent == []
    assert (await services.hires.known("E-1")).task == task
