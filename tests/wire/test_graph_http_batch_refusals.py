"""What is no batch, or no request within one."""

import base64
import json
from typing import Any

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire
from tests.tenancy import a_line

IMPORTS = "/deviceManagement/importedWindowsAutopilotDeviceIdentities"


UPLOAD = {"importedWindowsAutopilotDeviceIdentities": [a_line("SN-1")]}


def get(number: object, *depends_on: str) -> dict[str, Any]:
    return {"id": str(number), "method": "GET", "url": IMPORTS, "dependsOn": list(depends_on)}


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"requests": []},
        {"requests": [get(number) for number in range(21)]},
        {"requests": [get("a"), get("A")]},
        {"requests": [{"method": "GET", "url": IMPORTS}]},
        {"requests": [{"id": "1", "url": IMPORTS}]},
        {"requests": [{"id": "1", "method": "GET"}]},
        {"requests": [get("") | {"id": ""}]},
        {"requests": [get(1) | {"headers": "none"}]},
        {"requests": ["GET"]},
        {"requests": [get(1, "2"), get(2)]},
        {"requests": [get(1), get(2, "3")]},
        {"requests": [get(1), get(2, "1"), get(3), get(4, "3")]},
        {"requests": [get(1), get(2), get(3, "1", "2")]},
    ],
)
async def test_a_malformed_batch_is_refused_and_carries_nothing_out(
    tenant: Tenant, wire: Wire, body: object
) -> None:
    answer = await wire.ask("POST", "/v1.0/$batch", body)

    assert answer.status == 400
    assert set(answer.body["error"]) == {"code", "message", "innerError"}
    assert (tenant.counts.requests, tenant.counts.round_trips) == (1, 1)


async def test_twenty_requests_are_a_batch(tenant: Tenant, wire: Wire) -> None:
    requests = [get(number) for number in range(20)]

    answer = await wire.ask("POST", "/beta/$batch", {"requests": requests})

    assert {each["status"] for each in answer.body["responses"]} == {200}
    assert tenant.counts.requests == 20


@pytest.mark.parametrize("depends_on", [["1", "2"], ["1", "1"]])
async def test_dependencies_in_a_row_or_on_the_same_one_are_understood(
    wire: Wire, depends_on: list[str]
) -> None:
    requests = [get(1), *(get(number, each) for number, each in enumerate(depends_on, 2))]

    answer = await wire.ask("POST", "/v1.0/$batch", {"requests": requests})

    assert answer.status == 200


@pytest.mark.parametrize(
    "item",
    [
        {"method": "POST", "url": f"{IMPORTS}/import", "body": UPLOAD},
        {"method": "POST", "url": f"{IMPORTS}/import", "headers": {"Accept": "x"}, "body": UPLOAD},
        {"method": "POST", "url": IMPORTS, "headers": {"content-type": "x"}, "body": "%%%"},
        {"method": "GET", "url": f"https://graph.microsoft.com/v1.0{IMPORTS}"},
        {"method": "GET", "url": f"/v1.0{IMPORTS}"},
        {"method": "POST", "url": "/$batch"},
    ],
)
async def test_a_malformed_item_fails_alone(
    tenant: Tenant, wire: Wire, item: dict[str, Any]
) -> None:
    answer = await wire.ask("POST", "/v1.0/$batch", {"requests": [{"id": "1"} | item, get(2)]})

    found = {each["id"]: each for each in answer.body["responses"]}
    assert (answer.status, found["1"]["status"], found["2"]["status"]) == (200, 400, 200)
    assert found["1"]["body"]["error"]["innerError"]
    assert tenant.imports() == []


async def test_an_address_with_a_host_is_told_to_be_relative(wire: Wire) -> None:
    item = get(1) | {"url": f"https://graph.microsoft.com/v1.0{IMPORTS}"}

    answer = await wire.ask("POST", "/v1.0/$batch", {"requests": [item]})

    message = answer.body["responses"][0]["body"]["error"]["message"]
    assert message == "The url of request '1' must be relative."


@pytest.mark.parametrize("blanks", [0, 1, 2])
async def test_a_body_may_be_base64_for_addresses_without_its_padding(
    tenant: Tenant, wire: Wire, blanks: int
) -> None:
    text = json.dumps(UPLOAD) + " " * blanks
    encoded = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    headers = {"Content-Type": "application/json"}
    item = {"method": "POST", "url": f"{IMPORTS}/import", "headers": headers, "body": encoded}

    await wire.ask("POST", "/v1.0/$batch", {"requests": [{"id": "1"} | item]})

    assert len(tenant.imports("SN-1")) == 1


async def test_a_batch_needs_a_token(wire: Wire) -> None:
    answer = await wire.ask("POST", "/v1.0/$batch", {"requests": [get(1)]}, headers={})

    assert answer.status == 401


async def test_a_batch_is_posted(wire: Wire) -> None:
    assert (await wire.ask("GET", "/v1.0/$batch")).status == 400
