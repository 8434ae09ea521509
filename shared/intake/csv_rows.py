"""The rows of a CSV, whatever wrote it: Excel in any country, PowerShell, a supplier's export."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus

from shared.domain.errors import Reason
from shared.intake.verdicts import note
from shared.runtime.http import Problem

_LONGEST_LINE = 65_536
# A sheet of Excel has that many rows, and it likes to write all of them, blank.
_MOST_ROWS = 1_048_576
# The rarer a character is inside a value, the sooner it stands.
_SPOKEN = {"\t": "tabs", "|": "pipes", ";": "semicolons", ",": "commas"}
# Not str.splitlines: that also breaks at characters that may stand inside a value.
_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]+")
_FIRST = re.compile(r"\S[^\r\n]*")
# What Excel (sep=;) and PowerShell's Export-Csv (#TYPE ...) write above the header.
_PREAMBLE = re.compile(
    r"\s*+\"?(?:#TYPE [^\r\n]*|sep=(?P<mark>[,;\t|])\"?[ ]*)(?:\r\n|\r|\n)", re.IGNORECASE
)
_CARRIAGE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row that is not blank; it begins on *line* of the file and ends on *last*."""

    line: int
    last: int
    cells: list[str] = field(repr=False)


class Rows:
    """The rows of a text, read one at a time; blank ones are left out.

    *likeness* says how much the first row is like one of a manifest: by that the
    delimiter is found, and by how often it is there where that does not decide.
    ``notes`` say how the text differs from a plain CSV, in full once it has been read.
    """

    def __init__(self, text: str, likeness: Callable[[list[str]], int]) -> None:
        self._text = text
        self._likeness = likeness
        self._above = _PREAMBLE.match(text)
        self.delimiter = self._delimiter()
        self._blank = 0

    def __iter__(self) -> Iterator[Row]:
        """Read the rows; a ``Problem`` where they end to make sense."""
        lines = _physical_lines(self._text)
        reader = csv.reader(lines, delimiter=self.delimiter, skipinitialspace=True)
        above = self._above is not None
        line, blank = 1, 0
        try:
            for cells in reader:
                if not any(cell.strip() for cell in cells):
                    blank += 1
                elif above:
                    above = False
                else:
                    yield Row(line=line, last=reader.line_num, cells=cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise _unreadable(line, f"{error}; a quote may be left open") from error
        self._blank = blank

    def notes(self) -> Iterator[Reason]:
        """Say what was read although it is not as Intune wants it."""
        if self._above is not None:
            yield note("line-above-header", "The line above the header was left out.")
        if self.delimiter != ",":
            yield note("delimiter", f"The columns are separated by {_SPOKEN[self.delimiter]}.")
        if self._quotes():
            yield note("quotes", "Values stand between quotes, which were taken away.")
        if _CARRIAGE_RETURN.search(self._text):
            yield note("line-ends", "Lines end with a carriage return alone.")
        if self._blank:
            yield note("blank-lines", f"Blank lines left out: {self._blank:,}.")

    def _delimiter(self) -> str:
        if self._above and (mark := self._above["mark"]):
            return mark
        begins = _FIRST.search(self._text, self._above.end() if self._above else 0)
        first = begins.group()[:_LONGEST_LINE] if begins else ""

        def fit(mark: str) -> tuple[int, int]:
            cells = next(csv.reader([first], delimiter=mark, skipinitialspace=True), [])
            return self._likeness(cells), first.count(mark)

        found = max(_SPOKEN, key=fit)
        return found if found in first else ","

    def _quotes(self) -> bool:
        """Whether a value begins with a quote."""
        if '"' not in self._text:
            return False
        begins = rf"(?:^|[\r\n{re.escape(self.delimiter)}])[ ]*\""
        return re.search(begins, self._text) is not None


def _physical_lines(text: str) -> Iterator[str]:
    for number, found in enumerate(_LINE.finditer(text), start=1):
        if found.end() - found.start() > _LONGEST_LINE:
            raise _unreadable(number, f"it has more than {_LONGEST_LINE:,} characters")
        if number > _MOST_ROWS:
            raise _unreadable(number, "no sheet of Excel has as many rows")
        yield found.group()


def _unreadable(line: int, why: str) -> Problem:
    return Problem(
        HTTPStatus.BAD_REQUEST,
        "csv-unreadable",
        f"The file cannot be read from line {line} on: {why}.",
    )
