"""The lines of a manifest: which may go on, and what is said of each.

Where a line comes from, JSON or a file, makes no difference here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from shared.domain import serials
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.domain.shipment import ManifestLine
from shared.intake.faults import Fault, Spelling, faults_of
from shared.intake.fields import PERSONAS
from shared.intake.lines import LineData, lint
from shared.intake.received import KeptHash
from shared.intake.verdicts import Outcome, Place, Verdict, note, refused
from shared.runtime.http import Problem

MOST_LINES = 5000

_TWICE = Reason(
    code="serial-twice",
    sentence="An earlier line of this shipment says something else of the same serial number.",
    remedy="Keep one line for each device.",
)
_REPEATED = note("line-repeated", "An earlier line of this shipment says the same.")
_REPAIRED = note("hash-repaired", "The padding or the spacing of the hardware hash was put right.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """A line as it was found, and how its sender spells the fields.

    *faults* is what its format has against it.
    """

    place: Place
    values: Any
    spelled: Spelling
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for the lines that do not say, and the personas there are.

    *hashes* says whether this event has any use for hashes.
    """

    personas: Collection[str]
    persona: str = ""
    order_reference: str = ""
    hashes: bool = True


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
        try:
            data = LineData.model_validate(raw.values, context={PERSONAS: self.defaults.personas})
        except ValidationError as error:
            faults = (*raw.faults, *faults_of(error, raw.spelled))
            return refused(raw.place, *faults, key=_key(raw.values))
        wrong = serials.fault_of(data.serial)
        decoded, faults = lint(data, raw.spelled) if self.defaults.hashes else (None, ())
        if wrong:
            faults = (Fault(field=raw.spelled("serial"), reason=wrong), *faults)
        if raw.faults or faults:
            return refused(raw.place, *raw.faults, *faults, key=_key(raw.values))
        return self._taken(raw, self._line(data, decoded), decoded)

    def _taken(self, raw: RawLine, line: ManifestLine, decoded: HardwareHash | None) -> Verdict:
        serial = line.serial
        before = self.lines.setdefault(serial, line)
        if before is not line:
            return _again(raw, serial, same=before == line)
        if decoded is not None:
            self.hashes.append(KeptHash(serial=serial, decoded=decoded))
            if decoded.repaired:
                return _noted(raw, serial, "hardware_hash", _REPAIRED)
        return Verdict(place=raw.place, key=serial)

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
    return "" if serials.fault_of(serial) else serials.normalised(serial)


def _again(raw: RawLine, serial: str, *, same: bool) -> Verdict:
    """Judge a line whose serial number was there before."""
    if same:
        return _noted(raw, serial, "serial", _REPEATED)
    return refused(raw.place, Fault(field=raw.spelled("serial"), reason=_TWICE), key=serial)


def _noted(raw: RawLine, serial: str, name: str, reason: Reason) -> Verdict:
    remark = Fault(field=raw.spelled(name), reason=reason)
    return Verdict(place=raw.place, key=serial, outcome=Outcome.NOTED, remarks=(remark,))
