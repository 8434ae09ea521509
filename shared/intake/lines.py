"""One line of a manifest, and the lint of its hardware hash.

A hash that cannot be this machine's is found out here, long before anybody asks Graph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from shared.domain import hardware_hash, serials
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.intake.faults import Fault, Spelling
from shared.intake.fields import Persona, Raw, Tag, Text, Upn
from shared.intake.verdicts import note

# Four times what devices print; it has to fit into one property of a table row.
LONGEST_HASH = 16_384

_HASH = "hardware_hash"
_TOO_LONG = Reason(
    code="hash-too-long",
    sentence=f"The hardware hash has more than {LONGEST_HASH:,} characters.",
    remedy="Ask the supplier to collect the hardware hash again, on this machine.",
)
_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")
_ROUNDED = Reason(
    code="serial-scientific",
    sentence="Excel has turned the serial number into a rounded number such as 1.23E+11.",
    remedy="Format the column as text before Excel opens the file, and send it again.",
)
_REPAIRED = note("hash-repaired", "The padding or the spacing of the hardware hash was put right.")
_OTHER_MODEL = note("model-disagrees", "The line names another model than its hardware hash.")


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
    location: Text = ""
    request: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """What a hash says, what is wrong with it, and what is only odd."""

    decoded: HardwareHash | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def serial_fault(serial: str) -> Reason | None:
    """Say why a line's serial number cannot be one, or ``None`` when it can."""
    return _ROUNDED if _SCIENTIFIC.fullmatch(serial) else serials.fault_of(serial)


def lint(data: LineData, spelled: Spelling) -> Lint:
    """Read a line's hash, if there is one, and hold it against what the line declares."""
    if not data.hardware_hash:
        return Lint()
    if len(data.hardware_hash) > LONGEST_HASH:
        return Lint(faults=(Fault(field=spelled(_HASH), reason=_TOO_LONG),))
    read = hardware_hash.read(data.hardware_hash)
    if isinstance(read, Reason):
        return Lint(faults=(Fault(field=spelled(_HASH), reason=read),))
    faults, notes = (
        tuple(Fault(field=spelled(name), reason=reason) for name, reason in found)
        for found in (_disagreements(data, read), _oddities(data, read))
    )
    return Lint(decoded=read, faults=faults, notes=notes)


def _disagreements(data: LineData, read: HardwareHash) -> Iterator[tuple[str, Reason]]:
    """Find what the hash says of its machine that the line says otherwise."""
    wrong = hardware_hash.incomplete(read)
    if wrong is None and not serial_fault(data.serial):
        wrong = hardware_hash.mismatch(read, data.serial)
    if wrong is not None:
        yield _HASH, wrong
    if not _agree(data.manufacturer, read.manufacturer):
        yield (
            "manufacturer",
            Reason(
                code="manufacturer-disagrees",
                sentence="The line names another manufacturer than its hardware hash.",
                remedy="Send the manufacturer as the machine itself reports it, or leave it out.",
            ),
        )


def _oddities(data: LineData, read: HardwareHash) -> Iterator[tuple[str, Reason]]:
    if read.repaired:
        yield _HASH, _REPAIRED
    # Notices name models as they are sold or ordered, machines as their firmware was made.
    if not _agree(data.model, read.model):
        yield "model", _OTHER_MODEL


def _agree(one: str, other: str) -> bool:
    """Whether two spellings can mean the same: "Dell" and "DELL Inc." can, and so can nothing."""
    if not (one and other):
        return True
    shorter, longer = sorted((_words(one), _words(other)), key=len)
    return shorter in longer


def _words(text: str) -> str:
    """Leave only words, each between blanks."""
    letters = "".join(each if each.isalnum() else " " for each in text.casefold())
    return f" {' '.join(letters.split())} "
