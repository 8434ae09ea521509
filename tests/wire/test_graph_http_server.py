"""What Graph's HTTP face does around the operations: tokens, envelopes, faults, traces."""

import base64
import json
from datetime import timedelta
from time import perf_counter
from typing import Any

import pytest
from aiohttp import ClientConnectionError

from simulator.clock import JumpingClock
from simulator.identity import IdentityServer
from simulator.tenant import LostAnswer, Operation, Outage, Rule, Slowness, Tenant, Throttle
from tests.graph_wire import Wire
from tests.tenancy import START, a_line

IDENTITIES = "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities"
IMPORT = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities/import"


def foreign_token() -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"iss": "somebody"}).encode()).decode()
    return f"e30.{claims}."


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Basic abc",
        "Bearer nonsense",
        "Bearer a.%%%.c",
        f"Bearer {foreign_token()}",
        f"Bearer {IdentityServer().issue('https://servicebus.azure.net')}",
        f"Bearer {IdentityServer(clock=JumpingClock(START - timedelta(days=900))).issue()}",
    ],
)
async def test_without_a_valid_token_nothing_is_served(wire: Wire, authorization: str) -> None:
    answer = await wire.ask("GET", IDENTITIES, headers={"Authorization": authorization})

    assert answer.status == 401
    assert answer.body["error"]["code"] == "InvalidAuthenticationToken"


async def test_a_refusal_comes_in_graphs_envelope(wire: Wire) -> None:
    headers = {"Authorization": f"Bearer {wire.token}", "client-request-id": "ours"}

    answer = await wire.ask("GET", f"{IDENTITIES}/unknown", headers=headers)

    inner = answer.body["error"]["innerError"]
    assert set(answer.body["error"]) == {"code", "message", "innerError"}
    assert (inner["date"], inner["client-request-id"]) == ("2026-03-02T08:00:00", "ours")
    assert answer.headers["client-request-id"] == "ours"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1.0/deviceManagement/nothing", 400),
        ("GET", "/v2.0/users", 400),
        ("GET", "/", 400),
        ("PATCH", f"{IDENTITIES}/x", 404),
    ],
)
async def test_an_unknown_address_is_refused(
    wire: Wire, method: str, path: str, status: int
) -> None:
    answer = await wire.ask(method, path)

    assert answer.status == status
    assert answer.body["error"]["message"]


async def test_a_body_that_is_no_json_is_refused(wire: Wire) -> None:
    headers = {"Authorization": f"Bearer {wire.token}"}
    url = wire.base_url + IMPORT

    async with wire.session.post(url, data=b"{", headers=headers) as response:
        answer = await response.json()

    assert response.status == 400
    assert answer["error"]["message"] == "Unable to read JSON request payload."


async def test_throttling_says_how_long_to_wait(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(fault=Throttle(retry_after=2.128)))

    answer = await wire.ask("GET", IDENTITIES)

    assert (answer.status, answer.headers["Retry-After"]) == (429, "2.128")


async def test_an_outage_need_not_say_how_long_it_lasts(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(fault=Outage()))

    answer = await wire.ask("GET", IDENTITIES)

    assert answer.status == 503
    assert "Retry-After" not in answer.headers


async def test_a_lost_answer_may_be_a_closed_connection(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORT_DEVICES, fault=LostAnswer(hangs_up=True)))
    body = {"importedWindowsAutopilotDeviceIdentities": [a_line("SN-1")]}

    with pytest.raises(ClientConnectionError):
        await wire.ask("POST", IMPORT, body)

    assert len(tenant.imports("SN-1")) == 1


async def test_a_slow_answer_takes_real_time(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(fault=Slowness(milliseconds=80)))

    began = perf_counter()
    answer = await wire.ask("GET", IDENTITIES)

    assert answer.status == 200
    assert perf_counter() - began >= 0.08


async def test_every_request_is_counted_and_traced_as_it_was_sent(
    tenant: Tenant, wire: Wire
) -> None:
    entries: list[dict[str, Any]] = []
    tenant.trace_to(entries.append)
    line = a_line("SN-1")

    await wire.ask("POST", IMPORT, {"importedWindowsAutopilotDeviceIdentities": [line]})
    await wire.ask("GET", f"{IDENTITIES}?%24top=1")
    await wire.ask("GET", "/v1.0/nothing")

    assert [(each["method"], each["url"], each["status"]) for each in entries] == [
        ("POST", IMPORT, 200),
        ("GET", f"{IDENTITIES}?$top=1", 200),
        ("GET", "/v1.0/nothing", 400),
    ]
    assert line["hardwareIdentifier"] not in json.dumps(entries)
    assert tenant.counts.requests == 3
