"""What each method of the ports costs: requests are money, and throttled by the tenant."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from shared.domain.directory import User
from simulator.tenant.users import INTUNE_PLAN
from tests.contract.tenants import FACES, World, a_world, an_order
from tests.tenancy import device_object, registered

ROBIN = "robin@contoso.example"
IDENTITIES = "/deviceManagement/windowsAutopilotDeviceIdentities"
IMPORTS = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """What the methods are asked about."""

    identity: str
    device_id: str
    object: str
    group: str
    user: User
    record: str


async def a_cast(world: World) -> Cast:
    user_id = world.tenant.user_appears(ROBIN)
    identity_id = registered(world.tenant, "5CG1")
    identity = world.tenant.identity(identity_id)
    (record,) = world.tenant.import_devices([{"serialNumber": "5CG1"}])
    return Cast(
        identity=identity_id,
        device_id=identity["azureActiveDirectoryDeviceId"],
        object=device_object(world.tenant, identity_id),
        group=world.tenant.group_exists("Laptops"),
        user=User(
            id=user_id,
            user_principal_name=ROBIN,
            display_name="Robin Sample",
            enabled=True,
            member=True,
        ),
        record=record["id"],
    )


type Ask = Callable[[World, Cast], Awaitable[object]]

COSTS: dict[str, tuple[Ask, list[str]]] = {
    "identity": (
        lambda world, _: world.autopilot.identity("5CG1"),
        [f"GET /v1.0{IDENTITIES}", f"GET /v1.0{IDENTITIES}/IDENTITY"],
    ),
    "identity of nobody": (
        lambda world, _: world.autopilot.identity("NONE1"),
        [f"GET /v1.0{IDENTITIES}"],
    ),
    "identity_by_id": (
        lambda world, cast: world.autopilot.identity_by_id(cast.identity),
        [f"GET /v1.0{IDENTITIES}/IDENTITY"],
    ),
    "import_of": (lambda world, _: world.autopilot.import_of("5CG1"), [f"GET {IMPORTS}"]),
    "import_devices": (
        lambda world, _: world.autopilot.import_devices([an_order("5CG2"), an_order("5CG3")]),
        [f"POST {IMPORTS}/import"],
    ),
    "import_record": (
        lambda world, cast: world.autopilot.import_record(cast.record),
        [f"GET {IMPORTS}/RECORD"],
    ),
    "assign_user": (
        lambda world, cast: world.autopilot.assign_user(cast.identity, cast.user),
        [f"POST /v1.0{IDENTITIES}/IDENTITY/assignUserToDevice"],
    ),
    "unassign_user": (
        lambda world, cast: world.autopilot.unassign_user(cast.identity),
        [f"POST /v1.0{IDENTITIES}/IDENTITY/unassignUserFromDevice"],
    ),
    "profile_status": (
        lambda world, cast: world.autopilot.profile_status(cast.identity),
        [f"GET /beta{IDENTITIES}/IDENTITY"],
    ),
    "deployment_state": (
        lambda world, _: world.autopilot.deployment_state("5CG1"),
        ["GET /beta/deviceManagement/autopilotEvents"],
    ),
    "device": (
        lambda world, cast: world.directory.device(cast.device_id),
        ["GET /v1.0/devices(deviceId='DEVICE')"],
    ),
    "group by id": (lambda world, cast: world.directory.group(cast.group), []),
    "group by name": (lambda world, _: world.directory.group("Laptops"), ["GET /v1.0/groups"]),
    "is_member": (
        lambda world, cast: world.directory.is_member(cast.group, cast.object),
        ["GET /v1.0/groups/GROUP/members"],
    ),
    "add_member": (
        lambda world, cast: world.directory.add_member(cast.group, cast.object),
        ["POST /v1.0/groups/GROUP/members/$ref"],
    ),
    "user": (lambda world, _: world.directory.user(ROBIN), [f"GET /v1.0/users/{ROBIN}"]),
    "is_licensed": (
        lambda world, cast: world.directory.is_licensed(cast.user.id, [INTUNE_PLAN]),
        ["GET /v1.0/users/USER/licenseDetails"],
    ),
}


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("method", COSTS)
async def test_a_method_makes_exactly_these_requests(face: str, method: str) -> None:
    ask, expected = COSTS[method]
    lines: list[dict[str, Any]] = []
    async with a_world(face) as world:
        cast = await a_cast(world)
        world.tenant.trace_to(lines.append)

        await ask(world, cast)

    names = {
        cast.identity: "IDENTITY",
        cast.device_id: "DEVICE",
        cast.group: "GROUP",
        cast.record: "RECORD",
        cast.user.id: "USER",
    }
    assert [f"{line['method']} {_named(line['url'], names)}" for line in lines] == expected


def _named(url: str, names: dict[str, str]) -> str:
    path = url.partition("?")[0]
    for each, name in names.items():
        path = path.replace(each, name)
    return path
