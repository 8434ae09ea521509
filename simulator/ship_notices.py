"""Writes a shipment as an EDI X12 856, as public implementation guides of version 4010 show it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from simulator.cargo import Machine, Manifest

_SENDER, _RECEIVER = "LITWARE", "CONTOSO"


def ship_notice(manifest: Manifest, at: datetime) -> bytes:
    """Write one interchange that holds one notice, with a line for each segment."""
    notice = list(_notice(manifest, at))
    parties = f"ZZ*{_SENDER:15}*ZZ*{_RECEIVER:15}"
    segments = (
        f"ISA*00*{'':10}*00*{'':10}*{parties}*{at:%y%m%d}*{at:%H%M}*U*00401*000000012*0*P*>",
        f"GS*SH*{_SENDER}*{_RECEIVER}*{at:%Y%m%d}*{at:%H%M}*12*X*004010",
        *notice,
        f"SE*{len(notice) + 1}*0001",
        "GE*1*12",
        "IEA*1*000000012",
    )
    return "".join(f"{segment}~\n" for segment in segments).encode()


def _notice(manifest: Manifest, at: datetime) -> Iterator[str]:
    items = [(model, tuple(same)) for model, same in groupby(manifest.machines, _model)]
    yield "ST*856*0001"
    yield f"BSN*00*{manifest.shipment_id}*{at:%Y%m%d}*{at:%H%M}*0001"
    yield "HL*1**S"
    yield f"N1*ST*CONTOSO*92*{manifest.ship_to}"
    yield "HL*2*1*O"
    yield f"PRF*{manifest.order_reference}"
    for number, (model, machines) in enumerate(items, start=1):
        yield from _item(number, model, machines)
    yield f"CTT*{len(items)}"


def _item(number: int, model: str, machines: Sequence[Machine]) -> Iterator[str]:
    yield f"HL*{number + 2}*2*I"
    yield f"LIN*{number}*MF*{machines[0].manufacturer}*MN*{model}"
    yield f"SN1*{number}*{len(machines)}*EA"
    for machine in machines:
        yield f"REF*SE*{machine.serial}"


def _model(machine: Machine) -> str:
    return machine.model
