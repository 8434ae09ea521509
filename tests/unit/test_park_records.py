"""The records of what is parked: how often, since when, and what is left of them."""

from datetime import UTC, datetime, timedelta

from handlers.forgetting import forget
from handlers.forgetting.marks import LEFT_KEPT
from shared.domain.errors import Reason
from shared.domain.parked import Parked
from shared.domain.rows import RowKey
from tests.journeys import a_line, a_world, ship

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REASON = Reason(code="guest", sentence="A guest.", remedy="-", evidence={"user": "U-1"})


def a_record(at: datetime = NOW, mark: str = "m-1") -> Parked:
    return Parked(
        id="P-1",
        at=at,
        reason=REASON,
        error_class="Refused",
        queue="assign-user",
        message="{}",
        mark=mark,
    )


def test_what_is_parked_again_counts_and_keeps_when_it_was_first() -> None:
    again = a_record(LATER, "m-2").after(a_record())

    assert (again.first_seen, again.at, again.times) == (NOW, LATER, 2)


def test_a_message_that_comes_twice_parks_once() -> None:
    again = a_record(LATER).after(a_record())

    assert (again.first_seen, again.at, again.times) == (NOW, NOW, 1)


def test_a_message_that_parks_again_what_has_left_counts() -> None:
    again = a_record(LATER).after(a_record().left(LATER))

    assert (again.times, again.left_at) == (2, None)


async def test_what_left_is_not_read_and_says_nothing_but_how_often_it_was_there() -> None:
    world = a_world()
    parked = world.services.parked
    await parked.put("P-1", a_record())

    await parked.leave(a_record(), LATER)

    row = await world.rows.get(RowKey(table="parked", partition="P-1", row=""))
    assert await parked.get("P-1") is None
    assert (await parked.page(None, 10)).items == ()
    assert row is not None
    assert (row.document["message"], row.document["reason"]["evidence"]) == ("", {})


async def test_what_was_parked_again_since_it_was_seen_does_not_leave() -> None:
    parked = a_world().services.parked
    await parked.put("P-1", a_record())
    await parked.put("P-1", a_record(LATER, "m-2"))

    await parked.leave(a_record(), LATER)

    assert await parked.get("P-1") is not None


async def test_a_record_of_the_previous_shape_is_read() -> None:
    world = a_world()
    document = {
        "id": "P-1",
        "at": NOW.isoformat(),
        "reason": {"code": "guest", "sentence": "A guest.", "remedy": "-", "evidence": {}},
        "error_class": "Refused",
        "queue": "assign-user",
        "message": "{}",
        "serial": "SN-1",
    }
    await world.rows.upsert(RowKey(table="parked", partition="P-1", row=""), document)

    parked = await world.services.parked.get("P-1")

    assert parked is not None
    assert (parked.first_seen, parked.times, parked.tries) == (NOW, 1, 1)


async def test_the_history_of_what_left_is_forgotten_one_day() -> None:
    world = a_world()
    await world.services.parked.put("P-1", a_record())
    await world.services.parked.leave(a_record(), world.clock.now())
    world.clock.advance(LEFT_KEPT + timedelta(days=1))

    await forget(world.services)

    assert await world.rows.get(RowKey(table="parked", partition="P-1", row="")) is None


async def test_a_device_s_record_tells_its_shipment_its_tries_and_what_set_it_off() -> None:
    world = a_world()
    world.tenant.owned_elsewhere("SN-1")
    await ship(world, a_line("SN-1"))

    await world.settle()

    (parked,) = await world.parked()
    assert (parked.shipment_id, parked.tries) == ("SHP-1", 1)
    assert parked.correlation.startswith("dispatched/SN-1")
    assert parked.mark
