"""A supplier's trace goes on from its webhook to the last request to Graph."""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cli.addresses import Address
from cli.client import Client
from cli.exits import Trouble
from simulator.friendly import set_up
from simulator.hardware import hardware_hash
from simulator.queues import Message
from simulator.stack import Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.tenant import Latencies, Person, Tenant
from tests.collecting import Collector, a_collector

type Json = Mapping[str, Any]

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
NONSENSE = "00-hanna-virtanen-01"
PROPERTIES = ("Diagnostic-Id", "traceparent")
CALLER = "00f067aa0ba902b7"
UPN = "hanna.virtanen@contoso.com"
SHIPMENT = {
    "specversion": "1.0",
    "type": "shipment.dispatched",
    "source": "/tests",
    "id": "s-1",
    "data": {
        "shipment_id": "SHP-1",
        "lines": [
            {
                "serial": "SN-1",
                "hardware_hash": hardware_hash("SN-1", "Contoso", "Contoso 13"),
                "person": UPN,
            }
        ],
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flown:
    """What went over the wires while one device came to its desk."""

    graph: Sequence[Json]
    messages: Sequence[Message]
    log: str
    collector: Collector

    def lines(self) -> Iterator[Json]:
        """List the app's own lines of the log."""
        for found in re.findall(r"\{.*\}", self.log):
            with suppress(ValueError):
                line = json.loads(found)
                if "event" in line:
                    yield line


def arrange(tenant: Tenant, began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)
    tenant.user_appears(UPN, began, Person(name="Hanna Virtanen"))


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return asyncio.run(fly(tmp_path_factory.mktemp("tracing")))


async def fly(state: Path) -> Flown:
    """Send one shipment within a trace, and one notice that is refused with a trace of nonsense."""
    graph: list[Json] = []
    seen: dict[str, Message] = {}
    async with a_collector() as collector:
        plan = StackPlan(
            speed=600,
            state=state,
            arrange_tenant=arrange,
            latencies=Latencies.instant(),
            settings=collector.settings,
        )
        async with (
            Stack(plan) as stack,
            Client(Address(url=stack.base_url, key=stack.key)) as client,
        ):
            stack.tenant.trace_to(graph.append)
            await posted(client, {**SHIPMENT, "type": "shipment.burnt"}, NONSENSE)
            await posted(client, SHIPMENT, f"00-{TRACE}-{CALLER}-01")
            await deployed(client, stack, seen)
            await asyncio.sleep(1.5)  # the exporters' turn
        log = (state / "host.log").read_text(encoding="utf-8")
    return Flown(graph=graph, messages=tuple(seen.values()), log=log, collector=collector)


async def posted(client: Client, event: Json, trace: str) -> None:
    headers = {"Content-Type": "application/cloudevents+json", "traceparent": trace}
    with suppress(Trouble):
        await client.post("procurement/groundcrew", json.dumps(event).encode(), headers)


async def deployed(client: Client, stack: Stack, seen: dict[str, Message]) -> None:
    """Wait for the device, and look at every queue meanwhile."""
    async with asyncio.timeout(90):
        while (device := await client.one("devices", "SN-1")) is None or device[
            "stage"
        ] != "deployed":
            for name in stack.names:
                for peeked in stack.queues.peek(name, 100):
                    seen[str(peeked.message.message_id)] = peeked.message
            await asyncio.sleep(0.02)


def test_every_message_of_the_journey_carries_the_trace(flown: Flown) -> None:
    told = {str(each.properties[name]) for each in flown.messages for name in PROPERTIES}

    assert {each.split("-")[1] for each in told} == {TRACE}
    assert len(flown.messages) >= 4


def test_every_delivery_of_the_journey_is_within_the_trace(flown: Flown) -> None:
    deliveries = [line for line in flown.lines() if line["event"].startswith("delivery.")]

    assert {line["trace_id"] for line in deliveries} == {TRACE}
    assert {line["queue"] for line in deliveries} >= {"shipment", "register-devices"}


def test_every_request_to_graph_carries_the_trace_and_those_of_a_sweep_its_own(
    flown: Flown,
) -> None:
    traces = {line["traceparent"].split("-")[1] for line in flown.graph}
    sweeps = {line["trace_id"] for line in flown.lines() if line["event"] == "timer.done"}

    assert TRACE in traces
    assert TRACE not in sweeps
    assert traces - {TRACE} <= sweeps
    assert len(flown.graph) > 10


def test_every_request_to_graph_is_a_span_of_its_own(flown: Flown) -> None:
    spans = {span.span_id.hex() for span in flown.collector.spans()}

    assert {line["traceparent"].split("-")[2] for line in flown.graph} <= spans


def test_the_spans_of_the_trace_are_one_tree_under_the_caller(flown: Flown) -> None:
    spans = [span for span in flown.collector.spans() if span.trace_id.hex() == TRACE]
    known = {span.span_id.hex() for span in spans}
    roots = [span.name for span in spans if span.parent_span_id.hex() not in known]

    assert roots == ["receive_shipment"]
    assert {span.parent_span_id.hex() for span in spans if span.name in roots} == {CALLER}


def test_a_traceparent_that_is_none_is_replaced_and_repeated_nowhere(flown: Flown) -> None:
    answered = [line for line in flown.lines() if line.get("function") == "receive_shipment"]
    (refused,) = (line for line in answered if line["status"] >= 400)

    assert re.fullmatch("[0-9a-f]{32}", refused["trace_id"])
    assert refused["trace_id"] != TRACE
    assert NONSENSE not in flown.log + flown.collector.text()
