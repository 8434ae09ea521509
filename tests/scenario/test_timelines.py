"""What happened, when, by which message, and by which request to Graph: told to the end."""

from datetime import timedelta

from shared.domain.commands import HireEvent
from shared.domain.device import Device
from shared.domain.shipment import ManifestLine
from shared.domain.timeline import Timeline
from simulator.queues import Delivery
from simulator.tenant import Entity
from simulator.world import START, World
from tests.journeys import (
    DAY,
    a_described_line,
    a_hire,
    a_line,
    a_preparing_world,
    a_world,
    hired,
    ship,
)

MINUTE = timedelta(minutes=1)


def traced(world: World) -> dict[str, Entity]:
    """Trace the tenant's requests from now on, by their ids."""
    seen: dict[str, Entity] = {}
    world.tenant.gate.trace = lambda line: seen.update({line["request_id"]: line})
    return seen


async def arrived(world: World, line: ManifestLine | None = None) -> Device:
    """Let a hire's device come from its announcement to the end of its deployment."""
    hired(world)
    await ship(world, line or a_line("SN-1", order_reference="PO-1"))
    await world.settle(DAY)
    return await world.device("SN-1")


async def told_of_hire(world: World) -> Timeline:
    (hire,) = await world.hires()
    return hire.timeline


async def test_the_timeline_of_a_device_tells_its_whole_journey() -> None:
    device = await arrived(a_world())

    assert [(entry.stage, entry.what) for entry in device.timeline] == [
        ("expected", "Announced with shipment SHP-1."),
        ("expected", "Paired: same order reference."),
        ("registering", "The hardware hash was submitted to Autopilot."),
        ("registered", "Seen in Autopilot."),
        ("grouped", "In its groups."),
        ("assigned", "Assigned to adele.vance@contoso.com."),
        ("ready", "The deployment profile is assigned and in sync."),
        ("deploying", "Switched on and enrolled."),
        ("deploying", "Device setup runs."),
        ("deploying", "Device setup is done; account setup runs."),
        ("deployed", "The deployment succeeded."),
    ]


async def test_every_line_names_the_message_that_led_to_it() -> None:
    world = a_world()
    delivered: set[str] = set()

    def seen(delivery: Delivery) -> bool:
        delivered.add(delivery.message.message_id or "")
        return False

    world.loses(seen)

    device = await arrived(world)

    causes = {entry.cause for entry in (*device.timeline, *await told_of_hire(world))}
    assert causes <= delivered
    assert len(causes) > 5


async def test_what_graph_told_names_the_request_that_told_it() -> None:
    world = a_world()
    trace = traced(world)

    device = await arrived(world)

    asked = {each.what: trace[each.request_id]["url"] for each in device.timeline[2:]}
    assert [url.partition("?")[0].split("/")[-1] for url in asked.values()][:2] == [
        "import",
        "windowsAutopilotDeviceIdentities",
    ]
    assert "/members?" in asked["In its groups."]
    assert device.identity_id in asked["Assigned to adele.vance@contoso.com."]
    assert asked["The deployment succeeded."].endswith("/autopilotEvents")


async def test_what_graph_did_not_tell_names_no_request() -> None:
    world = a_world()

    device = await arrived(world)

    assert [entry.request_id for entry in device.timeline[:2]] == ["", ""]
    assert {entry.request_id for entry in await told_of_hire(world)} == {""}


async def test_of_devices_in_one_batch_each_line_names_its_own_request() -> None:
    world = a_world()
    trace = traced(world)

    await ship(world, *(a_line(f"SN-{number}") for number in range(5)))
    await world.settle(timedelta(hours=1))

    for device in await world.devices():
        (seen,) = [each for each in device.timeline if each.what == "Seen in Autopilot."]
        assert f"'{device.serial}'" in trace[seen.request_id]["url"]


async def test_on_the_other_route_every_observation_names_its_request() -> None:
    world = a_preparing_world()
    trace = traced(world)

    device = await arrived(world, a_described_line("SN-1", order_reference="PO-1"))

    told = {each.what: trace[each.request_id]["url"] for each in device.timeline[3:]}
    assert told["Intune lists its identifier."].endswith("/searchExistingIdentities")
    assert "/members?" in told["adele.vance@contoso.com is in the user group."]


async def test_a_parked_device_names_the_request_that_was_refused() -> None:
    world = a_world()
    trace = traced(world)
    world.roles["add-to-group"] = ()

    device = await arrived(world)

    (parked,) = await world.parked()
    last = device.timeline[-1]
    assert (last.stage, last.request_id) == ("parked", parked.reason.evidence["request-id"])
    assert trace[last.request_id]["status"] == 403


async def test_the_timeline_of_a_hire_tells_what_hr_said_and_which_device_is_for_them() -> None:
    world = a_world()
    hired(world)
    await ship(world, a_line("SN-1", order_reference="PO-1"))
    await world.settle(MINUTE)
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + MINUTE, order_reference="PO-2"))
    await world.settle(MINUTE)
    hired(world, a_hire(HireEvent.CANCELLED, said_at=START + DAY, order_reference="PO-2"))
    await world.settle(MINUTE)

    assert [(entry.stage, entry.what) for entry in await told_of_hire(world)] == [
        ("starting", "HR announced this person."),
        ("starting", "Paired with SN-1: same order reference."),
        ("starting", "HR told anew: order reference."),
        ("starting", "SN-1 is no longer for them."),
        ("cancelled", "HR cancelled this hire."),
    ]


async def test_the_same_word_again_is_no_line() -> None:
    world = a_world()
    hired(world, times=3)
    await world.settle(MINUTE)
    hired(world, a_hire(HireEvent.CHANGED, said_at=START + MINUTE))
    await world.settle(MINUTE)

    assert len(await told_of_hire(world)) == 1
