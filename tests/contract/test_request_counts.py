"""What each method of the ports costs: requests are money, and throttled by the tenant.

One alone goes as it is, twenty go in one exchange, and fifty go in three, or
as a page of the list where there is one.
"""

import pytest

from shared.domain.monitoring import Report
from tests.contract.asking import ASKS, a_cast
from tests.contract.tenants import FACES, a_world

type Costs = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

# Requests and exchanges for one thing, for twenty, and for fifty.
SINGLY: Costs = ((1, 1), (20, 1), (50, 3))
LISTED: Costs = ((1, 1), (20, 1), (1, 1))
TOGETHER: Costs = ((1, 1), (1, 1), (3, 3))
AT_ONCE: Costs = ((1, 1), (1, 1), (1, 1))
NOTHING: Costs = ((0, 0), (0, 0), (0, 0))

COSTS: dict[str, Costs] = {
    "identities": LISTED,
    "identities_by_id": SINGLY,
    "imports_of": LISTED,
    "import_devices": AT_ONCE,
    "import_records": LISTED,
    "delete_imports": SINGLY,
    "assign_users": SINGLY,
    "unassign_users": SINGLY,
    "set_group_tags": SINGLY,
    "delete_identities": SINGLY,
    "profile_statuses": LISTED,
    "sync": AT_ONCE,
    "devices": SINGLY,
    "group": AT_ONCE,
    "group by id": NOTHING,
    "members": SINGLY,
    "add_members": TOGETHER,
    "users": SINGLY,
    "managers": SINGLY,
    "licensed": SINGLY,
    "identifiers": AT_ONCE,
    "import_identifiers": AT_ONCE,
    "managed_devices": SINGLY,
    "events": AT_ONCE,
    "failed_items": AT_ONCE,
    "begin_export": AT_ONCE,
    "resume": AT_ONCE,
}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("count", "column"), [(1, 0), (20, 1), (50, 2)])
@pytest.mark.parametrize("method", COSTS)
async def test_a_method_makes_exactly_so_many_requests(
    face: str, method: str, count: int, column: int
) -> None:
    async with a_world(face) as world:
        cast = a_cast(world, count)
        requests, round_trips = world.requests, world.round_trips

        await ASKS[method](world, cast)

        spent = (world.requests - requests, world.round_trips - round_trips)
    assert spent == COSTS[method][column]


@pytest.mark.parametrize("face", FACES)
async def test_a_finished_export_costs_a_look_and_a_download(face: str) -> None:
    async with a_world(face) as world:
        job = await world.monitoring.begin_export(Report.AUTOPILOT)
        before = world.requests

        await world.monitoring.export(Report.AUTOPILOT, job)

    assert world.requests - before == 2
