"""A manifest as a CSV, read the way that real files are written.

Intune demands ANSI, commas, exact headers and nothing else; files from Excel,
PowerShell and suppliers have none of that.  Every leniency is noted.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from shared.domain.errors import Reason
from shared.domain.serials import LONGEST, fault_of
from shared.intake.csv_columns import (
    IDENTIFIERS,
    Columns,
    columns_of,
    identifiers,
    named,
    no_header,
)
from shared.intake.csv_rows import Row, Rows
from shared.intake.faults import Fault
from shared.intake.manifest import MOST_LINES, RawLine
from shared.intake.verdicts import Place, note

# How Excel is told to leave a value alone: ="000123", or an apostrophe before it.
_FORMULA = re.compile(r'\s*="(?P<text>.*)"\s*', re.DOTALL)
_EXCEL = note("excel-text", "Excel's mark of a text was taken away from the value.")


class ManifestFile:
    """A CSV: its columns, then its lines, read one at a time.

    *are_identifiers* says that these are corporate identifiers; without it that
    is recognised where a file has no header.
    """

    def __init__(self, text: str, *, are_identifiers: bool = False) -> None:
        self._source = Rows(text, _likeness)
        self._rows = iter(self._source)
        self._short = 0
        self._columns = self._read_columns(are_identifiers=are_identifiers)

    def lines(self) -> Iterator[RawLine]:
        """Read the lines, numbered as an editor numbers them; blank ones are left out."""
        for row in self._rows:
            self._short += len(row.cells) < self._columns.width
            yield _line(row, self._columns)

    def notes(self) -> Iterator[Reason]:
        """Say how the file differs from what Intune wants, once its lines have been read."""
        yield from self._source.notes()
        yield from self._columns.notes
        if self._short:
            yield note(
                "columns-missing",
                f"Lines with fewer values than columns, read as blank: {self._short:,}.",
            )

    def _read_columns(self, *, are_identifiers: bool) -> Columns:
        first = next(self._rows, None)
        if first is not None and named(first.cells):
            columns = columns_of(first)
            return identifiers(columns) if are_identifiers else columns
        # No more than can be taken in are held in memory at once.
        rows = list(islice(chain([first] if first else [], self._rows), MOST_LINES + 1))
        if not are_identifiers and not (rows and all(_is_identifier(row.cells) for row in rows)):
            raise no_header(first.line if first else 1)
        self._rows = chain(rows, self._rows)
        return IDENTIFIERS


def _likeness(cells: list[str]) -> int:
    """Count the columns that a row names; one that is an identifier is like a manifest, too."""
    return named(cells) or int(_is_identifier(cells) and fault_of(cells[-1]) is None)


def _is_identifier(row: list[str]) -> bool:
    """Whether a row has three values and the last can be a serial number, not a hash."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return len(cells) == len(IDENTIFIERS.fields) and all(cells) and len(cells[-1]) <= LONGEST


def _line(row: Row, columns: Columns) -> RawLine:
    values: dict[str, str] = {}
    notes: list[Fault] = []
    for column, name in columns.fields.items():
        cell = row.cells[column] if column < len(row.cells) else ""
        values[name] = _unmarked(cell)
        if values[name] != cell:
            notes.append(Fault(field=columns.spelled(name), reason=_EXCEL))
    return RawLine(
        place=Place(line=row.line),
        values=values,
        spelled=columns.spelled,
        faults=tuple(_faults(row, columns, values)),
        notes=tuple(notes),
    )


def _unmarked(cell: str) -> str:
    """Take away what Excel needs to show a value as text."""
    if found := _FORMULA.fullmatch(cell):
        return found["text"].replace('""', '"')
    return cell.lstrip()[1:] if cell.lstrip().startswith("'") else cell


def _faults(row: Row, columns: Columns, values: dict[str, str]) -> Iterator[Fault]:
    """Say what the shape of a line has against it."""
    if row.last > row.line:
        yield _fault(
            "quote-open",
            f"A quote that opens on line {row.line} closes on line {row.last} only.",
            "Close the quote, or leave quotes out; the lines between were not read.",
        )
    if any(cell.strip() for cell in row.cells[columns.width :]):
        yield _fault(
            "columns-too-many",
            f"The line has {len(row.cells)} values, the header {columns.width} columns.",
            "Put values that hold the delimiter between quotes.",
        )
    for name in columns.needed:
        if not values[name].strip():
            sentence = f"A corporate identifier needs the {name}."
            remedy = "Add it and send this again."
            yield _fault("field-missing", sentence, remedy, columns.spelled(name))


def _fault(code: str, sentence: str, remedy: str, field: str = "") -> Fault:
    return Fault(field=field, reason=Reason(code=code, sentence=sentence, remedy=remedy))
