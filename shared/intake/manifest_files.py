"""What suppliers send as a file: an Autopilot CSV is a notice that its devices were dispatched."""

from http import HTTPStatus

from pydantic import BaseModel, ValidationError

from shared.domain.shipment import ShipmentEvent
from shared.intake.bodies import text_of
from shared.intake.chunks import Notice, steps_of
from shared.intake.faults import faults_of
from shared.intake.fields import PERSONAS, Persona, Text
from shared.intake.manifest import Defaults, Manifest
from shared.intake.manifest_csv import ManifestFile
from shared.intake.received import Received, Terms, digest, receipt_of
from shared.intake.verdicts import Subject, problem_error
from shared.runtime.http import Problem, Request

# A file without a shipment id is named after what is in it.
_NAMELESS = "csv-{:.12}"


class _Query(BaseModel):
    shipment_id: Text = ""
    order_reference: Text = ""
    persona: Persona = ""


def read_manifest_file(request: Request, terms: Terms) -> Received:
    """Read a CSV; the content type and the length have been checked."""
    query = _query(request, terms)
    text, notes = text_of(request.body)
    file = ManifestFile(text)
    manifest = Manifest(
        defaults=Defaults(
            personas=terms.personas,
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
        event=ShipmentEvent.DISPATCHED,
        shipment_id=query.shipment_id or _NAMELESS.format(content),
        receipt=receipt_of(terms.source.name, content),
    )
    return Received(
        receipt=notice.receipt,
        subject=Subject.DEVICE,
        verdicts=tuple(manifest.verdicts),
        steps=tuple(steps_of(notice, manifest.lines.values())),
        hashes=tuple(manifest.hashes),
        notes=(*notes, *file.header.notes),
    )


def _query(request: Request, terms: Terms) -> _Query:
    try:
        return _Query.model_validate(dict(request.query), context={PERSONAS: terms.personas})
    except ValidationError as error:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "query-wrong",
            "The query of the address holds values that cannot be used.",
            tuple(problem_error(fault) for fault in faults_of(error, lambda name: f"query.{name}")),
        ) from error
