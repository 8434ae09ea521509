"""Questions over HTTP, their answers, and problems as RFC 9457 has them."""

import json
from http import HTTPStatus
from typing import Any

import pytest

from handlers import health, hire_inquiry, inquiry, park_inquiry
from shared.domain.errors import Misconfigured, Reason, Rejected, Unavailable
from shared.domain.rows import RowPage
from shared.runtime.http import PROBLEM, Problem, Reply, Request
from shared.runtime.responder import respond
from shared.runtime.services import Ports, Services, assemble
from simulator.store import MemoryRows
from simulator.world import World
from tests.journeys import ADELE, a_line, a_plan, a_world, hired, ship


async def a_busy_world() -> World:
    world = a_world()
    hired(world)
    world.tenant.owned_elsewhere("SN-3")
    await ship(world, a_line("SN-1", order_reference="PO-1"), a_line("SN-2"), a_line("SN-3"))
    await world.settle()
    return world


def told(body: bytes) -> Any:  # noqa: ANN401  any JSON
    return json.loads(body)


async def test_a_device_is_shown_with_its_timeline() -> None:
    world = await a_busy_world()

    shown = await inquiry.show_device(Request(route={"serial": " sn-1"}), world.services)

    device = told(shown.body)
    assert shown.status == 200
    assert device["serial"] == "SN-1"
    assert device["stage"] == "deployed"
    assert device["person"] == ADELE
    assert device["paired_by"] == "same order reference"
    assert device["waiting_for"] is None
    assert device["timeline"][0]["what"] == "Announced with shipment SHP-1."


async def test_a_hire_is_shown_with_their_device() -> None:
    world = await a_busy_world()

    shown = await hire_inquiry.show_hire(Request(route={"employee_id": "E-1"}), world.services)

    hire = told(shown.body)
    assert (hire["device"], hire["start_date"]) == ("SN-1", "2026-02-02")


async def test_a_parked_thing_is_shown_with_its_remedy_and_without_its_message() -> None:
    world = await a_busy_world()

    shown = await park_inquiry.list_parked(Request(), world.services)

    (parked,) = told(shown.body)["items"]
    assert (parked["serial"], parked["code"]) == ("SN-3", "owned-by-other-tenant")
    assert "deregister" in parked["remedy"]
    assert "message" not in parked


async def test_pages_follow_each_other_without_a_gap() -> None:
    world = await a_busy_world()
    serials: list[str] = []
    continuation: str | None = ""

    while continuation is not None:
        query = {"limit": "2", "continuation": continuation}
        page = told((await inquiry.list_devices(Request(query=query), world.services)).body)
        serials += [device["serial"] for device in page["items"]]
        continuation = page["continuation"]

    assert serials == ["SN-1", "SN-2", "SN-3"]


@pytest.mark.parametrize(
    "limit", ["0", "1001", "-1", "1.5", "", "ten", "\u0663", "9" * 400, "00000000100000"]
)
async def test_a_limit_out_of_range_is_a_bad_request(limit: str) -> None:
    with pytest.raises(Problem) as caught:
        await hire_inquiry.list_hires(Request(query={"limit": limit}), a_world().services)

    assert caught.value.status == HTTPStatus.BAD_REQUEST
    assert caught.value.errors[0]["field"] == "limit"


@pytest.mark.parametrize("continuation", ["x", "[]", '{"a":1}', "[1,2]"])
async def test_a_page_that_nobody_named_is_a_bad_request(continuation: str) -> None:
    request = Request(query={"continuation": continuation})

    with pytest.raises(Problem) as caught:
        await inquiry.list_devices(request, a_world().services)

    assert caught.value.status == HTTPStatus.BAD_REQUEST
    assert caught.value.code == "continuation-unreadable"


async def test_what_is_unknown_is_not_found() -> None:
    services = a_world().services

    with pytest.raises(Problem, match="No device has this serial number"):
        await inquiry.show_device(Request(route={"serial": "SN-9"}), services)
    with pytest.raises(Problem, match="No hire has this employee id") as caught:
        await hire_inquiry.show_hire(Request(route={"employee_id": "E-9"}), services)
    assert caught.value.reply().status == 404


async def test_no_answer_holds_a_hash_or_an_id_of_ours() -> None:
    world = await a_busy_world()
    devices = await world.devices()
    secret = {
        value
        for device in devices
        for value in (device.line.fingerprint, device.identity_id, device.object_id)
        if value
    }

    pages = [
        await ask(Request(), world.services)
        for ask in (inquiry.list_devices, hire_inquiry.list_hires, park_inquiry.list_parked)
    ]

    assert len(secret) == 7
    assert [value for value in secret for page in pages if value.encode() in page.body] == []


def test_a_problem_has_the_members_of_rfc_9457_and_ours() -> None:
    wrong = {"field": "serial", "line": 3, "code": "serial-missing", "detail": "-", "remedy": "-"}

    reply = Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "nothing-accepted", "No.", (wrong,)).reply()

    assert reply.status == 422
    assert reply.content_type == PROBLEM == "application/problem+json; charset=utf-8"
    assert told(reply.body) == {
        "type": "urn:groundcrew:problem:nothing-accepted",
        "title": HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        "status": 422,
        "code": "nothing-accepted",
        "detail": "No.",
        "errors": [wrong],
    }


def test_a_problem_without_a_list_has_none() -> None:
    assert "errors" not in told(Problem(HTTPStatus.NOT_FOUND, "unknown", "No.").reply().body)


async def answer_to(error: Exception) -> Reply:
    async def answer(_: Request, __: Services) -> Reply:
        raise error

    return await respond(Request(), answer, lambda: a_world().services)


async def test_our_own_failure_says_what_to_do() -> None:
    reason = Reason(code="queue-missing", sentence="There is no queue.", remedy="Deploy again.")

    answer = await answer_to(Misconfigured(reason))

    assert (answer.status, told(answer.body)["code"]) == (500, "queue-missing")
    assert told(answer.body)["detail"] == "There is no queue. Deploy again."


async def test_a_service_that_does_not_answer_asks_for_patience() -> None:
    answer = await answer_to(Unavailable("the store is down"))

    assert (answer.status, told(answer.body)["code"]) == (503, "try-again")


async def test_a_store_that_is_down_is_no_mistake_of_the_caller() -> None:
    refused = Rejected(Reason(code="forbidden", sentence="The store says no.", remedy="Grant."))

    answer = await respond(Request(), inquiry.list_devices, lambda: over(Down(refused)))

    assert (answer.status, told(answer.body)["code"]) == (500, "forbidden")


async def test_what_nobody_foresaw_is_no_problem_but_a_bug() -> None:
    with pytest.raises(ZeroDivisionError):
        await answer_to(ZeroDivisionError())


def test_a_content_type_counts_without_its_parameters() -> None:
    request = Request(headers={"content-type": " Text/CSV ; charset=utf-8"})

    assert request.media_type == "text/csv"
    assert Request().media_type == ""


class Down(MemoryRows):
    """A store that is down."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    async def page(self, *_: object) -> RowPage:
        raise self._error


def over(rows: MemoryRows) -> Services:
    up = a_world().services
    ports = Ports(
        autopilot=up.autopilot,
        directory=up.directory,
        preparation=up.preparation,
        monitoring=up.monitoring,
        workflows=up.workflows,
        endpoints=up.endpoints,
        outbox=up.outbox,
        rows=rows,
        clock=up.clock,
        secrets=up.secrets,
    )
    return assemble(ports, a_plan())


async def test_the_app_is_ready_while_its_store_answers() -> None:
    ready = await health.ready(Request(), a_world().services)

    assert (ready.status, told(ready.body)["status"]) == (200, "ready")


async def test_the_app_is_not_ready_while_its_store_is_down() -> None:
    ready = await health.ready(Request(), over(Down(Unavailable("the store does not answer"))))

    assert ready.status == 503
    assert told(ready.body)["checks"]["store"].endswith("does not answer")
