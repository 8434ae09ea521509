"""Every method of the ports to Graph, asked about so many devices and people."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from shared.domain.directory import User
from shared.domain.identifiers import CorporateIdentifier
from shared.domain.lifecycle import WorkflowTask
from shared.domain.monitoring import Report
from simulator.tenant.answers import NIL_GUID
from simulator.tenant.users import INTUNE_PLAN
from tests.contract.tenants import World, an_order
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

ASKS: dict[str, Ask] = {
    "identities": lambda world, cast: world.autopilot.identities(cast.serials),
    "identities_by_id": lambda world, cast: world.autopilot.identities_by_id(cast.identities),
    "imports_of": lambda world, cast: world.autopilot.imports_of(cast.serials),
    "import_devices": lambda world, cast: world.autopilot.import_devices(
        [an_order(f"NEW-{serial}") for serial in cast.serials]
    ),
    "import_records": lambda world, cast: world.autopilot.import_records(cast.records),
    "delete_imports": lambda world, cast: world.autopilot.delete_imports(cast.records),
    "assign_users": lambda world, cast: world.autopilot.assign_users(
        dict(zip(cast.identities, cast.users, strict=True))
    ),
    "unassign_users": lambda world, cast: world.autopilot.unassign_users(cast.identities),
    "set_group_tags": lambda world, cast: world.autopilot.set_group_tags(
        dict.fromkeys(cast.identities, "Tag")
    ),
    "delete_identities": lambda world, cast: world.autopilot.delete_identities(cast.identities),
    "allow_next_enrollments": lambda world, cast: world.autopilot.allow_next_enrollments(
        cast.identities
    ),
    "blocked_enrollments": lambda world, cast: world.autopilot.blocked_enrollments(cast.identities),
    "profile_statuses": lambda world, cast: world.autopilot.profile_statuses(cast.identities),
    "sync": lambda world, _: world.autopilot.sync(),
    "devices": lambda world, cast: world.directory.devices(cast.device_ids),
    "group": lambda world, _: world.directory.group("Laptops"),
    "group by id": lambda world, cast: world.directory.group(cast.group),
    "members": lambda world, cast: world.directory.members(cast.group, cast.objects),
    "add_members": lambda world, cast: world.directory.add_members(cast.group, cast.objects),
    "users": lambda world, cast: world.directory.users(
        [user.user_principal_name for user in cast.users]
    ),
    "managers": lambda world, cast: world.directory.managers(
        [user.user_principal_name for user in cast.users]
    ),
    "licensed": lambda world, cast: world.directory.licensed(
        [user.id for user in cast.users], [INTUNE_PLAN]
    ),
    "identifiers": lambda world, cast: world.preparation.identifiers(identifiers(cast)),
    "import_identifiers": lambda world, cast: world.preparation.import_identifiers(
        identifiers(cast)
    ),
    "delete_identifiers": lambda world, cast: world.preparation.delete_identifiers(
        identifiers(cast)
    ),
    "delete_managed_devices": lambda world, _: world.monitoring.delete_managed_devices([NIL_GUID]),
    "managed_devices": lambda world, cast: world.monitoring.managed_devices(cast.serials),
    "events": lambda world, cast: world.monitoring.events(cast.serials, 20),
    "failed_items": lambda world, _: world.monitoring.failed_items(NIL_GUID),
    "resume": lambda world, _: world.workflows.resume(
        WorkflowTask(workflow=NIL_GUID, task=NIL_GUID, result=NIL_GUID), completed=True
    ),
    "begin_export": lambda world, _: world.monitoring.begin_export(Report.AUTOPILOT),
}
