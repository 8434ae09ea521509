"""One line of a manifest, and the lint of its hardware hash.

A hash that cannot be this machine's is found out here, long before anybody asks Graph.
"""

from collections.abc import Iterator

from pydantic import BaseModel

from shared.domain import hardware_hash, serials
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.intake.faults import Fault, Spelling
from shared.intake.fields import Persona, Raw, Tag, Text, Upn

# Four times what devices print; it has to fit into one property of a table row.
LONGEST_HASH = 16_384

_HASH = "hardware_hash"
_TOO_LONG = Reason(
    code="hash-too-long",
    sentence=f"The hardware hash has more than {LONGEST_HASH:,} characters.",
    remedy="Ask the supplier to collect the hardware hash again, on this machine.",
)


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


def lint(data: LineData, spelled: Spelling) -> tuple[HardwareHash | None, tuple[Fault, ...]]:
    """Read a line's hash, if there is one, and hold it against what the line declares."""
    if not data.hardware_hash:
        return None, ()
    if len(data.hardware_hash) > LONGEST_HASH:
        return None, (Fault(field=spelled(_HASH), reason=_TOO_LONG),)
    read = hardware_hash.read(data.hardware_hash)
    if isinstance(read, Reason):
        return None, (Fault(field=spelled(_HASH), reason=read),)
    found = _disagreements(data, read)
    return read, tuple(Fault(field=spelled(name), reason=reason) for name, reason in found)


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
