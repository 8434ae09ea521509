"""The lines of a manifest: what each must hold before it may go on.

The hash is linted here, long before anybody asks Graph.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.domain import hardware_hash, serials
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.domain.shipment import ManifestLine
from shared.intake.faults import Fault, Spelling, faults_of
from shared.intake.fields import PERSONAS, Persona, Raw, Tag, Text, Upn
from shared.intake.received import KeptHash
from shared.intake.verdicts import Outcome, Place, Verdict, note, refused
from shared.runtime.http import Problem

MOST_LINES = 5000
# Four times what devices print; it has to fit into one property of a table row.
LONGEST_HASH = 16_384

_AGAIN = "Ask the supplier to collect the hardware hash again, on this machine."
_HASH = "hardware_hash"
_TOO_LONG = Reason(
    code="hash-too-long",
    sentence=f"The hardware hash has more than {LONGEST_HASH:,} characters.",
    remedy=_AGAIN,
)
_TWICE = Reason(
    code="serial-twice",
    sentence="An earlier line of this shipment says something else of the same serial number.",
    remedy="Keep one line for each device.",
)
_REPEATED = note("line-repeated", "An earlier line of this shipment says the same.")
_REPAIRED = note("hash-repaired", "The padding or the spacing of the hardware hash was put right.")


class LineData(BaseModel):
    """The fields of a line, as any format names them."""

    serial: Raw = ""
    hardware_hash: Raw = ""
    manufacturer: Text = ""
    model: Text = ""
    product_key: Tag = ""
    group_tag: Text = ""
    persona: Persona = ""
    order_reference: Text = ""
    person: Upn = ""
    employee_id: Text = ""


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
            return refused(raw.place, *raw.faults, *faults_of(error, raw.spelled))
        wrong = serials.fault_of(data.serial)
        key = "" if wrong else serials.normalised(data.serial)
        decoded, faults = self._decoded(data, raw.spelled)
        if wrong:
            faults = (Fault(field=raw.spelled("serial"), reason=wrong), *faults)
        if raw.faults or faults:
            return refused(raw.place, *raw.faults, *faults, key=key)
        return self._taken(raw, self._line(data, decoded), decoded)

    def _taken(self, raw: RawLine, line: ManifestLine, decoded: HardwareHash | None) -> Verdict:
        serial = line.serial
        before = self.lines.setdefault(serial, line)
        if before is not line:
            return _again(raw, serial, same=before == line)
        if decoded is not None:
            self.hashes.append(KeptHash(serial=serial, decoded=decoded))
            if decoded.repaired:
                return _noted(raw, serial, _HASH, _REPAIRED)
        return Verdict(place=raw.place, key=serial)

    def _decoded(
        self, data: LineData, spelled: Spelling
    ) -> tuple[HardwareHash | None, tuple[Fault, ...]]:
        """Read the hash, if there is one that matters, and hold it against the line."""
        if not data.hardware_hash or not self.defaults.hashes:
            return None, ()
        if len(data.hardware_hash) > LONGEST_HASH:
            return None, (Fault(field=spelled(_HASH), reason=_TOO_LONG),)
        read = hardware_hash.read(data.hardware_hash)
        if isinstance(read, Reason):
            return None, (Fault(field=spelled(_HASH), reason=read),)
        found = _disagreements(data, read)
        return read, tuple(Fault(field=spelled(name), reason=reason) for name, reason in found)

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


def _again(raw: RawLine, serial: str, *, same: bool) -> Verdict:
    """Judge a line whose serial number was there before."""
    if same:
        return _noted(raw, serial, "serial", _REPEATED)
    return refused(raw.place, Fault(field=raw.spelled("serial"), reason=_TWICE), key=serial)


def _noted(raw: RawLine, serial: str, name: str, reason: Reason) -> Verdict:
    remark = Fault(field=raw.spelled(name), reason=reason)
    return Verdict(place=raw.place, key=serial, outcome=Outcome.NOTED, remarks=(remark,))


def _disagreements(data: LineData, read: HardwareHash) -> Iterator[tuple[str, Reason]]:
    """Find what the hash says of its machine that the line says otherwise."""
    if not serials.fault_of(data.serial):
        wrong = hardware_hash.mismatch(read, data.serial)
        if wrong is not None:
            yield _HASH, wrong
    for name in ("manufacturer", "model"):
        declared, found = getattr(data, name), getattr(read, name)
        if declared and found and not _agree(declared, found):
            yield (
                name,
                Reason(
                    code=f"{name}-disagrees",
                    sentence=f"The line names another {name} than its hardware hash.",
                    remedy=f"Send the {name} as the machine itself reports it, or leave it out.",
                ),
            )


def _agree(one: str, other: str) -> bool:
    """Whether two spellings can mean the same: "Dell" and "DELL Inc." can."""
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return shorter in longer


def _words(text: str) -> str:
    """Leave only words, each between blanks."""
    letters = "".join(each if each.isalnum() else " " for each in text.casefold())
    return f" {' '.join(letters.split())} "
