"""What suppliers send as a CSV: a notice that its devices were dispatched.

The query may say that something else became of them.
"""

from http import HTTPStatus

from shared.domain.shipment import ShipmentEvent
from shared.intake.bodies import text_of
from shared.intake.chunks import Notice, steps_of
from shared.intake.file_query import IDENTIFIERS, FileQuery, query_of
from shared.intake.manifest import Defaults, Manifest
from shared.intake.manifest_csv import ManifestFile
from shared.intake.received import Received, Terms, digest, receipt_of
from shared.intake.verdicts import Subject
from shared.runtime.http import Problem, Request

# A file without a shipment id is named after what is in it.
_NAMELESS = "csv-{:.12}"


def read_manifest_file(request: Request, terms: Terms) -> Received:
    """Read a CSV; the content type and the length have been checked."""
    query = query_of(request, terms)
    event = query.event or ShipmentEvent.DISPATCHED
    text, notes = text_of(request.body)
    file = ManifestFile(text, are_identifiers=query.format == IDENTIFIERS)
    manifest = Manifest(
        defaults=Defaults(
            terms=terms,
            event=event,
            persona=query.persona,
            order_reference=query.order_reference,
        )
    )
    manifest.read(file.lines())
    if not manifest.verdicts:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "csv-empty", "The file holds a header and no line."
        )
    content = digest(request.body)
    notice = Notice(
        event=event,
        shipment_id=query.shipment_id or _NAMELESS.format(content),
        receipt=file_receipt(query, content, terms),
        said_at=query.time,
    )
    return Received(
        receipt=notice.receipt,
        subject=Subject.DEVICE,
        verdicts=tuple(manifest.verdicts),
        steps=tuple(steps_of(notice, manifest.lines.values())),
        hashes=tuple(manifest.hashes),
        notes=(*notes, *file.notes()),
    )


def file_receipt(query: FileQuery, content: str, terms: Terms) -> str:
    """Name a delivery after its content, and after what the query says became of it."""
    event = (query.event,) if query.event else ()
    return receipt_of(terms.source.name, content, *event)
