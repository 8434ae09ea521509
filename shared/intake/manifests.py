"""Every form of a shipping notice, told apart by its content type and how it begins."""

from collections.abc import Callable
from http import HTTPStatus

from shared.intake.bodies import CSV, check, text_of
from shared.intake.cloud_events import ACCEPTED
from shared.intake.edi_files import read_edi_file
from shared.intake.manifest_files import read_manifest_file
from shared.intake.received import Received, Terms
from shared.intake.shipments import read_shipments
from shared.runtime.http import Problem, Request

EDI = "application/edi-x12"
TEXT = "text/plain"

type _Reader = Callable[[Request, Terms], Received]


def read_manifest(request: Request, terms: Terms) -> Received:
    """Read a shipping notice in whichever form it comes."""
    check(request, (*ACCEPTED, *_READERS))
    return _READERS.get(request.media_type, read_shipments)(request, terms)


def _read_text(request: Request, terms: Terms) -> Received:
    text, _ = text_of(request.body)
    if not text.lstrip().startswith("ISA"):
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "content-type-unknown",
            f"Plain text is read when it is EDI X12, beginning with ISA. Send a CSV as {CSV}.",
        )
    return read_edi_file(request, terms)


_READERS: dict[str, _Reader] = {
    CSV: read_manifest_file,
    EDI: read_edi_file,
    "text/x12": read_edi_file,
    TEXT: _read_text,
}
