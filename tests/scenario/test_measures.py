"""What a journey leaves in what is measured."""

from datetime import timedelta

from shared.domain.stages import Stage
from shared.runtime import measures
from simulator.tenant import Rule, Throttle
from tests.journeys import ADELE, a_line, a_world, hired, ship
from tests.measuring import Reading, reading


def values(read: Reading, name: str, *attributes: str) -> dict[tuple[str, ...], float]:
    return {
        tuple(point.attributes[each] for each in attributes): point.value
        for point in read.points(name)
    }


async def a_journey() -> Reading:
    """Bring one device to its desk in bad weather, and set another aside."""
    with reading() as read:
        world = a_world()
        world.tenant.owned_elsewhere("SN-2")
        world.tenant.script.add(Rule(fault=Throttle(), times=5))
        hired(world)
        await ship(world, a_line("SN-1", order_reference="PO-1"), a_line("SN-2"))
        await world.settle()
        await world.passes(timedelta(hours=1))
        stages = {device.serial: device.stage for device in await world.devices()}
        assert stages == {"SN-1": Stage.DEPLOYED, "SN-2": Stage.PARKED}
        read.keep()
        return read


async def test_each_stage_that_a_device_left_is_measured_once() -> None:
    read = await a_journey()

    left = {point.attributes["stage"]: point.count for point in read.points("stage.duration")}
    assert left["ready"] == 1
    assert left["expected"] == 2


async def test_devices_are_counted_by_stage_and_route() -> None:
    read = await a_journey()

    counted = values(read, "devices", "stage", "route")
    assert counted == {("deployed", "autopilot"): 1, ("parked", "autopilot"): 1}


async def test_what_is_parked_is_counted_by_code_as_it_comes_and_as_it_stands() -> None:
    read = await a_journey()

    assert values(read, "park.records", "code") == {("owned-by-other-tenant",): 1}
    assert values(read, "parked", "code") == {("owned-by-other-tenant",): 1}


async def test_requests_to_graph_are_counted_by_operation_and_refusals_by_status() -> None:
    read = await a_journey()

    asked = values(read, "graph.requests", "operation")
    refused = values(read, "graph.refusals", "status")
    assert asked[("importing devices",)] >= 1
    assert refused[("429",)] == 5


async def test_starts_are_counted_by_verdict() -> None:
    read = await a_journey()

    assert values(read, "starts", "verdict") == {("on-track",): 1}


async def test_units_of_work_are_counted_by_what_they_are_and_how_they_ended() -> None:
    read = await a_journey()

    ended = {
        (point.attributes["kind"], point.attributes["outcome"])
        for point in read.points("unit.duration")
    }
    assert ended >= {("delivery", "done"), ("delivery", "postponed"), ("timer", "done")}


async def test_no_person_no_device_and_no_order_stands_in_what_is_measured() -> None:
    read = await a_journey()

    assert [each for each in (ADELE, "E-1", "SN-1", "SN-2", "PO-1") if each in read.text()] == []


async def test_what_nobody_reads_is_not_counted() -> None:
    world = a_world()
    hired(world)

    await world.settle()

    assert not measures.are_read()
