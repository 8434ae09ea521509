"""What each method of the ports costs: requests are money, and throttled by the tenant.

One alone goes as it is, twenty go in one exchange, and fifty go in three, or
as a page of the list where there is one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from shared.domain.directory import User
from shared.domain.identifiers import CorporateIdentifier
from shared.domain.monitoring import Report
from simulator.tenant.answers import NIL_GUID
from simulator.tenant.users import INTUNE_PLAN
from tests.contract.tenants import FACES, World, a_world, an_order
from tests.tenancy import device_object, registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What the methods are asked about."""

    group: str
    serials: list[str] = field(default_factory=list[str])
    identities: list[str] = field(default_factory=list[str])
    device_ids: list[str] = field(default_factory=list[str])
    objects: list[str] = field(default_factory=list[str])
    records: list[str] = field(default_factory=list[str])
    users: list[User] = field(default_factory=list[User])


def a_cast(world: World, count: int) -> Cast:
    cast = Cast(group=world.tenant.group_exists("Laptops"))
    for number in range(count):
        serial, upn = f"SN-{number}", f"person{number}@contoso.example"
        user_id = world.tenant.user_appears(upn)
        identity = registered(world.tenant, serial)
        (record,) = world.tenant.import_devices([{"serialNumber": serial}])
        cast.serials.append(serial)
        cast.identities.append(identity)
        cast.device_ids.append(world.tenant.identity(identity)["azureActiveDirectoryDeviceId"])
        cast.objects.append(device_object(world.tenant, identity))
        cast.records.append(record["id"])
        cast.users.append(a_user(user_id, upn))
    return cast


def a_user(user_id: str, upn: str) -> User:
    return User(
        id=user_id, user_principal_name=upn, display_name="Robin", enabled=True, member=True
    )


def identifiers(cast: Cast) -> list[CorporateIdentifier]:
    return [
        CorporateIdentifier(manufacturer="Contoso", model="Contoso 13", serial=serial)
        for serial in cast.serials
    ]


type Ask = Callable[[World, Cast], Awaitable[object]]
type Costs = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

# Requests and exchanges for one thing, for twenty, and for fifty.
SINGLY: Costs = ((1, 1), (20, 1), (50, 3))
LISTED: Costs = ((1, 1), (20, 1), (1, 1))
TOGETHER: Costs = ((1, 1), (1, 1), (3, 3))
AT_ONCE: Costs = ((1, 1), (1, 1), (1, 1))
NOTHING: Costs = ((0, 0), (0, 0), (0, 0))

COSTS: dict[str, tuple[Ask, Costs]] = {
    "identities": (lambda world, cast: world.autopilot.identities(cast.serials), LISTED),
    "identities_by_id": (
        lambda world, cast: world.autopilot.identities_by_id(cast.identities),
        SINGLY,
    ),
    "imports_of": (lambda world, cast: world.autopilot.imports_of(cast.serials), LISTED),
    "import_devices": (
        lambda world, cast: world.autopilot.import_devices(
            [an_order(f"NEW-{serial}") for serial in cast.serials]
        ),
        AT_ONCE,
    ),
    "import_records": (lambda world, cast: world.autopilot.import_records(cast.records), LISTED),
    "delete_imports": (lambda world, cast: world.autopilot.delete_imports(cast.records), SINGLY),
    "assign_users": (
        lambda world, cast: world.autopilot.assign_users(
            dict(zip(cast.identities, cast.users, strict=True))
        ),
        SINGLY,
    ),
    "unassign_users": (
        lambda world, cast: world.autopilot.unassign_users(cast.identities),
        SINGLY,
    ),
    "set_group_tags": (
        lambda world, cast: world.autopilot.set_group_tags(dict.fromkeys(cast.identities, "Tag")),
        SINGLY,
    ),
    "delete_identities": (
        lambda world, cast: world.autopilot.delete_identities(cast.identities),
        SINGLY,
    ),
    "profile_statuses": (
        lambda world, cast: world.autopilot.profile_statuses(cast.identities),
        LISTED,
    ),
    "sync": (lambda world, _: world.autopilot.sync(), AT_ONCE),
    "devices": (lambda world, cast: world.directory.devices(cast.device_ids), SINGLY),
    "group": (lambda world, _: world.directory.group("Laptops"), AT_ONCE),
    "group by id": (lambda world, cast: world.directory.group(cast.group), NOTHING),
    "members": (lambda world, cast: world.directory.members(cast.group, cast.objects), SINGLY),
    "add_members": (
        lambda world, cast: world.directory.add_members(cast.group, cast.objects),
        TOGETHER,
    ),
    "users": (
        lambda world, cast: world.directory.users(
            [user.user_principal_name for user in cast.users]
        ),
        SINGLY,
    ),
    "licensed": (
        lambda world, cast: world.directory.licensed(
            [user.id for user in cast.users], [INTUNE_PLAN]
        ),
        SINGLY,
    ),
    "identifiers": (
        lambda world, cast: world.preparation.identifiers(identifiers(cast)),
        AT_ONCE,
    ),
    "import_identifiers": (
        lambda world, cast: world.preparation.import_identifiers(identifiers(cast)),
        AT_ONCE,
    ),
    "managed_devices": (
        lambda world, cast: world.monitoring.managed_devices(cast.serials),
        SINGLY,
    ),
    "events": (lambda world, cast: world.monitoring.events(cast.serials, 20), AT_ONCE),
    "failed_items": (lambda world, _: world.monitoring.failed_items(NIL_GUID), AT_ONCE),
    "begin_export": (lambda world, _: world.monitoring.begin_export(Report.AUTOPILOT), AT_ONCE),
}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("count", "column"), [(1, 0), (20, 1), (50, 2)])
@pytest.mark.parametrize("method", COSTS)
async def test_a_method_makes_exactly_so_many_requests(
    face: str, method: str, count: int, column: int
) -> None:
    ask, costs = COSTS[method]
    async with a_world(face) as world:
        cast = a_cast(world, count)
        requests, round_trips = world.requests, world.round_trips

        await ask(world, cast)

        spent = (world.requests - requests, world.round_trips - round_trips)
    assert spent == costs[column]


@pytest.mark.parametrize("face", FACES)
async def test_a_finished_export_costs_a_look_and_a_download(face: str) -> None:
    async with a_world(face) as world:
        job = await world.monitoring.begin_export(Report.AUTOPILOT)
        before = world.requests

        await world.monitoring.export(Report.AUTOPILOT, job)

    assert world.requests - before == 2
