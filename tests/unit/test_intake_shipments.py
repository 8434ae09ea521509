"""A supplier's events become commands line by line."""

import pytest

from shared.domain.commands import Shipment
from shared.domain.hardware_hash import fingerprint
from shared.domain.shipment import ManifestLine, ShipmentEvent
from tests.receiving import a_hash, a_shipment_event, an_intake, as_json, codes_of, content_of
from tests.receiving import fields_of as fields


async def test_a_line_is_queued_with_all_that_the_supplier_said() -> None:
    intake = an_intake()
    line = {
        "serial": " sn-1 ",
        "manufacturer": "Contoso",
        "model": "Contoso 13",
        "hardware_hash": a_hash(),
        "product_key": "AAAAA-BBBBB",
        "group_tag": "TAG",
        "persona": "lab",
        "order_reference": "PO-7",
        "person": "ada@example.com",
        "employee_id": 7,
    }

    reply = await intake.procurement(as_json(a_shipment_event(line)))

    assert reply.status == 202
    assert intake.commands == [
        Shipment(
            event=ShipmentEvent.DISPATCHED,
            shipment_id="S-1",
            lines=(
                ManifestLine(
                    serial="SN-1",
                    manufacturer="Contoso",
                    model="Contoso 13",
                    product_key="AAAAA-BBBBB",
                    group_tag="TAG",
                    persona="lab",
                    order_reference="PO-7",
                    fingerprint=fingerprint(a_hash()),
                    person="ada@example.com",
                    employee_id="7",
                ),
            ),
        )
    ]


async def test_a_hash_is_kept_apart_and_never_answered_or_queued() -> None:
    intake = an_intake()
    line = {"serial": "SN-1", "hardware_hash": a_hash()}

    reply = await intake.procurement(as_json(a_shipment_event(line)))

    kept = await intake.services.hashes.find("SN-1", fingerprint(a_hash()))
    assert kept == a_hash()
    assert a_hash()[:40].encode() not in reply.body
    assert a_hash()[:40].encode() not in intake.messages[0].body


async def test_lines_take_the_shipments_persona_and_order_unless_they_have_their_own() -> None:
    intake = an_intake()
    own = {"serial": "SN-2", "persona": "lab", "order_reference": "PO-2"}
    event = a_shipment_event({"serial": "SN-1"}, own, persona="office", order_reference="PO-1")

    await intake.procurement(as_json(event))

    said = [(line.persona, line.order_reference) for line in intake.lines]
    assert said == [("office", "PO-1"), ("lab", "PO-2")]


@pytest.mark.parametrize("kind", ["delivered", "cancelled", "returned"])
async def test_a_hash_that_nobody_will_register_is_not_kept(kind: str) -> None:
    intake = an_intake()
    line = {"serial": "SN-1", "hardware_hash": a_hash()}

    reply = await intake.procurement(as_json(a_shipment_event(line, kind=kind)))

    assert reply.status == 202
    assert intake.lines[0].fingerprint == ""
    assert await intake.services.hashes.find("SN-1", fingerprint(a_hash())) is None


async def test_a_repaired_padding_is_noted_and_the_repaired_hash_is_kept() -> None:
    intake = an_intake()
    whole = a_hash()
    spaced = whole[:76] + "\r\n" + whole[76:]

    reply = await intake.procurement(
        as_json(a_shipment_event({"serial": "SN-1", "hardware_hash": spaced}))
    )

    content = content_of(reply)
    assert (reply.status, content["noted"], codes_of(reply)) == (202, 1, ["hash-repaired"])
    assert await intake.services.hashes.find("SN-1", fingerprint(whole)) == whole


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ({}, "serial", "serial-missing"),
        ({"serial": "Default string"}, "serial", "serial-placeholder"),
        ({"serial": "x" * 65}, "serial", "serial-too-long"),
        ({"serial": "SN\u20091"}, "serial", "serial-characters"),
        ({"serial": "\ud800"}, "serial", "field-characters"),
        ({"hardware_hash": "no hash!"}, "hardware_hash", "hash-not-base64"),
        ({"hardware_hash": "T0sE"}, "hardware_hash", "hash-damaged"),
        ({"hardware_hash": "A" * 16_388}, "hardware_hash", "hash-too-long"),
        ({"hardware_hash": a_hash("SN-2")}, "hardware_hash", "hash-of-another-machine"),
        (
            {"hardware_hash": a_hash(), "manufacturer": "Fabrikam"},
            "manufacturer",
            "manufacturer-disagrees",
        ),
        ({"persona": "pilot"}, "persona", "persona-unknown"),
        ({"person": "nobody"}, "person", "upn-malformed"),
        ({"group_tag": "x" * 129}, "group_tag", "field-too-long"),
        ({"model": "a\nb"}, "model", "field-characters"),
        ({"model": {"name": "a"}}, "model", "field-not-text"),
    ],
)
async def test_a_wrong_line_is_refused_by_field(
    line: dict[str, object], field: str, code: str
) -> None:
    intake = an_intake()
    lines = [{"serial": "SN-9"}, {"serial": "SN-1"} | line if line else {}]

    reply = await intake.procurement(as_json(a_shipment_event(*lines)))

    refused = content_of(reply)["lines"][1]
    assert (refused["line"], refused["verdict"]) == (2, "refused")
    assert (refused["field"], refused["code"]) == (f"data.lines[1].{field}", code)
    assert [good.serial for good in intake.lines] == ["SN-9"]


@pytest.mark.parametrize("line", [7, None, "SN-1", ["SN-1"]])
async def test_a_line_that_is_no_object_is_refused(line: object) -> None:
    reply = await an_intake().procurement(as_json(a_shipment_event(line)))

    assert (fields(reply), codes_of(reply)) == (["data.lines[0]"], ["field-not-an-object"])


async def test_another_model_than_the_hash_s_is_only_noted() -> None:
    intake = an_intake()
    line = {"serial": "SN-1", "model": "C13-DE", "hardware_hash": a_hash()}

    reply = await intake.procurement(as_json(a_shipment_event(line)))

    assert (fields(reply), codes_of(reply)) == (["data.lines[0].model"], ["model-disagrees"])
    assert intake.lines[0].model == "C13-DE"


@pytest.mark.parametrize("maker", ["CONTOSO", "contoso, Inc.", "The Contoso Company"])
async def test_another_spelling_of_the_manufacturer_agrees(maker: str) -> None:
    line = {"serial": "SN-1", "manufacturer": maker, "hardware_hash": a_hash()}

    reply = await an_intake().procurement(as_json(a_shipment_event(line)))

    assert reply.status == 202


async def test_the_same_line_twice_is_noted_and_dropped() -> None:
    intake = an_intake()

    reply = await intake.procurement(
        as_json(a_shipment_event({"serial": "SN-1"}, {"serial": "sn-1"}))
    )

    assert [line["verdict"] for line in content_of(reply)["lines"]] == ["accepted", "noted"]
    assert codes_of(reply)[1] == "line-repeated"
    assert len(intake.lines) == 1


async def test_a_second_line_that_says_something_else_is_refused() -> None:
    intake = an_intake()
    lines = ({"serial": "SN-1", "model": "A"}, {"serial": "SN-1", "model": "B"})

    reply = await intake.procurement(as_json(a_shipment_event(*lines)))

    assert codes_of(reply)[1] == "serial-twice"
    assert [line.model for line in intake.lines] == ["A"]


async def test_a_refused_line_does_not_stand_in_the_way_of_its_correction() -> None:
    intake = an_intake()
    lines = ({"serial": "SN-1", "hardware_hash": "broken"}, {"serial": "SN-1"})

    reply = await intake.procurement(as_json(a_shipment_event(*lines)))

    verdicts = [line["verdict"] for line in content_of(reply)["lines"]]
    assert verdicts == ["refused", "accepted"]


@pytest.mark.parametrize(
    ("data", "field", "code"),
    [
        ({"shipment_id": ""}, "data.shipment_id", "field-missing"),
        ({"lines": []}, "data.lines", "list-empty"),
        ({"lines": None}, "data.lines", "field-not-a-list"),
        ({"lines": {"serial": "SN-1"}}, "data.lines", "field-not-a-list"),
        ({"persona": "pilot"}, "data.persona", "persona-unknown"),
    ],
)
async def test_a_wrong_shipment_is_refused_as_a_whole(
    data: dict[str, object], field: str, code: str
) -> None:
    whole = {"shipment_id": "S-1", "lines": [{"serial": "SN-1"}]} | data
    intake = an_intake()

    reply = await intake.procurement(as_json(a_shipment_event() | {"data": whole}))

    assert (reply.status, fields(reply), codes_of(reply)) == (422, [field], [code])
    assert intake.messages == []


async def test_a_batch_tells_events_and_lines_apart() -> None:
    intake = an_intake()
    second = a_shipment_event({"serial": "SN-2"}, {"serial": "0"}) | {"id": "e-2"}
    third = a_shipment_event(shipment_id="") | {"id": "e-3"}

    reply = await intake.procurement(as_json([a_shipment_event({"serial": "SN-1"}), second, third]))

    lines = content_of(reply)["lines"]
    assert [(line["event"], line.get("line")) for line in lines] == [
        (1, 1),
        (2, 1),
        (2, 2),
        (3, None),
    ]
    assert lines[2]["field"] == "[1].data.lines[1].serial"
    assert lines[3]["field"] == "[2].data.shipment_id"


async def test_more_lines_than_are_read_at_once_are_turned_down() -> None:
    lines = [{"serial": "SN-1"}] * 2501

    reply = await an_intake().procurement(as_json([a_shipment_event(*lines)] * 2))

    assert (reply.status, content_of(reply)["code"]) == (422, "lines-too-many")
