"""Builders of simulated tenants and of what is uploaded to them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from simulator.clock import JumpingClock
from simulator.hardware import hardware_hash
from simulator.tenant import Latencies, Moods, Span, Tenant

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
A_WHILE = timedelta(minutes=5)


def a_tenant(
    latencies: Latencies | None = None, moods: Moods | None = None
) -> tuple[Tenant, JumpingClock]:
    clock = JumpingClock(START)
    return Tenant(clock, seed=7, latencies=latencies, moods=moods), clock


def a_tenant_in(moods: Moods, **slow: Span) -> tuple[Tenant, JumpingClock]:
    """Make a tenant that is in a mood, and does at once whatever is not said to be slow."""
    clock = JumpingClock(START)
    latencies = replace(Latencies.instant(), **slow)
    return Tenant(clock, seed=7, latencies=latencies, moods=moods), clock


def an_instant_tenant() -> tuple[Tenant, JumpingClock]:
    return a_tenant(Latencies.instant())


def a_line(serial: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    hashed = hardware_hash(serial, "Contoso", "Contoso 13")
    return {"serialNumber": serial, "hardwareIdentifier": hashed} | other


def registered(tenant: Tenant, serial: str, group_tag: str = "") -> str:
    """Register a machine in an instant tenant; answers the identity's id."""
    tenant.oem_registers(serial, group_tag=group_tag)
    identity = tenant.model.identities.registered(serial)
    assert identity is not None
    return identity.id


def device_object(tenant: Tenant, identity_id: str) -> str:
    """Find the directory object of a registered machine."""
    device_id = tenant.identity(identity_id)["azureActiveDirectoryDeviceId"]
    return str(tenant.device_by_device_id(device_id)["id"])


def group_fields(name: str, **other: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    """Describe an assigned security group as a POST does."""
    required = {"displayName": name, "mailNickname": name.replace(" ", "")}
    return required | {"mailEnabled": False, "securityEnabled": True} | other


def dynamic_fields(name: str, rule: str) -> dict[str, Any]:
    """Describe a dynamic security group as a POST does."""
    rules = {"membershipRule": rule, "membershipRuleProcessingState": "On"}
    return group_fields(name, groupTypes=["DynamicMembership"], **rules)
