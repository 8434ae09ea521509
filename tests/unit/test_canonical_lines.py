"""Each unit of work ends with one line, however it ends."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.sweeping import sweep
from shared.domain.commands import AssignUser
from shared.runtime.http import Problem, Reply, Request, reply
from shared.runtime.responder import respond
from shared.runtime.services import Services
from shared.runtime.unit import LINES
from simulator.tenant import Rule, Throttle
from simulator.world import World
from tests.journeys import a_line, a_world, ship

GRAPH = {"graph_requests", "graph_exchanges", "graph_refused", "graph_throttled"}


async def lines_of(
    world: World, limit: timedelta = timedelta(minutes=4)
) -> list[Mapping[str, Any]]:
    with capture_logs() as entries:
        await world.settle(limit)
    return [entry for entry in entries if entry["event"] in LINES]


async def told(answer: Any) -> Mapping[str, Any]:  # noqa: ANN401  what answers, rightly or not
    world = a_world()
    with capture_logs() as entries, suppress(KeyError):
        await respond(Request(), answer, lambda: world.services)
    (line,) = (entry for entry in entries if entry["event"] in LINES)
    return line


async def test_a_delivery_ends_with_one_line_that_tells_all_of_it() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))

    first, second, *_ = await lines_of(world)

    assert (first["event"], first["follow_ups"], first["graph_requests"]) == ("delivery.done", 1, 0)
    assert (second["event"], second["serial"], second["tries"]) == ("delivery.done", "SN-1", 1)
    assert second["graph_requests"] >= second["graph_exchanges"] > 0
    assert second.keys() >= GRAPH | {"duration_ms", "throttle_wait_ms", "outcome", "correlation"}


async def test_a_delivery_that_is_postponed_says_why_and_what_graph_refused() -> None:
    world = a_world()
    world.tenant.script.add(Rule(fault=Throttle(retry_after=30), times=1))
    await ship(world, a_line("SN-1"))

    lines = await lines_of(world)

    (line,) = (each for each in lines if each["event"] == "delivery.postponed")
    assert (line["graph_refused"], line["graph_throttled"]) == (1, 1)
    assert line["reason"]
    assert line["seconds"] >= 30


async def test_a_message_that_is_no_command_ends_with_the_code_it_is_parked_for() -> None:
    world = a_world()
    world.ask_bytes("assign-user", b"[]", "m-1")

    (line,) = [each for each in await lines_of(world) if each["event"] != "timer.done"]

    assert (line["event"], line["log_level"], line["code"]) == (
        "delivery.parked",
        "warning",
        "message-foreign",
    )


async def test_a_command_that_came_again_says_so() -> None:
    world = a_world()
    world.ask(AssignUser(serials=("SN-1",)), origin="here", times=2)

    lines = await lines_of(world)

    assert [
        each.get("repeated", False) for each in lines if "follow_ups" in each or "repeated" in each
    ]
    assert sum(each.get("repeated", False) for each in lines) == 1


async def test_a_sweep_ends_with_one_line() -> None:
    world = a_world()

    with capture_logs() as entries:
        await sweep(world.services)

    (line,) = (entry for entry in entries if entry["event"] in LINES)
    assert (line["event"], line["devices"]) == ("timer.done", 0)


async def test_a_request_that_is_answered_tells_its_status() -> None:
    async def answers(_: Request, __: Services) -> Reply:
        return reply({}, HTTPStatus.ACCEPTED)

    line = await told(answers)

    assert (line["event"], line["function"], line["status"]) == ("request.answered", "answers", 202)


async def test_a_request_that_is_refused_tells_the_code_of_the_problem() -> None:
    async def refuses(_: Request, __: Services) -> Reply:
        raise Problem(HTTPStatus.CONFLICT, "request-exists", "Hanna asked before.")

    line = await told(refuses)

    assert (line["event"], line["status"], line["code"]) == (
        "request.answered",
        409,
        "request-exists",
    )


async def test_what_nobody_foresaw_is_told_by_its_class_and_escapes() -> None:
    async def stumbles(_: Request, __: Services) -> Reply:
        raise KeyError("Hanna Virtanen")

    line = await told(stumbles)

    assert (line["event"], line["log_level"], line["error"]) == (
        "request.failed",
        "error",
        "KeyError",
    )
    assert "Hanna" not in str(line)
    with pytest.raises(KeyError):
        await respond(Request(), stumbles, lambda: a_world().services)


async def test_duration_is_real_time_whatever_the_clock_says() -> None:
    world = a_world()

    async def sleeps(_: Request, services: Services) -> Reply:
        await services.clock.sleep(timedelta(hours=1))
        return reply({})

    with capture_logs() as entries:
        await respond(Request(), sleeps, lambda: world.services)

    assert entries[-1]["duration_ms"] < 60_000
