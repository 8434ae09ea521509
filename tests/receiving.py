"""Builders of an intake without a tenant, and of what is sent to it."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from handlers.intake import receive_hire, receive_shipment
from shared.domain.commands import Command, NewHire, Shipment
from shared.domain.flightplan import DeviceGroup, FlightPlan, Persona
from shared.domain.messages import Message
from shared.domain.shipment import ManifestLine
from shared.domain.sources import OWN, Source
from shared.runtime.envelope import decode
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.secrets import Secrets
from shared.runtime.services import Ports, Services, assemble
from simulator.clock import JumpingClock
from simulator.hardware import hardware_hash
from simulator.store import MemoryRows
from simulator.twins import TwinEndpoints

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
# Whoever asks the tenant in these tests fails.
NO_TENANT: Any = None
KEY = "the-key-of-the-intake"
PERSONAS = {
    name: Persona(
        name=name, groups=(DeviceGroup(name=f"{name} devices"),), group_tag=f"{name}-tag".upper()
    )
    for name in ("office", "lab")
}


@dataclass(slots=True)
class CollectingOutbox:
    """Keeps what is sent."""

    sent: list[Message] = field(default_factory=list[Message])

    async def send(self, message: Message) -> None:
        self.sent.append(message)


@dataclass(frozen=True, slots=True)
class Intake:
    services: Services
    outbox: CollectingOutbox

    @property
    def messages(self) -> list[Message]:
        return self.outbox.sent

    @property
    def commands(self) -> list[Command]:
        return [decode(message.body).command for message in self.messages]

    @property
    def hires(self) -> list[NewHire]:
        return [command for command in self.commands if isinstance(command, NewHire)]

    @property
    def lines(self) -> list[ManifestLine]:
        shipments = [command for command in self.commands if isinstance(command, Shipment)]
        return [line for shipment in shipments for line in shipment.lines]

    async def hr(self, body: bytes, **how: Any) -> Reply:  # noqa: ANN401  passed on
        return await answered(receive_hire, a_request(body, **how), self.services)

    async def procurement(self, body: bytes, **how: Any) -> Reply:  # noqa: ANN401  passed on
        return await answered(receive_shipment, a_request(body, **how), self.services)


async def answered(receive: Any, request: Request, services: Services) -> Reply:  # noqa: ANN401  either intake
    """Answer as the edge does."""
    try:
        reply: Reply = await receive(request, services)
    except Problem as problem:
        return problem.reply()
    return reply


def an_intake(*sources: Source) -> Intake:
    """An intake that takes from these sources, or from Groundcrew's own."""
    outbox = CollectingOutbox()
    ports = Ports(
        autopilot=NO_TENANT,
        directory=NO_TENANT,
        preparation=NO_TENANT,
        monitoring=NO_TENANT,
        workflows=NO_TENANT,
        endpoints=TwinEndpoints(),
        outbox=outbox,
        rows=MemoryRows(),
        clock=JumpingClock(NOW),
        secrets=Secrets({"GROUNDCREW_KEY": KEY}),
    )
    taken = {source.name: source for source in sources or (OWN,)}
    plan = FlightPlan(personas=PERSONAS, default_persona="office", sources=taken)
    return Intake(assemble(ports, plan), outbox)


def a_request(
    body: bytes,
    kind: str = "application/json",
    source: str = "groundcrew",
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
) -> Request:
    return Request(
        headers={"content-type": kind, "x-groundcrew-key": KEY, **(headers or {})},
        route={"source": source},
        query=query or {},
        body=body,
    )


def an_event(kind: str, data: Any, **other: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    event = {"specversion": "1.0", "id": "e-1", "source": "/hr", "type": kind, "data": data}
    return event | other


def a_hire_event(kind: str = "hire.created", **data: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    said = {"employee_id": "E-1"} | data
    return an_event(kind, said, time="2026-03-01T09:00:00Z")


def a_shipment_event(*lines: Any, kind: str = "dispatched", **data: Any) -> dict[str, Any]:  # noqa: ANN401  any JSON
    said = {"shipment_id": "S-1", "lines": list(lines)} | data
    return an_event(f"shipment.{kind}", said, source="/supplier")


def a_hash(serial: str = "SN-1", maker: str = "Contoso", model: str = "Contoso 13") -> str:
    return hardware_hash(serial, maker, model)


def as_json(content: Any) -> bytes:  # noqa: ANN401  any JSON
    return json.dumps(content).encode()


def content_of(reply: Reply) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(reply.body)
    return content


def codes_of(reply: Reply) -> list[str]:
    """The codes of a receipt's lines or of a problem's errors."""
    content = content_of(reply)
    return [entry.get("code", "") for entry in content.get("lines") or content.get("errors", [])]


def fields_of(reply: Reply) -> list[str]:
    content = content_of(reply)
    return [entry.get("field", "") for entry in content.get("lines") or content.get("errors", [])]
