"""Builders of tenants in which machines are prepared without being registered."""

from typing import Any

from simulator.clock import JumpingClock
from simulator.tenant import Latencies, Tenant
from tests.tenancy import a_tenant

ROBIN = "robin@contoso.com"
SERIAL, MANUFACTURER, MODEL = "SN-1", "Contoso", "Contoso 13"
IDENTIFIER = f"{MANUFACTURER},{MODEL},{SERIAL}"


def an_identifier(text: str = IDENTIFIER, **other: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    return {
        "importedDeviceIdentifier": text,
        "importedDeviceIdentityType": "manufacturerModelSerial",
        "platform": "windows",
        "description": "",
    } | other


def a_preparing_tenant(latencies: Latencies | None = None) -> tuple[Tenant, JumpingClock]:
    """Make a tenant with Robin and an empty group of people and one of devices."""
    tenant, clock = a_tenant(latencies or Latencies.instant())
    tenant.user_appears(ROBIN)
    tenant.group_exists("People")
    tenant.group_exists("Devices")
    return tenant, clock


def group_id(tenant: Tenant, name: str) -> str:
    return tenant.model.groups.named(name)[0].id


def a_policy(tenant: Tenant, **other: Any) -> str:  # noqa: ANN401  any part of a policy
    """Create the policy ``Standard`` for the group ``People``, and put Robin in that group."""
    people, robin = group_id(tenant, "People"), tenant.model.users.get(ROBIN)
    if robin.id not in tenant.model.groups.get(people).added:
        tenant.add_member(people, robin.id)
    usual = {"user_group": people, "device_group": group_id(tenant, "Devices")}
    wanted = {"name": "Standard"} | usual | other
    return tenant.preparation_policy(**wanted)


def switch_on(tenant: Tenant, serial: str = SERIAL) -> None:
    """Deliver a machine to Robin, who switches it on at once."""
    tenant.machine_delivered(serial, MANUFACTURER, MODEL, ROBIN)
    tenant.switches_on_new(serial)
