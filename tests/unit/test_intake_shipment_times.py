"""When a supplier says that something happened, and what."""

from datetime import UTC, datetime

import pytest

from shared.domain.commands import Shipment
from shared.domain.shipment import ShipmentEvent
from tests.receiving import Intake, a_shipment_event, an_intake, as_json, codes_of, fields_of

CSV = b"Serial,Hash\nSN-1,\n"
THEN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def said(intake: Intake) -> list[tuple[ShipmentEvent, datetime | None]]:
    shipments = [command for command in intake.commands if isinstance(command, Shipment)]
    return [(each.event, each.said_at) for each in shipments]


@pytest.mark.parametrize("event", list(ShipmentEvent))
async def test_every_event_is_taken_with_its_time(event: ShipmentEvent) -> None:
    intake = an_intake()
    told = a_shipment_event({"serial": "SN-1"}, kind=event) | {"time": "2026-03-01T09:00:00+01:00"}

    await intake.procurement(as_json(told))

    assert said(intake) == [(event, THEN)]


async def test_an_event_without_a_time_has_none() -> None:
    intake = an_intake()

    await intake.procurement(as_json(a_shipment_event({"serial": "SN-1"})))

    assert said(intake) == [(ShipmentEvent.DISPATCHED, None)]


async def test_an_event_from_the_future_is_refused() -> None:
    told = a_shipment_event({"serial": "SN-1"}) | {"time": "2026-03-03T08:00:01Z"}

    reply = await an_intake().procurement(as_json(told))

    assert (codes_of(reply), fields_of(reply)) == (["time-in-future"], ["time"])


@pytest.mark.parametrize("event", list(ShipmentEvent))
async def test_the_query_says_what_became_of_a_file_s_devices_and_when(
    event: ShipmentEvent,
) -> None:
    intake = an_intake()
    query = {"event": event.value, "time": "2026-03-01T08:00:00Z"}

    await intake.procurement(CSV, kind="text/csv", query=query)

    assert said(intake) == [(event, THEN)]


async def test_the_same_file_for_another_event_is_another_delivery() -> None:
    intake = an_intake()

    first = await intake.procurement(CSV, kind="text/csv")
    second = await intake.procurement(CSV, kind="text/csv", query={"event": "cancelled"})

    assert first.body != second.body
    assert len({message.id for message in intake.messages}) == 2


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"event": "lost"}, "event-unknown"),
        ({"time": "yesterday"}, "time-malformed"),
        ({"time": "2026-03-04T00:00:00Z"}, "time-in-future"),
    ],
)
async def test_a_query_that_says_neither_is_turned_down(query: dict[str, str], code: str) -> None:
    reply = await an_intake().procurement(CSV, kind="text/csv", query=query)

    assert (codes_of(reply), fields_of(reply)) == ([code], [f"query.{next(iter(query))}"])


async def test_the_same_notice_at_another_time_is_another_step() -> None:
    intake = an_intake()

    for time in ("2026-03-01T08:00:00Z", "2026-03-01T09:00:00Z"):
        await intake.procurement(CSV, kind="text/csv", query={"time": time})

    assert len({message.id for message in intake.messages}) == 2
