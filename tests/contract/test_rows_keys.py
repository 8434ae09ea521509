"""Any text may be a key, in every store of rows."""

import pytest

from shared.domain.errors import Conflict
from shared.domain.rows import RowKey
from shared.ports import Rows

ODD = [
    "",
    " ",
    "  two  ",
    ".",
    "..",
    "-",
    "a/b\\c#d?e",
    "100%",
    "%2F",
    "%25",
    "a=2Fb",
    "==",
    "O'Brien",
    "''",
    "' or 'a' eq 'a",
    '"quoted"',
    "@partition",
    "a&b=c+d,e;f:g(h)i[j]k{l}m|n^o`p~q$r!s*t<u>v",
    "tab\tline\r\nnul\x00del\x7fnel\x85",
    "Müller@contoso.com",
    "مـ",
    "山田太郎",
    "🛬",
    "e\u0301",
    "\u00e9",
    "x" * 300,
    "/" * 300,
    "山" * 300,
    "k" * 5000,
]


def short(text: str) -> str:
    return ascii(text[:12])


def a_key(row: str, *, partition: str = "p") -> RowKey:
    return RowKey(table="Odd", partition=partition, row=row)


@pytest.mark.parametrize("text", ODD, ids=short)
async def test_any_text_is_a_key(rows: Rows, text: str) -> None:
    key = a_key(text, partition=text)

    inserted = await rows.insert(key, {"life": 1})
    with pytest.raises(Conflict):
        await rows.insert(key, {})
    replaced = await rows.replace(inserted, {"life": 2})
    await rows.upsert(key, {"life": 3})

    found = await rows.get(key)
    assert found is not None
    assert found.etag != replaced.etag
    assert (found.key, found.document) == (key, {"life": 3})
    assert await rows.within("Odd", text) == (found,)
    assert (await rows.page("Odd", None, 10)).rows == (found,)
    await rows.delete(key)
    assert await rows.get(key) is None


async def test_different_texts_are_different_keys(rows: Rows) -> None:
    for text in ODD:
        await rows.insert(a_key(text), {"text": text})

    found = await rows.within("Odd", "p")

    assert [row.key.row for row in found] == sorted(ODD)
    assert all(row.document == {"text": row.key.row} for row in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("abc", "ABC"),
        ("a", "a "),
        ("", " "),
        ("x" * 599 + "a", "x" * 599 + "b"),
        ("a/b", "a=2Fb"),
        ("a/b", "a%2Fb"),
        ("O'Brien", "O''Brien"),
        ("e\u0301", "\u00e9"),
    ],
    ids=short,
)
async def test_texts_that_look_alike_do_not_meet(rows: Rows, one: str, other: str) -> None:
    await rows.insert(a_key("r", partition=one), {"in": "one"})
    await rows.insert(a_key("r", partition=other), {"in": "other"})

    first, second = await rows.within("Odd", one), await rows.within("Odd", other)

    assert [(row.key.partition, row.document) for row in first] == [(one, {"in": "one"})]
    assert [(row.key.partition, row.document) for row in second] == [(other, {"in": "other"})]
