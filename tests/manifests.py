"""Manifests written down the way that suppliers' systems do, to be read back."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

DATA = Path(__file__).parent / "data" / "procurement"
AUTOPILOT = {
    "Device Serial Number": "serial",
    "Windows Product ID": "product_key",
    "Hardware Hash": "hardware_hash",
    "Group Tag": "group_tag",
    "Assigned User": "person",
}
PARTNER_CENTER = {
    "Device Serial Number": "serial",
    "Windows Product ID": "product_key",
    "Hardware Hash": "hardware_hash",
    "Manufacturer name": "manufacturer",
    "Device model": "model",
    "Order Reference": "order_reference",
    "Location": "location",
    "Request": "request",
}
IDENTIFIERS = ("manufacturer", "model", "serial")

type Line = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    delimiter: str = ","
    end: str = "\r\n"
    encoding: str = "utf-8"
    everything_quoted: bool = False


PLAIN = Dialect()


def as_csv(lines: Sequence[Line], columns: Mapping[str, str], dialect: Dialect = PLAIN) -> bytes:
    rows = [[line.get(field, "") for field in columns.values()] for line in lines]
    return _written([list(columns), *rows], dialect)


def as_identifiers(lines: Sequence[Line], dialect: Dialect = PLAIN) -> bytes:
    return _written([[line[field] for field in IDENTIFIERS] for line in lines], dialect)


def _written(rows: Sequence[Sequence[str]], dialect: Dialect) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(
        text,
        delimiter=dialect.delimiter,
        lineterminator=dialect.end,
        quoting=csv.QUOTE_ALL if dialect.everything_quoted else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    return text.getvalue().encode(dialect.encoding)


@dataclass(frozen=True, slots=True, kw_only=True)
class Separators:
    element: str = "*"
    component: str = ">"
    terminator: str = "~\n"


TILDE = Separators()
BSN = "BSN*00*S-1*20260301*1430"


def an_interchange(*segments: str, separators: Separators = TILDE, kind: str = "856") -> bytes:
    """Put what stands between ST and SE into its envelopes; elements are told by asterisks."""
    within = [f"ST*{kind}*0001", *segments, f"SE*{len(segments) + 2}*0001"]
    return enclosed(*within, separators=separators)


def enclosed(*segments: str, separators: Separators = TILDE, sets: int = 1) -> bytes:
    """Put transaction sets into one group of one interchange."""
    isa = (
        "ISA*00*          *00*          *ZZ*TAILSPIN       *ZZ*CONTOSO        "
        f"*260302*0815*U*00401*000000007*0*P*{separators.component}"
    )
    group = ["GS*SH*TAILSPIN*CONTOSO*20260302*0815*7*X*004010", *segments, f"GE*{sets}*7"]
    text = separators.terminator.join([isa, *group, "IEA*1*000000007", ""])
    return text.replace("*", separators.element).encode()


def as_856(lines: Sequence[Line], separators: Separators = TILDE) -> bytes:
    """Write lines by order and item, each serial number in a REF*SE."""
    segments, level = [BSN, "HL*1**S"], 1
    for order, ordered in groupby(lines, lambda line: line["order_reference"]):
        level += 1
        above = level
        segments += [f"HL*{above}*1*O", f"PRF*{order}"]
        for item, alike in groupby(ordered, lambda line: (line["manufacturer"], line["model"])):
            level += 1
            serials = [line["serial"] for line in alike]
            segments += [f"HL*{level}*{above}*I", f"LIN*1*MF*{item[0]}*MN*{item[1]}"]
            segments += [f"SN1*1*{len(serials)}*EA"]
            segments += [f"REF*SE*{serial}" for serial in serials]
    segments.append(f"CTT*{level}")
    return an_interchange(*segments, separators=separators)
