"""Which column of a manifest holds what.

The names are those of Microsoft's pages "Manually register devices with Windows
Autopilot" and "Autopilot for partners" (Partner Center), then our own.  Other
spellings come from Graph and Partner Center's API, from Intune's own exports
and from suppliers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from shared.domain.errors import Reason
from shared.intake.csv_rows import Row
from shared.intake.verdicts import note
from shared.runtime.http import Problem

# In the order in which Microsoft's files have them.
NAMES = {
    "serial": "Device Serial Number",
    "product_key": "Windows Product ID",
    "hardware_hash": "Hardware Hash",
    "group_tag": "Group Tag",
    "person": "Assigned User",
    "manufacturer": "Manufacturer name",
    "model": "Device model",
    "order_reference": "Order Reference",
    "location": "Location",
    "request": "Request",
    "persona": "Persona",
    "employee_id": "Employee ID",
}
# Without blanks and punctuation.
_ALSO = {
    "serial": ("serial", "serialnumber", "serialno", "sn", "servicetag"),
    "product_key": ("productkey", "productkeyid", "productid", "pkid"),
    "hardware_hash": ("hardwareidentifier", "hash", "hwhash", "hwid"),
    "group_tag": ("tag",),
    "person": ("upn", "userprincipalname", "assigneduserprincipalname"),
    "manufacturer": ("manufacturer", "oemmanufacturername", "oemmanufacturer", "make"),
    "model": ("model", "modelname"),
    "order_reference": (
        "purchaseorder",
        "purchaseorderidentifier",
        "purchaseordernumber",
        "ponumber",
        "po",
    ),
    "location": ("site",),
    "request": ("requestid", "requestnumber"),
    "employee_id": (),
    "persona": (),
}
_MOST_NAMED = 20
_MOST_COLUMNS = 200
_LONGEST_NAME = 64
_REMEDY = "Begin with: Device Serial Number,Windows Product ID,Hardware Hash"


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


_DOCUMENTED = {_plain(name): field for field, name in NAMES.items()}
_KNOWN = {also: field for field, names in _ALSO.items() for also in names} | _DOCUMENTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column holds which field; *names* is how the file spells them.

    *needed* are the fields that no line may leave blank.
    """

    fields: Mapping[int, str]
    names: Mapping[str, str]
    width: int
    needed: tuple[str, ...] = ()
    notes: tuple[Reason, ...] = ()

    def spelled(self, name: str) -> str:
        """Spell a field the way the file does."""
        return self.names.get(name, name)


# "Add Windows corporate identifiers": "list the manufacturer, model, and serial number",
# "Don't add headers" (learn.microsoft.com, Identify devices as corporate-owned).
_IDENTIFIER = ("manufacturer", "model", "serial")
IDENTIFIERS = Columns(
    fields=dict(enumerate(_IDENTIFIER)),
    names={field: NAMES[field] for field in _IDENTIFIER},
    width=len(_IDENTIFIER),
    needed=_IDENTIFIER[:2],
    notes=(
        note(
            "header-absent",
            "Without a header, the lines were read as corporate identifiers: "
            "manufacturer, model, serial number.",
        ),
    ),
)


def named(cells: list[str]) -> int:
    """Count the cells that name a column."""
    return sum(_plain(cell) in _KNOWN for cell in cells)


def identifiers(columns: Columns) -> Columns:
    """Read what has a header as corporate identifiers, none of whose parts may be blank."""
    return replace(columns, needed=IDENTIFIERS.needed)


def columns_of(row: Row) -> Columns:
    """Read a header (``Problem`` when it is none, or not enough of one)."""
    names = [" ".join(cell.split()) for cell in row.cells]
    fields = _fields(names)
    twice = [names[column] for column, key in fields.items() if _often(fields, key)]
    missing = list(_missing(set(fields.values())))
    if missing or twice or len(names) > _MOST_COLUMNS:
        raise _wrong(row.line, missing, twice)
    return Columns(
        fields=fields,
        names={key: names[column] for column, key in fields.items()},
        width=len(names),
        notes=tuple(_notes(names, fields)),
    )


def no_header(line: int) -> Problem:
    """Turn down a file whose first line, of that number, names no column at all."""
    return _wrong(line, list(_missing(set())), [])


def _wrong(line: int, missing: list[str], twice: list[str]) -> Problem:
    """Turn down a file whose columns cannot be told apart."""
    errors = [(name, "header-missing", f"The column {name} is missing.") for name in missing]
    errors += [(name, "header-twice", f"The column {name} is there twice.") for name in twice]
    if not errors:
        errors = [("", "header-too-long", f"There are more than {_MOST_COLUMNS} columns.")]
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "header-wrong",
        "The first line is no header of a manifest that Groundcrew knows.",
        tuple(
            {"field": name, "line": line, "code": code, "detail": detail, "remedy": _REMEDY}
            for name, code, detail in errors
        ),
    )


def _fields(names: list[str]) -> Mapping[int, str]:
    """Find the field of each column; beside a documented name no other spelling counts."""
    documented = {_DOCUMENTED[_plain(name)] for name in names if _plain(name) in _DOCUMENTED}
    found = {column: _KNOWN.get(_plain(name), "") for column, name in enumerate(names)}
    return {
        column: field
        for column, field in found.items()
        if field and (field not in documented or _plain(names[column]) in _DOCUMENTED)
    }


def _often(fields: Mapping[int, str], field: str) -> bool:
    return list(fields.values()).count(field) > 1


def _missing(found: set[str]) -> Iterator[str]:
    """Name what a line cannot do without: a serial number, and a hash or what stands in for it."""
    if "serial" not in found:
        yield NAMES["serial"]
    if "hardware_hash" not in found and not {"manufacturer", "model"} <= found:
        yield NAMES["hardware_hash"]


def _notes(names: list[str], fields: Mapping[int, str]) -> Iterator[Reason]:
    other = [names[column] for column, key in fields.items() if names[column] != NAMES[key]]
    if other:
        yield note("header-spelling", f"Columns read by another spelling: {', '.join(other)}.")
    if list(fields.values()) != [field for field in NAMES if field in fields.values()]:
        yield note("header-order", "The columns stand in another order than in Microsoft's files.")
    ignored = [
        name if name.isprintable() and len(name) <= _LONGEST_NAME else f"number {column + 1}"
        for column, name in enumerate(names)
        if name and column not in fields
    ]
    if ignored:
        yield note("columns-ignored", f"Columns not read: {', '.join(ignored[:_MOST_NAMED])}.")
