"""What is written as a shipping notice of any form and dialect reads back as the same lines."""

from dataclasses import asdict

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shared.domain.serials import fault_of, normalised
from shared.intake.csv_columns import named
from tests.manifests import (
    AUTOPILOT,
    IDENTIFIERS,
    PARTNER_CENTER,
    Dialect,
    Line,
    Separators,
    as_856,
    as_csv,
    as_identifiers,
)
from tests.receiving import an_intake, content_of

# What cp1252 has; an apostrophe or a formula at the beginning is Excel's.
TEXT = st.text(
    st.characters(
        codec="cp1252", exclude_categories=("C", "Zs", "Zl", "Zp"), exclude_characters="'="
    ),
    min_size=1,
    max_size=30,
)
# A file of corporate identifiers has no header, so no name may look like one.
NAME = TEXT.filter(lambda text: not named([text]))
SERIAL = st.from_regex(r"[A-Z0-9][A-Z0-9-]{3,20}", fullmatch=True).filter(
    lambda serial: fault_of(serial) is None
)
PERSON = st.from_regex(r"[a-z]{1,9}\.[a-z]{1,9}@example\.com", fullmatch=True)
DIALECTS = st.builds(
    Dialect,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    everything_quoted=st.booleans(),
)
SEPARATORS = st.builds(
    Separators,
    element=st.sampled_from(["*", "|", "\x1d"]),
    component=st.sampled_from([">", ":", "\x1f"]),
    terminator=st.sampled_from(["~", "~\r\n", "\n", "\r\n", "'", "\x1c"]),
)
# Without the separators above, and without blanks at the ends.
ELEMENT = st.from_regex(r"[A-Za-z0-9(][A-Za-z0-9 ./()-]{0,20}[A-Za-z0-9)]", fullmatch=True)


def lines(**fields: st.SearchStrategy[str]) -> st.SearchStrategy[list[Line]]:
    line = st.fixed_dictionaries({"serial": SERIAL, **fields})
    return st.lists(line, min_size=1, max_size=6, unique_by=lambda each: normalised(each["serial"]))


def is_clear(body: bytes, dialect: Dialect) -> bool:
    """Whether nobody would take Windows-1252 for UTF-8: not all of its text can be told apart."""
    if dialect.encoding != "cp1252" or body.isascii():
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


async def read_back(body: bytes, kind: str, fields: tuple[str, ...]) -> list[Line]:
    intake = an_intake()

    reply = await intake.procurement(body, kind=kind)
    assert (reply.status, content_of(reply)["refused"]) == (202, 0)
    read = [asdict(line) for line in intake.lines]
    return [{field: line[field] for field in fields} for line in read]


@settings(deadline=None)
@given(lines(product_key=TEXT, group_tag=TEXT, person=PERSON), DIALECTS)
async def test_an_autopilot_csv_reads_back(told: list[Line], dialect: Dialect) -> None:
    body = as_csv(told, AUTOPILOT, dialect)
    assume(is_clear(body, dialect))

    fields = ("serial", "product_key", "group_tag", "person")
    assert await read_back(body, "text/csv", fields) == told


@settings(deadline=None)
@given(
    lines(manufacturer=TEXT, model=TEXT, order_reference=TEXT, location=TEXT, request=TEXT),
    DIALECTS,
)
async def test_a_partner_center_csv_reads_back(told: list[Line], dialect: Dialect) -> None:
    body = as_csv(told, PARTNER_CENTER, dialect)
    assume(is_clear(body, dialect))

    fields = ("serial", "manufacturer", "model", "order_reference", "location", "request")
    assert await read_back(body, "text/csv", fields) == told


@settings(deadline=None)
@given(lines(manufacturer=NAME, model=NAME), DIALECTS)
async def test_corporate_identifiers_read_back(told: list[Line], dialect: Dialect) -> None:
    body = as_identifiers(told, dialect)
    assume(is_clear(body, dialect))

    kind = "text/csv; format=corporate-identifiers"
    read = await read_back(body, kind, IDENTIFIERS)
    assert read == [{field: line[field] for field in IDENTIFIERS} for line in told]


@settings(deadline=None)
@given(lines(manufacturer=ELEMENT, model=ELEMENT, order_reference=ELEMENT), SEPARATORS)
async def test_a_ship_notice_reads_back(told: list[Line], separators: Separators) -> None:
    body = as_856(told, separators)

    fields = ("serial", "manufacturer", "model", "order_reference")
    assert await read_back(body, "application/edi-x12", fields) == told
