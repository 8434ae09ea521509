"""Batches as they are written and read: the page "Combine multiple requests"."""

from datetime import timedelta

import httpx
import pytest

from shared.domain.autopilot import ImportOrder, ProfileStatus
from shared.domain.directory import User
from shared.domain.errors import Refused, Throttled, Unavailable
from simulator.hardware import hardware_hash
from tests.contract.tenants import found, the_error
from tests.graph_answers import Adapters, Graph, batched, told

ROBIN, KIM = "robin@contoso.example", "kim@contoso.example"
DONE = {"status": 204, "headers": {}}


def a_person(upn: str) -> dict[str, object]:
    return {"status": 200, "body": {"id": upn, "userPrincipalName": upn}}


async def test_a_batch_is_posted_to_the_version_of_its_requests() -> None:
    graph = Graph(batched(DONE, DONE), batched(DONE, DONE))
    adapters = Adapters(graph)

    await adapters.directory.users([ROBIN, KIM])
    await adapters.autopilot.profile_statuses(["i-1", "i-2"])

    assert [asked.url.path for asked in graph.asked] == ["/v1.0/$batch", "/beta/$batch"]
    assert [asked.method for asked in graph.asked] == ["POST", "POST"]


async def test_requests_are_relative_numbered_and_typed_when_they_have_a_body() -> None:
    graph = Graph(batched(DONE, DONE))

    await Adapters(graph).autopilot.set_group_tags({"i-1": "Office", "i-2": "Kiosk"})

    first, second = graph.body()["requests"]
    assert first | {"headers": {}} == {
        "id": "1",
        "method": "POST",
        "url": "/deviceManagement/windowsAutopilotDeviceIdentities/i-1/updateDeviceProperties",
        "headers": {},
        "body": {"groupTag": "Office"},
    }
    assert {name.title(): value for name, value in first["headers"].items()} == {
        "Accept": "application/json",
        "Content-Type": "application/json",
    }
    assert (second["id"], second["body"]) == ("2", {"groupTag": "Kiosk"})


async def test_a_request_without_a_body_has_none_in_a_batch() -> None:
    graph = Graph(batched(DONE, DONE))

    await Adapters(graph).autopilot.delete_imports(["r-1", "r-2"])

    for request in graph.body()["requests"]:
        assert "body" not in request
        assert "content-type" not in {name.lower() for name in request["headers"]}


async def test_no_batch_has_more_than_twenty_requests() -> None:
    graph = Graph(batched(*[DONE] * 20), batched(*[DONE] * 20), httpx.Response(204))

    await Adapters(graph).autopilot.unassign_users([f"i-{number}" for number in range(41)])

    assert [len(graph.body(number)["requests"]) for number in range(2)] == [20, 20]
    assert graph.asked[2].url.path.endswith("/i-40/unassignUserFromDevice")


async def test_answers_may_come_in_any_order() -> None:
    graph = Graph(batched({"id": "2"} | a_person(KIM), {"id": "1"} | a_person(ROBIN)))

    answers = await Adapters(graph).directory.users([ROBIN, KIM])

    assert [found(answers, each).id for each in (ROBIN, KIM)] == [ROBIN, KIM]


@pytest.mark.parametrize(
    "body",
    [
        {"responses": [{"id": "1"} | a_person(ROBIN)]},
        {"responses": [{"id": "1"} | a_person(ROBIN), {"id": "2", "status": "?"}]},
        {"responses": [{"id": "1"} | a_person(ROBIN), "torn"]},
    ],
)
async def test_an_answer_that_is_missing_is_worth_another_try(body: object) -> None:
    answers = await Adapters(Graph(told(200, body))).directory.users([ROBIN, KIM])

    assert isinstance(answers[ROBIN], User)
    assert isinstance(answers[KIM], Unavailable)


@pytest.mark.parametrize("body", [{}, {"responses": None}, []])
async def test_a_batch_without_answers_is_worth_another_try(body: object) -> None:
    answers = await Adapters(Graph(told(200, body))).directory.users([ROBIN, KIM])

    assert [type(each) for each in answers.values()] == [Unavailable, Unavailable]


async def test_an_item_is_throttled_as_long_as_its_own_header_says() -> None:
    error = {"error": {"code": "TooManyRequests", "message": "Too many."}}
    busy = {"status": 429, "headers": {"Retry-After": "2.128"}, "body": error}

    answers = await Adapters(Graph(batched(busy, a_person(KIM)))).directory.users([ROBIN, KIM])

    throttled = the_error(answers, ROBIN)
    assert isinstance(throttled, Throttled)
    assert throttled.after == timedelta(seconds=2.128)
    assert isinstance(answers[KIM], User)


@pytest.mark.parametrize(
    ("headers", "inner"), [({"request-id": "a1b2"}, {}), ({}, {"request-id": "a1b2"})]
)
async def test_an_items_refusal_is_evidence_with_its_request_id(
    headers: dict[str, str], inner: dict[str, str]
) -> None:
    error = {"code": "Authorization_RequestDenied", "message": "No.", "innerError": inner}
    refused = {"status": 403, "headers": headers, "body": {"error": error}}

    answers = await Adapters(Graph(batched(refused, DONE))).directory.users([ROBIN, KIM])

    told_of = the_error(answers, ROBIN)
    assert isinstance(told_of, Refused)
    assert told_of.reason.code == "forbidden"
    assert told_of.reason.evidence == {
        "operation": "looking up users",
        "status": "403",
        "code": "Authorization_RequestDenied",
        "request-id": "a1b2",
    }


async def test_a_gateways_page_in_place_of_an_item_counts_by_its_status() -> None:
    answers = await Adapters(
        Graph(batched({"status": 502, "body": "PGh0bWw+"}, a_person(KIM)))
    ).directory.users([ROBIN, KIM])

    assert isinstance(answers[ROBIN], Unavailable)


async def test_beta_answers_in_a_batch_too() -> None:
    read = {"status": 200, "body": {"deploymentProfileAssignmentStatus": "assignedInSync"}}

    answers = await Adapters(Graph(batched(read, read))).autopilot.profile_statuses(["1", "2"])

    assert set(answers.values()) == {ProfileStatus.IN_SYNC}


async def test_the_next_pages_of_several_lists_travel_in_one_batch() -> None:
    root = "https://graph.microsoft.com/v1.0/deviceManagement/windowsAutopilotDeviceIdentities"

    def a_page(number: int) -> dict[str, object]:
        body = {"value": [], "@odata.nextLink": f"{root}?$skiptoken={number}"}
        return {"status": 200, "body": body}

    last = {"status": 200, "body": {"value": []}}
    graph = Graph(batched(a_page(1), a_page(2)), batched(last, last))

    assert await Adapters(graph).autopilot.identities(["SN-1", "SN-2"]) == {}
    assert [request["url"].rpartition("?")[2] for request in graph.body(1)["requests"]] == [
        "$skiptoken=1",
        "$skiptoken=2",
    ]


async def test_a_hardware_hash_stands_in_the_upload_alone() -> None:
    message = f"Cannot convert the literal '{'T0EHAg' * 600}' to the expected type 'Edm.Binary'."
    graph = Graph(told(400, {"error": {"code": "BadRequest", "message": message}}))
    hashed = hardware_hash("SN-1", "Contoso", "Contoso 13")
    order = ImportOrder(serial="SN-1", hardware_hash=hashed, import_id="i")

    refused = the_error(await Adapters(graph).autopilot.import_devices([order]), "SN-1")

    assert isinstance(refused, Refused)
    assert refused.reason.code == "hash-not-base64"
    assert "T0EHAg" not in f"{refused!r} {refused.reason!r} {refused.__cause__!r}"
