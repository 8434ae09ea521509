"""An export's file: a zip with one CSV or JSON document, UTF-8."""

import csv
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from simulator.tenant.reports import Report, Row

ADDITIONAL_COLUMN = "localizedValuesAsAdditionalColumn"
REPLACED = "replaceLocalizableValues"
LOCALIZATIONS = (ADDITIONAL_COLUMN, REPLACED)


def localized(report: Report, rows: Sequence[Row], select: Sequence[str], how: str) -> list[Row]:
    """Keep the selected columns in their order, codes beside their texts or replaced by them."""
    return [_written(report, row, select, how) for row in rows]


def columns_of(report: Report, select: Sequence[str], how: str) -> list[str]:
    """List the file's columns: each with codes is followed by its ``_loc`` unless replaced."""
    found: list[str] = []
    for name in select:
        found.append(name)
        if how == ADDITIONAL_COLUMN and name in report.texts:
            found.append(f"{name}_loc")
    return found


def as_csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Write the header and one line per row."""
    written = StringIO()
    lines = csv.DictWriter(written, columns)
    lines.writeheader()
    lines.writerows(rows)
    return written.getvalue()


def as_json(_columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Write one object per row, under ``values``."""
    return json.dumps({"values": list(rows)}, ensure_ascii=False)


WRITERS: dict[str, Callable[[Sequence[str], Sequence[Row]], str]] = {
    "csv": as_csv,
    "json": as_json,
}


def zipped(name: str, text: str, at: datetime) -> bytes:
    """Pack one document; the same text at the same time makes the same bytes."""
    packed = BytesIO()
    entry = ZipInfo(name, date_time=at.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    with ZipFile(packed, "w") as archive:
        archive.writestr(entry, text.encode())
    return packed.getvalue()


def _written(report: Report, row: Row, select: Sequence[str], how: str) -> Row:
    found: dict[str, str] = {}
    for name in select:
        value = row[name]
        text = report.texts[name].get(value, value) if name in report.texts else None
        found[name] = text if how == REPLACED and text is not None else value
        if how == ADDITIONAL_COLUMN and text is not None:
            found[f"{name}_loc"] = text
    return found
