"""EDI X12 856: what a ship notice says becomes lines."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.commands import Shipment
from shared.domain.shipment import ShipmentEvent
from shared.domain.sources import OWN, Edi
from tests.manifests import BSN, DATA, an_interchange, enclosed
from tests.receiving import Intake, an_intake, codes_of, content_of, fields_of

EDI = "application/edi-x12"
ITEM = ("HL*1**S", "HL*2*1*O", "PRF*PO-7", "HL*3*2*I", "LIN*1*MF*Contoso*MN*C 13")
ONE = (*ITEM, "SN1*1*1*EA", "REF*SE*SN-1", "CTT*3")


def of_source(**edi: Any) -> Intake:  # noqa: ANN401  any field's value
    return an_intake(replace(OWN, edi=Edi(**edi)))


def shipments(intake: Intake) -> list[Shipment]:
    return [command for command in intake.commands if isinstance(command, Shipment)]


async def notes_of(*segments: str, intake: Intake | None = None) -> list[str]:
    reply = await (intake or an_intake()).procurement(an_interchange(*segments), kind=EDI)
    assert reply.status == 202
    return [note["code"] for note in content_of(reply)["notes"]]


@pytest.mark.parametrize("kind", [EDI, "text/x12", "text/plain; charset=us-ascii"])
async def test_a_whole_notice_becomes_lines(kind: str) -> None:
    intake = of_source(locations={"DE-MUC-01": "Munich"})

    reply = await intake.procurement((DATA / "ship-notice.edi").read_bytes(), kind=kind)

    (said,) = shipments(intake)
    assert (said.shipment_id, said.event) == ("TS-880012", ShipmentEvent.DISPATCHED)
    assert said.said_at == datetime(2025, 3, 1, 14, 30, tzinfo=UTC)
    lines = [(line.serial, line.model, line.order_reference) for line in said.lines]
    assert lines[0] == ("PF5T0R7A", "Tailspin Meridian X1 Gen 12", "PO-4471")
    assert lines[2] == ("PF5T0R7C", "X1G12-16", "PO-4471")
    assert {(line.manufacturer, line.location) for line in said.lines} == {("Tailspin", "Munich")}
    assert [line["line"] for line in content_of(reply)["lines"]] == [21, 22, 28]


async def test_a_cancellation_cancels() -> None:
    intake = an_intake()

    await intake.procurement((DATA / "cancellation.x12").read_bytes(), kind=EDI)

    (said,) = shipments(intake)
    assert (said.event, said.lines[0].serial) == (ShipmentEvent.CANCELLED, "PF5T0R7A")


async def test_several_notices_are_told_apart() -> None:
    intake = an_intake()
    first = ["ST*856*1", BSN, "REF*SE*SN-1", "SE*4*1"]
    second = ["ST*856*2", BSN.replace("S-1", "S-2"), "REF*SE*SN-2", "REF*SE*0", "SE*5*2"]

    reply = await intake.procurement(enclosed(*first, *second, sets=2), kind=EDI)

    assert [each.shipment_id for each in shipments(intake)] == ["S-1", "S-2"]
    places = [(line["event"], line["line"]) for line in content_of(reply)["lines"]]
    assert places == [(1, 5), (2, 9), (2, 10)]


async def test_another_transaction_set_is_refused_by_itself() -> None:
    intake = an_intake()
    sets = ["ST*856*1", BSN, "REF*SE*SN-1", "SE*4*1", "ST*850*2", "BEG*00", "SE*3*2"]

    reply = await intake.procurement(enclosed(*sets, sets=2), kind=EDI)

    assert (codes_of(reply), fields_of(reply)) == (["", "transaction-unknown"], ["", "ST01"])


@pytest.mark.parametrize(
    ("segments", "code"),
    [
        (ITEM, "edi-without-beginning"),
        ((BSN.replace("*00*", "*04*"), *ONE), "purpose-unknown"),
        ((BSN.replace("S-1", ""), *ONE), "field-missing"),
        ((BSN.replace("2026", "2027"), *ONE), "time-in-future"),
        ((BSN, *ITEM), "edi-without-serials"),
        ((BSN, *ITEM, "REF*SE"), "serial-missing"),
        ((BSN, *ITEM, "REF*SE*NONE"), "serial-placeholder"),
    ],
)
async def test_what_cannot_be_used_is_refused(segments: tuple[str, ...], code: str) -> None:
    reply = await an_intake().procurement(an_interchange(*segments), kind=EDI)

    assert (reply.status, codes_of(reply)) == (422, [code])


async def test_serial_numbers_stand_where_the_source_says() -> None:
    intake = of_source(serial_qualifiers=("MAN*SM", "REF*SN"))
    marks = ("MAN*SM*SN-1**SM*SN-2", "REF*SN*SN-3", "REF*SE*SN-4", "MAN*GM*000012345")

    await intake.procurement(an_interchange(BSN, *ITEM, *marks), kind=EDI)

    assert [line.serial for line in intake.lines] == ["SN-1", "SN-2", "SN-3"]


async def test_a_range_of_marks_is_refused() -> None:
    intake = of_source(serial_qualifiers=("MAN*SM",))

    reply = await intake.procurement(an_interchange(BSN, *ITEM, "MAN*SM*SN-1*SN-9"), kind=EDI)

    assert (codes_of(reply), fields_of(reply)) == (["serial-range"], ["MAN02"])


async def test_a_pack_is_the_one_item_in_it() -> None:
    intake = an_intake()
    levels = ("HL*1**S", "HL*2*1*P", "REF*SE*SN-1", "HL*3*2*I", "LIN*1*MF*Contoso*MN*C 13")

    await intake.procurement(an_interchange(BSN, *levels), kind=EDI)

    assert intake.lines[0].model == "C 13"


async def test_items_without_levels_of_their_own_are_told_apart() -> None:
    intake = an_intake()
    items = ("LIN*1*MN*A", "REF*SE*SN-1", "LIN*2*MN*B", "REF*SE*SN-2")

    await intake.procurement(an_interchange(BSN, "HL*1**S", "HL*2*1*I", *items), kind=EDI)

    assert [(line.serial, line.model) for line in intake.lines] == [("SN-1", "A"), ("SN-2", "B")]


async def test_times_are_those_of_the_source_s_zone() -> None:
    intake = of_source(time_zone="America/Chicago")

    await intake.procurement(an_interchange(BSN, *ONE), kind=EDI)

    assert shipments(intake)[0].said_at == datetime(2026, 3, 1, 20, 30, tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "20260230*1430", "20260301*2500", "260301*1430"])
async def test_a_time_that_cannot_be_read_is_noted(written: str) -> None:
    intake = an_intake()

    assert await notes_of(f"BSN*00*S-1*{written}", *ONE, intake=intake) == ["edi-time"]
    assert shipments(intake)[0].said_at is None


@pytest.mark.parametrize(
    ("segments", "note"),
    [
        ((BSN, *ITEM, "SN1*1*2*EA", "REF*SE*SN-1"), "edi-quantity"),
        ((BSN, *ONE[:-1], "CTT*9"), "edi-total"),
        ((BSN.replace("*00*", "*05*"), *ONE), "edi-replaces"),
    ],
)
async def test_what_is_only_odd_is_noted(segments: tuple[str, ...], note: str) -> None:
    assert await notes_of(*segments) == [note]


async def test_a_code_that_no_location_has_is_noted() -> None:
    intake = of_source(locations={"A": "Bern"})
    parties = ("N1*ST*X*92*B", "N1*SF*X*92*C")

    assert await notes_of(BSN, *parties, *ONE, intake=intake) == ["location-unknown"]


async def test_a_plain_notice_needs_no_note() -> None:
    assert await notes_of(BSN, *ONE) == []


async def test_the_query_cannot_turn_a_cancellation_into_something_else() -> None:
    body = an_interchange(BSN.replace("*00*", "*01*"), *ONE)

    reply = await an_intake().procurement(body, kind=EDI, query={"event": "dispatched"})

    assert codes_of(reply) == ["purpose-disagrees"]


async def test_the_query_may_say_that_the_devices_came_back() -> None:
    intake = an_intake()

    await intake.procurement(an_interchange(BSN, *ONE), kind=EDI, query={"event": "returned"})

    assert shipments(intake)[0].event is ShipmentEvent.RETURNED
