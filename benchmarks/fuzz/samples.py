"""Good bodies: what our own senders say, and every recorded payload that there is."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.fuzz.words import CSV, EDI, EVENT
from simulator.hardware import hardware_hash
from simulator.stack.plan import APP

SERIALS = tuple(f"SN-FUZZ-{number}" for number in range(200))
_HASHES = {serial: hardware_hash(serial, "Contoso", "Contoso 13") for serial in SERIALS[:40]}
# Letters of each hash that stand in no other.
HASH_PIECES = tuple(
    text[at : at + 40] for text in _HASHES.values() for at in (len(text) // 2, len(text) - 60)
)
DECISIONS = ("approve", "refuse", "order", "cancel", "burn")
_RECORDED = APP / "tests" / "data"
_LARGEST = 200_000  # bytes of a recorded payload that is still thrown often
_PEOPLE, _SHIPMENTS = 60, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body and its content type."""

    content: bytes
    kind: bytes


def good_body(random: Random, intake: str, source: str) -> Body:
    """Make a body that could be meant, for a way in and the source that uses it."""
    told = recorded().get(source, ())
    if told and random.random() < 0.7:  # noqa: PLR2004  mostly as its vendor writes
        return random.choice(told)
    return random.choice(_WRITERS.get(intake, (_request,)))(random)


@cache
def recorded() -> Mapping[str, tuple[Body, ...]]:
    """Read the payloads under tests/data, by the folders and files that name a source."""
    found: dict[str, list[Body]] = {}
    files = sorted(path for path in _RECORDED.rglob("*") if path.is_file())
    for path in files:
        if path.stat().st_size > _LARGEST:
            continue
        body = Body(content=path.read_bytes(), kind=_kind(path))
        for part in path.relative_to(_RECORDED).parts:
            found.setdefault(part.split(".", 1)[0], []).append(body)
    return {name: tuple(bodies) for name, bodies in found.items()}


def _kind(path: Path) -> bytes:
    return {".csv": CSV, ".edi": EDI, ".x12": EDI}.get(path.suffix, b"application/json")


def _hire(random: Random) -> Body:
    number = random.randrange(_PEOPLE)
    data = {
        "employee_id": f"E-{number}",
        "user_principal_name": f"person{number}@contoso.com",
        "start_date": f"2026-{random.randrange(1, 13):02}-01",
        "persona": random.choice(("office", "engineer", "field")),
        "location": random.choice(("Seattle", "Munich")),
        "order_reference": f"PO-{number}",
    }
    return _event(random, random.choice(("created", "changed", "cancelled")), "hire", data)


def _shipment(random: Random) -> Body:
    data = {
        "shipment_id": f"S-{random.randrange(_SHIPMENTS)}",
        "lines": [_line(random) for _ in range(random.randrange(1, 4))],
    }
    kind = random.choice(("dispatched", "dispatched", "delivered", "cancelled", "returned"))
    return _event(random, kind, "shipment", data)


def _line(random: Random) -> dict[str, str]:
    serial = random.choice(SERIALS)
    line = {"serial": serial, "group_tag": "OFFICE"}
    if serial in _HASHES:
        line["hardware_hash"] = _HASHES[serial]
    return line


def _file(random: Random) -> Body:
    lines = [_line(random) for _ in range(random.randrange(1, 5))]
    rows = [
        f"{line['serial']},,{line.get('hardware_hash', '')},{line['group_tag']}" for line in lines
    ]
    header = "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag"
    return Body(content="\r\n".join((header, *rows)).encode(), kind=CSV)


def _notice(random: Random) -> Body:
    """Write a ship notice as EDI has it; the interchange's first segment has a fixed width."""
    items = "".join(
        f"HL*{number}*1*I~LIN**VP*LAPTOP-13~SN1**1*EA~REF*SE*{random.choice(SERIALS)}~"
        for number in range(2, random.randrange(3, 6))
    )
    text = (
        "ISA*00*          *00*          *ZZ*SUPPLIER       *ZZ*GROUNDCREW     "
        "*260105*0800*U*00401*000000001*0*P*>~GS*SH*SUPPLIER*GROUNDCREW*20260105*0800*1*X*004010~"
        f"ST*856*0001~BSN*00*S-{random.randrange(_SHIPMENTS)}*20260105*0800~HL*1**S~"
        f"{items}CTT*1~SE*9*0001~GE*1*1~IEA*1*000000001~"
    )
    return Body(content=text.encode(), kind=EDI)


def _request(random: Random) -> Body:
    number = random.randrange(_PEOPLE)
    content = {
        "id": f"REQ-{random.randrange(100)}",
        "person": f"person{number}@contoso.com",
        "employee_id": f"E-{number}",
        "persona": random.choice(("office", "engineer", "field")),
        "location": "Seattle",
        "needed_by": "2027-01-04",
    }
    return Body(content=json.dumps(content).encode(), kind=b"application/json")


def _decision(random: Random) -> Body:
    content = {
        "by": random.choice(("manager@contoso.com", "person1@contoso.com")),
        "why": "It is needed.",
        "order_reference": f"PO-{random.randrange(_PEOPLE)}",
    }
    return Body(content=json.dumps(content).encode(), kind=b"application/json")


def _event(random: Random, word: str, noun: str, data: Mapping[str, Any]) -> Body:
    content = {
        "specversion": "1.0",
        "type": f"{noun}.{word}",
        "source": "/fuzz",
        "id": f"{random.getrandbits(64):x}",
        "data": data,
    }
    return Body(content=json.dumps(content).encode(), kind=EVENT)


_WRITERS: Mapping[str, tuple[Callable[[Random], Body], ...]] = {
    "hr": (_hire,),
    "procurement": (_shipment, _file, _notice),
    "requests": (_request, _decision),
}
