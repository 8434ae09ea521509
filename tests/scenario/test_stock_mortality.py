"""The process may die after any call while devices change hands; two workers may meet there."""

from collections.abc import Sequence

import pytest

from shared.domain.commands import Command, DeviceRequest, HireEvent, NewHire, Shipment
from shared.domain.shipment import ShipmentEvent
from tests.meanwhile import at_once
from tests.pairings import disagreements, missed
from tests.stocks import a_stocked_line, a_stocked_world, asked, hear, in_oslo, noticed

type News = NewHire | Shipment | DeviceRequest

ONE, TWO = a_stocked_line("SN-1"), a_stocked_line("SN-2")
MEANT = a_stocked_line("SN-1", order="PO-1")
RETURNED = noticed(ONE, event=ShipmentEvent.RETURNED, hours=3)
CANCELLED = in_oslo(hours=3, event=HireEvent.CANCELLED)

# What happens one after the other, and which hire and request have which device in the end.
DRAW = ((noticed(ONE), in_oslo(hours=1)), {"E-1": "SN-1"})
DISPLACEMENT = (
    (noticed(MEANT), in_oslo(hours=1), noticed(TWO, hours=2), in_oslo(2, hours=3, order="PO-1")),
    {"E-1": "SN-2", "E-2": "SN-1"},
)
RETURN = ((noticed(ONE), in_oslo(hours=1), noticed(TWO, hours=2), RETURNED), {"E-1": "SN-2"})
SHARING = ((noticed(ONE), in_oslo(hours=1), asked(hours=2)), {"E-1": "SN-1"})


async def end_of(story: Sequence[News], dies_after: int) -> tuple[dict[str, str], int]:
    world = a_stocked_world(dies_after=dies_after)
    await hear(world, *story)
    assert await disagreements(world) == [], f"after call {dies_after}"
    assert await missed(world) == [], f"after call {dies_after}"
    return {hire.employee_id: hire.device for hire in await world.hires()}, world.mortality.calls


@pytest.mark.parametrize(("story", "end"), [DRAW, DISPLACEMENT, RETURN, SHARING])
async def test_the_process_may_die_while_a_device_changes_hands(
    story: Sequence[News], end: dict[str, str]
) -> None:
    _, before = await end_of(story[:-1], 0)
    _, calls = await end_of(story, 0)

    for call in range(before + 1, calls + 1):
        assert (await end_of(story, call))[0] == end, f"after call {call}"


NOTHING: Sequence[News] = ()
MEETINGS: list[tuple[Sequence[News], Command, Command]] = [
    ((noticed(ONE),), in_oslo(1, hours=1), in_oslo(2, hours=1)),
    ((in_oslo(),), noticed(ONE, hours=1), noticed(TWO, hours=1)),
    (NOTHING, noticed(ONE), in_oslo()),
    (NOTHING, in_oslo(), noticed(ONE)),
    ((noticed(ONE),), in_oslo(hours=1), asked(hours=1)),
    ((noticed(ONE),), asked(hours=1), in_oslo(hours=1)),
    ((noticed(MEANT), in_oslo(hours=1)), in_oslo(2, hours=3, order="PO-1"), CANCELLED),
    ((noticed(MEANT), in_oslo(hours=1)), CANCELLED, in_oslo(2, hours=3, order="PO-1")),
    ((noticed(ONE), in_oslo(hours=1)), RETURNED, noticed(TWO, hours=3)),
    ((noticed(ONE), in_oslo(hours=1)), noticed(TWO, hours=3), RETURNED),
]


@pytest.mark.parametrize(("before", "one", "other"), MEETINGS)
async def test_two_at_once_never_share_a_device_nor_take_two(
    before: Sequence[News], one: Command, other: Command
) -> None:
    # No handler makes as many calls; a later call number lets them run one after the other.
    for call in range(1, 60):
        world = a_stocked_world()
        await hear(world, *before)

        await at_once(world, one, other, call)

        assert await disagreements(world) == [], f"after call {call}"
        assert await missed(world) == [], f"after call {call}"
