"""A manifest as an Autopilot CSV, read the way that real files are written.

The columns are those of "Manually register devices with Windows Autopilot"
(learn.microsoft.com/autopilot/add-devices) and of the Partner Center export.
Intune demands ANSI, commas, exact headers and nothing else; files from Excel,
PowerShell and suppliers have none of that.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from shared.domain.errors import Reason
from shared.intake.faults import Fault
from shared.intake.manifest import RawLine
from shared.intake.verdicts import Place, note
from shared.runtime.http import Problem

COLUMNS = {
    "device serial number": "serial",
    "windows product id": "product_key",
    "hardware hash": "hardware_hash",
    "group tag": "group_tag",
    "assigned user": "person",
    "manufacturer name": "manufacturer",
    "device model": "model",
    "order reference": "order_reference",
}
_REQUIRED = {"serial": "Device Serial Number", "hardware_hash": "Hardware Hash"}
_LONGEST_LINE = 65_536
# A sheet of Excel has that many rows, and it likes to write all of them, blank.
_MOST_ROWS = 1_048_576
_MOST_NAMED = 20
_MOST_COLUMNS = 200
_LONGEST_NAME = 64
# Not str.splitlines: that also breaks at characters that may stand inside a value.
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]+")
_FIRST = re.compile(r"\S[^\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Which column holds which field; *names* is how the file spells them."""

    fields: Mapping[int, str]
    names: Mapping[str, str]
    width: int
    notes: tuple[Reason, ...] = ()

    def spelled(self, name: str) -> str:
        """Spell a field the way the file does."""
        return self.names.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    line: int
    last: int
    cells: list[str] = field(repr=False)


class ManifestFile:
    """A CSV: its header, then its lines, read one at a time."""

    def __init__(self, text: str) -> None:
        self._rows = _rows(text, _delimiter(text))
        self.header = _header(next(self._rows, None), _delimiter(text))

    def lines(self) -> Iterator[RawLine]:
        """Read the lines, numbered as an editor numbers them; blank ones are left out."""
        header = self.header
        for row in self._rows:
            values = {
                name: row.cells[column]
                for column, name in header.fields.items()
                if column < len(row.cells)
            }
            yield RawLine(
                place=Place(line=row.line),
                values=values,
                spelled=header.spelled,
                faults=tuple(_faults(row, header)),
            )


def _faults(row: _Row, header: Header) -> Iterator[Fault]:
    """Say what the shape of a line has against it."""
    if row.last > row.line:
        yield _fault(
            "quote-open",
            f"A quote that opens on line {row.line} closes on line {row.last} only.",
            "Close the quote, or leave quotes out; the lines between were not read.",
        )
    if any(row.cells[header.width :]):
        yield _fault(
            "columns-too-many",
            f"The line has {len(row.cells)} values, the header {header.width} columns.",
            "Put values that hold the delimiter between quotes.",
        )


def _fault(code: str, sentence: str, remedy: str) -> Fault:
    return Fault(field="", reason=Reason(code=code, sentence=sentence, remedy=remedy))


def _delimiter(text: str) -> str:
    found = _FIRST.search(text)
    first = found.group() if found else ""
    return max(",;\t", key=first.count)


def _physical_lines(text: str) -> Iterator[str]:
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if found.end() - found.start() > _LONGEST_LINE:
            raise _unreadable(number, f"it has more than {_LONGEST_LINE:,} characters")
        if number > _MOST_ROWS:
            raise _unreadable(number, "no sheet of Excel has as many rows")
        yield found.group()


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Read rows; ``line`` is where one begins, ``last`` where it ends."""
    reader = csv.reader(_physical_lines(text), delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line=line, last=reader.line_num, cells=cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(line, f"{error}; a quote may be left open") from error


def _header(row: _Row | None, delimiter: str) -> Header:
    names = [" ".join(cell.split()) for cell in row.cells] if row else []
    fields = {
        column: COLUMNS[name.casefold()]
        for column, name in enumerate(names)
        if name.casefold() in COLUMNS
    }
    known = list(fields.values())
    missing = [name for key, name in _REQUIRED.items() if key not in known]
    twice = [names[column] for column, key in fields.items() if known.count(key) > 1]
    if missing or twice or len(names) > _MOST_COLUMNS:
        raise _wrong_header(row.line if row else 1, missing, twice)
    return Header(
        fields=fields,
        names={key: names[column] for column, key in fields.items()},
        width=len(names),
        notes=tuple(_notes(names, fields, delimiter)),
    )


def _notes(names: list[str], fields: Mapping[int, str], delimiter: str) -> Iterator[Reason]:
    if delimiter != ",":
        spoken = "semicolons" if delimiter == ";" else "tabs"
        yield note("delimiter", f"The columns are separated by {spoken}.")
    ignored = [
        name if name.isprintable() and len(name) <= _LONGEST_NAME else f"number {column + 1}"
        for column, name in enumerate(names)
        if name and column not in fields
    ]
    if ignored:
        yield note("columns-ignored", f"Columns not read: {', '.join(ignored[:_MOST_NAMED])}.")


def _wrong_header(line: int, missing: list[str], twice: list[str]) -> Problem:
    errors = [(name, "header-missing", f"The column {name} is missing.") for name in missing]
    errors += [(name, "header-twice", f"The column {name} is there twice.") for name in twice]
    if not errors:
        errors = [("", "header-too-long", f"There are more than {_MOST_COLUMNS} columns.")]
    return Problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "header-wrong",
        "The first line is no header of an Autopilot CSV.",
        tuple(
            {
                "field": name,
                "line": line,
                "code": code,
                "detail": detail,
                "remedy": "Begin with: Device Serial Number,Windows Product ID,Hardware Hash",
            }
            for name, code, detail in errors
        ),
    )


def _unreadable(line: int, why: str) -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "csv-unreadable",
        f"The file cannot be read from line {line} on: {why}.",
    )
