"""What is written to the logs names no person and gives no hash away."""

import json
from collections.abc import Mapping

from structlog.testing import capture_logs

from handlers.intake import receive_hire, receive_shipment
from shared.domain.hardware_hash import fingerprint
from shared.domain.stages import Stage
from shared.runtime.http import Request
from simulator.hardware import hardware_hash
from simulator.tenant import Outage, Person, Rule
from simulator.world import KEY, World
from tests.journeys import ADELE, a_world

GUEST = "guest.person@contoso.com"
NAME, EMPLOYEE = "Adele Vance-Sample", "EMP-4711"
HASH = hardware_hash("SN-1", "Contoso", "Contoso 13")


def an_event(kind: str, data: Mapping[str, object]) -> Request:
    event = {
        "specversion": "1.0",
        "id": f"{kind}-1",
        "source": "/tests",
        "type": kind,
        "time": "2026-01-05T08:00:00Z",
        "data": data,
    }
    return Request(
        headers={"content-type": "application/cloudevents+json", "x-groundcrew-key": KEY},
        route={"source": "groundcrew"},
        body=json.dumps(event).encode(),
    )


async def a_full_journey() -> World:
    world = a_world()
    world.tenant.user_changes(ADELE, Person(name=NAME))
    world.tenant.user_appears(GUEST, person=Person(name=NAME, user_type="Guest"))
    world.tenant.script.add(Rule(fault=Outage(), times=20, share=0.5))
    line = {"serial": "SN-1", "hardware_hash": HASH, "order_reference": "PO-1"}
    other = {"serial": "SN-2", "hardware_hash": HASH}
    third = {"serial": "SN-3", "person": GUEST}
    world.tenant.oem_registers("SN-3")
    hire = {"employee_id": EMPLOYEE, "user_principal_name": ADELE, "order_reference": "PO-1"}
    shipment = {"shipment_id": "SHP-1", "lines": [line, other, third]}
    await receive_hire(an_event("hire.created", hire), world.services)
    await receive_shipment(an_event("shipment.dispatched", shipment), world.services)
    world.ask_bytes("assign-user", f"{ADELE} {EMPLOYEE} {HASH}".encode(), "m-1")
    await world.settle()
    return world


async def test_no_person_and_no_hash_stands_in_any_line_of_the_log() -> None:
    with capture_logs() as entries:
        world = await a_full_journey()

    written = json.dumps(entries, default=str).casefold()
    secrets = [ADELE, GUEST, NAME, EMPLOYEE, HASH, HASH[:64], fingerprint(HASH)]
    stages = {device.serial: device.stage for device in await world.devices()}
    assert stages == {"SN-1": Stage.DEPLOYED, "SN-3": Stage.PARKED}
    assert len(entries) > 15
    assert [secret for secret in secrets if secret.casefold() in written] == []
