"""Batches, as in "Combine multiple HTTP requests using JSON batching"."""

import base64
import hashlib
import json
from collections.abc import Mapping
from time import perf_counter
from typing import Any

import pytest
from aiohttp import ClientConnectionError

from simulator.tenant import LostAnswer, Operation, Outage, Rule, Slowness, Tenant, Throttle
from tests.graph_wire import Answer, Wire
from tests.tenancy import a_line

IMPORTS = "/deviceManagement/importedWindowsAutopilotDeviceIdentities"
JSON = {"Content-Type": "application/json"}


def get(number: object, url: str = IMPORTS, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    return {"id": str(number), "method": "GET", "url": url} | more


def upload(number: object, serial: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    body = {"importedWindowsAutopilotDeviceIdentities": [a_line(serial)]}
    asked = {"id": str(number), "method": "POST", "url": f"{IMPORTS}/import", "body": body}
    return asked | {"headers": JSON} | more


async def batch(wire: Wire, *requests: Mapping[str, Any], version: str = "v1.0") -> Answer:
    return await wire.ask("POST", f"/{version}/$batch", {"requests": list(requests)})


async def items(wire: Wire, *requests: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    answer = await batch(wire, *requests)
    assert answer.status == 200
    assert set(answer.body) == {"responses"}
    return {each["id"]: each for each in answer.body["responses"]}


async def test_one_exchange_carries_several_requests(tenant: Tenant, wire: Wire) -> None:
    found = await items(wire, upload(1, "SN-1"), get(2), get(3, "/groups/nothing"))

    assert [found[number]["status"] for number in "123"] == [200, 200, 404]
    assert found["2"]["body"]["value"][0]["serialNumber"] == "SN-1"
    assert (tenant.counts.requests, tenant.counts.round_trips) == (3, 1)


async def test_a_batch_is_of_one_version(tenant: Tenant, wire: Wire) -> None:
    tenant.oem_registers("SN-1")
    address = "/deviceManagement/windowsAutopilotDeviceIdentities"

    plain = (await batch(wire, get(1, address))).body["responses"][0]["body"]
    beta = (await batch(wire, get(1, address), version="beta")).body["responses"][0]["body"]
    mixed = await items(wire, get(1, f"/beta{address}"))

    assert "deploymentProfileAssignmentStatus" not in plain["value"][0]
    assert "deploymentProfileAssignmentStatus" in beta["value"][0]
    assert mixed["1"]["status"] == 400


async def test_answers_come_in_another_order_than_asked(wire: Wire) -> None:
    orders = []
    for _ in range(5):
        answer = await batch(wire, *(get(number) for number in range(4)))
        orders.append([each["id"] for each in answer.body["responses"]])

    assert ["0", "1", "2", "3"] not in orders
    assert len({tuple(order) for order in orders}) > 1


async def test_what_has_no_content_has_no_body(tenant: Tenant, wire: Wire) -> None:
    tenant.user_appears("robin@contoso.com")
    group = tenant.group_exists("Office")
    user = tenant.user("robin@contoso.com")["id"]
    reference = {"@odata.id": f"{wire.base_url}/v1.0/directoryObjects/{user}"}
    add = {"id": "1", "method": "post", "url": f"groups/{group}/members/$ref"}

    found = await items(wire, add | {"headers": JSON, "body": reference})

    assert found["1"]["status"] == 204
    assert "body" not in found["1"]
    assert len(tenant.members(group)) == 1


async def test_a_query_in_a_batch_is_understood(tenant: Tenant, wire: Wire) -> None:
    tenant.oem_registers("SN-1")
    tenant.oem_registers("SN-2")
    address = "/deviceManagement/windowsAutopilotDeviceIdentities?$filter=contains(serialNumber,"

    found = await items(wire, get(1, f"{address}'SN-1')"), get(2, f"{address}%27SN-2%27)"))

    assert [found[n]["body"]["value"][0]["serialNumber"] for n in "12"] == ["SN-1", "SN-2"]


async def test_one_item_is_throttled_with_its_own_wait(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORTS, first=2, fault=Throttle(retry_after=2.128)))

    found = await items(wire, get(1), get(2), get(3))

    assert [found[number]["status"] for number in "123"] == [200, 429, 200]
    assert found["2"]["headers"]["Retry-After"] == "2.128"
    assert "Retry-After" not in found["1"]["headers"]


async def test_a_refused_item_has_graphs_envelope(wire: Wire) -> None:
    headers = {"client-request-id": "ours"}

    found = await items(wire, get(1, f"{IMPORTS}/nobody", headers=headers), get(2, "/nothing"))

    for number in "12":
        error = found[number]["body"]["error"]
        assert set(error) == {"code", "message", "innerError"}
        assert set(error["innerError"]) == {"date", "request-id", "client-request-id"}
        assert found[number]["headers"]["Content-Type"] == "application/json"
    assert found["1"]["body"]["error"]["innerError"]["client-request-id"] == "ours"


async def test_what_depends_on_a_failure_fails_and_has_no_effect(
    tenant: Tenant, wire: Wire
) -> None:
    found = await items(
        wire,
        get("a", f"{IMPORTS}/nobody"),
        upload("b", "SN-1", dependsOn=["A"]),
        get("c", dependsOn=["b"]),
    )

    assert [found[name]["status"] for name in "abc"] == [404, 424, 424]
    assert found["c"]["body"]["error"]["innerError"]
    assert tenant.imports() == []


async def test_what_depends_on_a_success_is_done_after_it(wire: Wire) -> None:
    found = await items(wire, upload(1, "SN-1"), get(2, dependsOn=["1"]), get(3, dependsOn=["1"]))

    assert [len(found[number]["body"]["value"]) for number in "23"] == [1, 1]


async def test_a_lost_answer_within_a_batch_is_a_gateways_timeout(
    tenant: Tenant, wire: Wire
) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORT_DEVICES, fault=LostAnswer(hangs_up=True)))

    found = await items(wire, upload(1, "SN-1"), get(2))

    assert [found[number]["status"] for number in "12"] == [504, 200]
    assert len(tenant.imports("SN-1")) == 1


async def test_a_batch_can_fail_as_a_whole(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.BATCH, fault=Outage(retry_after=1.5)))

    answer = await batch(wire, upload(1, "SN-1"))

    assert (answer.status, answer.headers["Retry-After"]) == (503, "1.5")
    assert answer.body["error"]["code"] == "ServiceUnavailable"
    assert tenant.imports() == []


async def test_a_batch_can_be_lost_as_a_whole(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.BATCH, fault=LostAnswer(hangs_up=True)))

    with pytest.raises(ClientConnectionError):
        await batch(wire, upload(1, "SN-1"), upload(2, "SN-2"))

    assert len(tenant.imports()) == 2


async def test_a_slow_item_makes_the_batch_slow(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORTS, fault=Slowness(milliseconds=80)))

    began = perf_counter()
    await items(wire, get(1), get(2))

    assert perf_counter() - began >= 0.08


async def test_the_items_of_a_batch_are_traced_without_hashes(tenant: Tenant, wire: Wire) -> None:
    entries: list[dict[str, Any]] = []
    tenant.trace_to(entries.append)
    written = {"importedWindowsAutopilotDeviceIdentities": [line := a_line("SN-1")]}
    encoded = base64.urlsafe_b64encode(json.dumps(written).encode()).rstrip(b"=").decode()

    found = await items(wire, upload(1, "SN-1", body=encoded), get(2))

    assert found["1"]["status"] == 200
    assert [(each["method"], each["url"], each["status"]) for each in entries] == [
        ("POST", f"/v1.0{IMPORTS}/import", 200),
        ("GET", f"/v1.0{IMPORTS}", 200),
        ("POST", "/v1.0/$batch", 200),
    ]
    digest = hashlib.sha256(line["hardwareIdentifier"].encode()).hexdigest()
    assert digest in json.dumps(entries)
    assert line["hardwareIdentifier"] not in json.dumps(entries)
    assert encoded not in json.dumps(entries)
