"""What suppliers send as EDI X12: each 856 in an interchange is a notice of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from shared.intake.bodies import text_of
from shared.intake.chunks import steps_of
from shared.intake.faults import Fault, fault
from shared.intake.file_query import query_of
from shared.intake.manifest import MOST_LINES, Defaults, Manifest, too_many
from shared.intake.manifest_files import file_receipt
from shared.intake.oddities import Oddities
from shared.intake.received import KeptHash, Received, Step, Terms, digest
from shared.intake.ship_beginnings import Beginnings
from shared.intake.ship_notice import ShipNotice
from shared.intake.verdicts import Place, Subject, Verdict, refused
from shared.intake.x12 import Interchanges, Transaction
from shared.runtime.http import Problem, Request

_SHIP_NOTICE = "856"
_NOT_A_NOTICE = (
    "transaction-unknown",
    "The transaction set is no ship notice.",
    "Send transaction sets 856 (ship notice/manifest) alone.",
)
_NO_SERIALS = (
    "edi-without-serials",
    "The ship notice holds no serial number.",
    "Send them in REF*SE, or say in the flight plan where they are: edi.serial_qualifiers.",
)


@dataclass(slots=True, kw_only=True)
class _Notices:
    """What was made of the notices so far."""

    beginnings: Beginnings
    verdicts: list[Verdict] = field(default_factory=list[Verdict])
    steps: list[Step] = field(default_factory=list[Step])
    hashes: list[KeptHash] = field(default_factory=list[KeptHash])

    def read(self, transaction: Transaction, event: int | None) -> None:
        """Read one; *event* is its number where there are several."""
        self.verdicts += self._read(transaction, event)
        if len(self.verdicts) > MOST_LINES:
            raise too_many()

    def _read(self, transaction: Transaction, event: int | None) -> Iterator[Verdict]:
        place = Place(event=event, line=transaction.number)
        if transaction.kind != _SHIP_NOTICE:
            yield refused(place, fault("ST01", _NOT_A_NOTICE))
            return
        terms, query = self.beginnings.terms, self.beginnings.query
        said = ShipNotice(transaction, terms.source.edi, self.beginnings.oddities)
        notice = self.beginnings.notice_of(said.beginning)
        if isinstance(notice, Fault):
            yield refused(place, notice)
            return
        manifest = Manifest(
            defaults=Defaults(
                terms=terms,
                event=notice.event,
                persona=query.persona,
                order_reference=query.order_reference,
            )
        )
        manifest.read(said.lines(event))
        if not manifest.verdicts:
            yield refused(place, fault("", _NO_SERIALS))
        yield from manifest.verdicts
        self.hashes += manifest.hashes
        self.steps += steps_of(notice, manifest.lines.values())


def read_edi_file(request: Request, terms: Terms) -> Received:
    """Read an interchange; the content type and the length have been checked."""
    query, oddities = query_of(request, terms), Oddities()
    receipt = file_receipt(query, digest(request.body), terms)
    text, notes = text_of(request.body)
    transactions = tuple(Interchanges(text, oddities).transactions())
    if not transactions:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "edi-empty", "The file holds no transaction set."
        )
    read = _Notices(
        beginnings=Beginnings(query=query, terms=terms, receipt=receipt, oddities=oddities)
    )
    for index, transaction in enumerate(transactions, start=1):
        read.read(transaction, index if len(transactions) > 1 else None)
    return Received(
        receipt=receipt,
        subject=Subject.DEVICE,
        verdicts=tuple(read.verdicts),
        steps=tuple(read.steps),
        hashes=tuple(read.hashes),
        notes=(*notes, *oddities.notes()),
    )
