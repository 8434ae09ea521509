"""A manifest in parts that fit onto the queue.

A message stays below 64 KB whatever its lines hold.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from shared.domain.commands import Shipment
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.intake.received import Step, digest

MOST_LINES = 50
# What is left of 64,000 bytes for an envelope with the longest shipment id.
MOST_BYTES = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is told of all lines, and the receipt that names the telling."""

    event: ShipmentEvent
    shipment_id: str
    receipt: str
    said_at: datetime | None = None


def steps_of(notice: Notice, lines: Iterable[ManifestLine]) -> Iterator[Step]:
    """Make a step of every part.

    The step is named after what it says, too: a notice that comes again with
    its refused lines mended must not pass for the one that was carried out.
    """
    for number, (chunk, written) in enumerate(_chunks(lines)):
        command = Shipment(
            event=notice.event,
            shipment_id=notice.shipment_id,
            lines=chunk,
            said_at=notice.said_at,
        )
        said = digest(f"{notice.event}/{notice.shipment_id}/{notice.said_at}/{written}".encode())
        yield Step(command=command, origin=f"{notice.receipt}/{number}/{said}")


def _chunks(lines: Iterable[ManifestLine]) -> Iterator[tuple[tuple[ManifestLine, ...], str]]:
    """Cut the lines, each part with its own spelling in JSON."""
    chunk: list[ManifestLine] = []
    written: list[str] = []
    size = 0
    for line in lines:
        text = json.dumps(asdict(line), separators=(",", ":"))
        full = len(chunk) == MOST_LINES or size + len(text) >= MOST_BYTES
        if chunk and full:
            yield tuple(chunk), ",".join(written)
            chunk, written, size = [], [], 0
        chunk.append(line)
        written.append(text)
        size += len(text) + 1
    if chunk:
        yield tuple(chunk), ",".join(written)
