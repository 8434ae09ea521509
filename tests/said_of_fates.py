"""What suppliers and HR say of the machines of a storm, as they write it."""

from collections.abc import Sequence
from typing import Any

from simulator.hardware import hardware_hash
from tests.fates import Machine, line_of

type Json = dict[str, Any]

EVENT = {"Content-Type": "application/cloudevents+json"}


def shipment_of(name: str, machines: Sequence[Machine]) -> Json:
    return event_of("shipment.dispatched", name, shipment_id=name, lines=[*map(written, machines)])


def written(machine: Machine) -> Json:
    """Write a manifest line as a supplier does, with the hash itself."""
    line = line_of(machine)
    told = {
        "serial": line.serial,
        "manufacturer": line.manufacturer,
        "model": line.model,
        "person": line.person,
        "order_reference": line.order_reference,
        "persona": line.persona,
    }
    text = hardware_hash(line.serial, line.manufacturer, line.model) if line.fingerprint else ""
    return told | {"hardware_hash": text}


def hire_of(machine: Machine) -> Json:
    serial = machine.serial
    told = {"user_principal_name": machine.upn, "order_reference": serial}
    return event_of("hire.created", f"HR-{serial}", employee_id=serial, **told)


def event_of(kind: str, name: str, **data: object) -> Json:
    return {"specversion": "1.0", "type": kind, "source": "/tests", "id": name, "data": data}
