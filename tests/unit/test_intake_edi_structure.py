"""The structure of EDI X12: what is broken is named by its segment, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.manifests import BSN, DATA, Separators, an_interchange, enclosed
from tests.receiving import an_intake, content_of

EDI = "application/edi-x12"
INTAKE = an_intake()
SET = ("ST*856*1", BSN, "REF*SE*SN-1", "SE*4*1")
WHOLE = enclosed(*SET).decode()
SAMPLE = (DATA / "ship-notice.edi").read_text(encoding="ascii")


async def broken_at(text: str) -> int:
    reply = await an_intake().procurement(text.encode(), kind=EDI)
    content = content_of(reply)
    assert (reply.status, content["code"]) == (400, "edi-malformed")
    (error,) = content["errors"]
    assert f"Segment {error['line']} " in error["detail"]
    return int(error["line"])


async def notes_of(text: str) -> list[str]:
    reply = await an_intake().procurement(text.encode(), kind=EDI)
    assert reply.status == 202
    return [note["code"] for note in content_of(reply)["notes"]]


@pytest.mark.parametrize(
    ("right", "wrong", "segment"),
    [
        ("ISA*", "ISB*", 1),
        ("*P*>", "*P", 1),
        ("*P*>", "*P**", 1),
        ("*P*>", "*P*A", 1),
        ("GS*", "GE*", 2),
        ("GS*SH", "ST*SH", 2),
        ("ST*856", "XX*856", 3),
        ("BSN*", "bsn*", 4),
        ("REF*", "REF1*", 5),
        ("REF*SE*SN-1", "HL*2*1*O", 5),
        ("REF*SE*SN-1", "HL*1**S~\nHL*1**S", 6),
        ("SE*4*1~\n", "", 6),
        ("GE*1*7~\n", "", 7),
        ("IEA*1*000000007~\n", "", 7),
        ("000000007~\n", "000000007", 8),
    ],
)
async def test_a_broken_segment_is_named(right: str, wrong: str, segment: int) -> None:
    index = WHOLE.rindex(right) if right == "000000007~\n" else WHOLE.index(right)
    text = WHOLE[:index] + wrong + WHOLE[index + len(right) :]

    assert await broken_at(text) == segment


@pytest.mark.parametrize(
    ("right", "wrong", "note"),
    [
        ("SE*4*1", "SE*9*1", "edi-count"),
        ("GE*1*", "GE*2*", "edi-count"),
        ("SE*4*1", "SE*4*2", "edi-control-number"),
        ("REF*SE", "~REF*SE", "edi-segments-empty"),
        ("CONTOSO  ", "CONTOSO", "edi-isa-length"),
    ],
)
async def test_what_can_be_read_all_the_same_is_noted(right: str, wrong: str, note: str) -> None:
    assert await notes_of(WHOLE.replace(right, wrong, 1)) == [note]


async def test_two_interchanges_in_one_file_are_both_read() -> None:
    intake = an_intake()
    second = WHOLE.replace("SN-1", "SN-2")

    await intake.procurement((WHOLE + second).encode(), kind=EDI)

    assert [line.serial for line in intake.lines] == ["SN-1", "SN-2"]


async def test_another_interchange_must_have_the_same_separators() -> None:
    assert await broken_at(WHOLE + WHOLE.replace(">", ":")) == 9


async def test_levels_do_not_go_down_for_ever() -> None:
    levels = [f"HL*{number}*{number - 1 or ''}*I" for number in range(1, 40)]

    assert await broken_at(an_interchange(BSN, *levels).decode()) == 25


async def test_more_segments_than_anybody_needs_are_turned_down() -> None:
    reply = await an_intake().procurement((WHOLE + "~" * 200_000).encode(), kind=EDI)

    assert (reply.status, content_of(reply)["code"]) == (413, "edi-too-many-segments")


async def test_more_lines_than_are_read_at_once_are_turned_down() -> None:
    serials = [f"REF*SE*SN-{number}" for number in range(5001)]

    reply = await an_intake().procurement(an_interchange(BSN, *serials), kind=EDI)

    assert (reply.status, content_of(reply)["code"]) == (422, "lines-too-many")


async def test_an_interchange_without_a_transaction_set_is_turned_down() -> None:
    reply = await an_intake().procurement(enclosed(sets=0), kind=EDI)

    assert (reply.status, content_of(reply)["code"]) == (422, "edi-empty")


async def test_plain_text_that_is_no_edi_is_no_known_kind() -> None:
    reply = await an_intake().procurement(b"Device Serial Number", kind="text/plain")

    assert reply.status == 415


@given(st.binary(max_size=300))
async def test_any_bytes_are_answered(body: bytes) -> None:
    for each in (body, WHOLE[:106].encode() + body):
        reply = await INTAKE.procurement(each, kind=EDI)
        assert reply.status in {202, 400, 413, 422}


@given(st.integers(0, len(SAMPLE)), st.text(max_size=3), st.integers(0, 3))
async def test_a_notice_with_anything_changed_is_answered(at: int, put: str, lost: int) -> None:
    text = SAMPLE[:at] + put + SAMPLE[at + lost :]

    reply = await INTAKE.procurement(text.encode("utf-8", "replace"), kind=EDI)

    assert reply.status in {202, 400, 422}


@given(st.integers(1, len(SAMPLE) - 3))
async def test_a_notice_that_was_cut_off_is_never_read_as_a_shorter_one(length: int) -> None:
    reply = await INTAKE.procurement(SAMPLE[:length].encode(), kind=EDI)

    assert reply.status == 400


@given(st.lists(st.sampled_from(SAMPLE.split("~\n")[1:-1]), max_size=20))
async def test_segments_in_any_order_are_answered(segments: list[str]) -> None:
    body = an_interchange(*segments, separators=Separators(terminator="~"))

    assert (await INTAKE.procurement(body, kind=EDI)).status in {202, 400, 422}
