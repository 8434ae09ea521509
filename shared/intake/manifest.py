"""The lines of a manifest: which may go on, and what is said of each.

Where a line comes from, JSON or a file, makes no difference here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from shared.domain import serials
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.intake.faults import Fault, Spelling, faults_of
from shared.intake.fields import PERSONAS
from shared.intake.lines import LineData, Lint, lint, serial_fault
from shared.intake.received import KeptHash, Terms
from shared.intake.verdicts import Outcome, Place, Verdict, note, refused
from shared.runtime.http import Problem

MOST_LINES = 5000

_TWICE = Reason(
    code="serial-twice",
    sentence="An earlier line of this shipment says something else of the same serial number.",
    remedy="Keep one line for each device.",
)
_REPEATED = note("line-repeated", "An earlier line of this shipment says the same.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line as it was found, and how its sender spells the fields.

    *faults* is what its format has against it, *notes* is what its format put right.
    """

    place: Place
    values: Any
    spelled: Spelling
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What is told of all lines, by whom, and what holds for those that do not say."""

    terms: Terms
    event: ShipmentEvent
    persona: str = ""
    order_reference: str = ""

    @property
    def registers(self) -> bool:
        """Whether devices will be registered, so that hashes, personas and tags matter.

        A hash kept for any other event would never be deleted.
        """
        return self.event is ShipmentEvent.DISPATCHED


@dataclass(slots=True, kw_only=True)
class Manifest:
    """The lines of one shipment so far: the good ones, and a verdict on each."""

    defaults: Defaults
    lines: dict[str, ManifestLine] = field(default_factory=dict[str, ManifestLine])
    hashes: list[KeptHash] = field(default_factory=list[KeptHash])
    verdicts: list[Verdict] = field(default_factory=list[Verdict])

    def read(self, raws: Iterable[RawLine]) -> None:
        """Judge lines one after the other; a ``Problem`` when there are too many."""
        for raw in raws:
            if len(self.verdicts) == MOST_LINES:
                raise too_many()
            self.verdicts.append(self._judged(raw))

    def _judged(self, raw: RawLine) -> Verdict:
        context = {PERSONAS: self.defaults.terms.personas}
        try:
            data = LineData.model_validate(raw.values, context=context)
        except ValidationError as error:
            faults = (*raw.faults, *faults_of(error, raw.spelled))
            return refused(raw.place, *faults, key=_key(raw.values))
        linted = lint(data, raw.spelled) if self.defaults.registers else Lint()
        wrong = (Fault(field=raw.spelled(name), reason=why) for name, why in self._wrong(data))
        faults = (*raw.faults, *wrong, *linted.faults)
        if faults:
            return refused(raw.place, *faults, key=_key(raw.values))
        return self._taken(raw, self._line(data, linted.decoded), linted)

    def _wrong(self, data: LineData) -> Iterator[tuple[str, Reason]]:
        """Say by field what a line must not say, its hash left aside."""
        wrong = serial_fault(data.serial)
        if wrong is not None:
            yield "serial", wrong
        if self.defaults.registers:
            persona = data.persona or self.defaults.persona
            yield from self.defaults.terms.permits.refusals(persona, data.group_tag)

    def _taken(self, raw: RawLine, line: ManifestLine, linted: Lint) -> Verdict:
        before = self.lines.setdefault(line.serial, line)
        notes = (*raw.notes, *linted.notes)
        if before is not line:
            return _again(raw, line.serial, notes, same=before == line)
        if linted.decoded is not None:
            self.hashes.append(KeptHash(serial=line.serial, decoded=linted.decoded))
        return _taken(raw, line.serial, notes)

    def _line(self, data: LineData, decoded: HardwareHash | None) -> ManifestLine:
        return ManifestLine(
            serial=serials.normalised(data.serial),
            manufacturer=data.manufacturer,
            model=data.model,
            product_key=data.product_key,
            group_tag=data.group_tag,
            persona=data.persona or self.defaults.persona,
            order_reference=data.order_reference or self.defaults.order_reference,
            fingerprint="" if decoded is None else decoded.fingerprint,
            person=data.person,
            employee_id=data.employee_id,
            location=data.location,
            request=data.request,
        )


def too_many() -> Problem:
    """Turn down a body with more lines than are read at once."""
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "lines-too-many",
        f"The body holds more than {MOST_LINES:,} lines. Send it in parts.",
    )


def _key(values: Any) -> str:  # noqa: ANN401  whatever JSON holds
    """Find the serial number of a refused line, if it is fit to be shown."""
    serial = str(values.get("serial", "")) if isinstance(values, dict) else ""
    return "" if serial_fault(serial.strip()) else serials.normalised(serial)


def _again(raw: RawLine, serial: str, notes: tuple[Fault, ...], *, same: bool) -> Verdict:
    """Judge a line whose serial number was there before."""
    named = raw.spelled("serial")
    if same:
        return _taken(raw, serial, (Fault(field=named, reason=_REPEATED), *notes))
    return refused(raw.place, Fault(field=named, reason=_TWICE), key=serial)


def _taken(raw: RawLine, serial: str, notes: tuple[Fault, ...]) -> Verdict:
    outcome = Outcome.NOTED if notes else Outcome.ACCEPTED
    return Verdict(place=raw.place, key=serial, outcome=outcome, remarks=notes)
