"""What is queued, how often, and how large."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from shared.domain.commands import Shipment
from shared.domain.errors import Unavailable
from shared.domain.messages import Message
from shared.runtime.envelope import decode
from tests.receiving import (
    CollectingOutbox,
    Intake,
    a_hash,
    a_hire_event,
    a_shipment_event,
    an_intake,
    as_json,
    content_of,
)

CSV = f"Device Serial Number,Hardware Hash\r\nSN-1,{a_hash()}\r\n".encode()


def ids(intake: Intake) -> list[str]:
    return [message.id for message in intake.messages]


def shipments(intake: Intake) -> list[Shipment]:
    return [command for command in intake.commands if isinstance(command, Shipment)]


async def test_an_event_that_comes_again_makes_the_same_step_and_receipt() -> None:
    intake = an_intake()

    first = await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"})))
    again = await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"})))

    assert first == again
    assert len(set(ids(intake))) == 1


async def test_a_file_that_comes_again_makes_the_same_step_and_receipt() -> None:
    intake = an_intake()

    first = await intake.procurement(CSV, kind="text/csv")
    again = await intake.procurement(CSV, kind="text/csv")

    assert first == again
    assert len(set(ids(intake))) == 1


async def test_a_hire_without_a_time_makes_the_same_step_when_it_comes_later() -> None:
    intake = an_intake()
    timeless = {name: value for name, value in a_hire_event().items() if name != "time"}

    await intake.hr(as_json(timeless))
    await intake.hr(as_json([a_hire_event(employee_id="E-2"), timeless]))

    assert ids(intake)[0] == ids(intake)[2]


async def test_a_corrected_event_under_the_same_id_is_another_step() -> None:
    intake = an_intake()

    await intake.hr(as_json(a_hire_event()))
    await intake.hr(as_json(a_hire_event(location="Bern")))

    assert len(set(ids(intake))) == 2


async def test_mended_lines_under_the_same_event_id_are_another_step() -> None:
    intake = an_intake()

    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"}, {"serial": "0"})))
    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"}, {"serial": "SN-2"})))

    assert len(set(ids(intake))) == 2


async def test_the_receipt_is_the_correlation_of_every_step() -> None:
    intake = an_intake()

    reply = await intake.hr(as_json([a_hire_event(), a_hire_event(employee_id="E-2")]))

    correlations = {decode(message.body).correlation for message in intake.messages}
    assert correlations == {content_of(reply)["receipt"]}


async def test_a_file_is_named_by_its_query_or_by_its_content() -> None:
    intake = an_intake()
    query = {"shipment_id": "S-7", "order_reference": "PO-7", "persona": "lab"}

    await intake.procurement(CSV, kind="text/csv", query=query)
    await intake.procurement(CSV, kind="text/csv")

    named, nameless = shipments(intake)
    assert (named.shipment_id, named.lines[0].order_reference) == ("S-7", "PO-7")
    assert named.lines[0].persona == "lab"
    assert nameless.shipment_id.startswith("csv-")
    assert len(nameless.shipment_id) == 16


async def test_a_query_that_cannot_be_used_is_turned_down() -> None:
    reply = await an_intake().procurement(CSV, kind="text/csv", query={"persona": "pilot"})

    assert reply.status == 422
    assert content_of(reply)["errors"][0]["field"] == "query.persona"


async def test_lines_travel_fifty_at_a_time() -> None:
    intake = an_intake()
    lines = [{"serial": f"SN-{number}"} for number in range(120)]

    await intake.procurement(as_json(a_shipment_event(*lines)))

    assert sorted(len(shipment.lines) for shipment in shipments(intake)) == [20, 50, 50]
    assert {line.serial for line in intake.lines} == {f"SN-{number}" for number in range(120)}


async def test_no_message_reaches_64_kb_whatever_the_lines_hold() -> None:
    intake = an_intake()
    wide = "\U0001f6eb" * 128
    lines = [
        {
            "serial": f"{'S' * 60}{number}",
            "manufacturer": wide,
            "model": wide,
            "product_key": wide[:64],
            "group_tag": wide,
            "order_reference": wide,
            "employee_id": wide,
            "person": "p" * 100 + "@example.com",
        }
        for number in range(60)
    ]

    await intake.procurement(as_json(a_shipment_event(*lines, shipment_id=wide)))

    assert len(intake.lines) == 60
    assert max(len(message.body) for message in intake.messages) < 64_000


async def test_nothing_is_kept_or_queued_when_nothing_is_accepted() -> None:
    intake = an_intake()

    reply = await intake.procurement(as_json(a_shipment_event({"serial": "0"})))

    assert (reply.status, content_of(reply)["code"]) == (422, "nothing-accepted")
    assert intake.messages == []


async def test_the_log_names_nobody() -> None:
    intake = an_intake()
    event = a_hire_event(employee_id="E-SECRET", user_principal_name="ada@example.com")

    with capture_logs() as lines:
        reply = await intake.hr(as_json(event))

    assert lines == [
        {
            "event": "intake.received",
            "log_level": "info",
            "receipt": content_of(reply)["receipt"],
            "source": "groundcrew",
            "subject": "employee_id",
            "commands": 1,
            "accepted": 1,
            "noted": 0,
            "refused": 0,
        }
    ]


class BrokenOutbox(CollectingOutbox):
    """Takes nothing."""

    async def send(self, message: Message) -> None:
        await asyncio.sleep(0)
        raise Unavailable(f"The queue {message.queue} does not answer.")


async def test_a_queue_that_does_not_answer_is_the_callers_to_try_again() -> None:
    outbox = BrokenOutbox()
    intake = Intake(replace(an_intake().services, outbox=outbox), outbox)

    with pytest.raises(Unavailable, match="does not answer"):
        await intake.hr(as_json([a_hire_event(), a_hire_event(employee_id="E-2")]))
