"""Builders of deployments in a simulated tenant, and what its voices say of them."""

from dataclasses import replace
from datetime import timedelta

from simulator.clock import JumpingClock
from simulator.tenant import Latencies, Moods, Tenant, minutes
from tests.tenancy import START, registered

# Device set-up 20, account set-up 15, a retry after 10, the report 30 minutes behind.
PUNCTUAL = replace(Latencies.instant(), report_written=minutes(30))


def a_moody_tenant(**moods: float) -> tuple[Tenant, JumpingClock]:
    """Make a tenant in which these moods befall everything."""
    clock = JumpingClock(START)
    return Tenant(clock, latencies=PUNCTUAL, moods=Moods(**moods)), clock


def switched_on(tenant: Tenant, serial: str = "SN-1") -> str:
    """Register a machine and switch it on; answers its identity's id."""
    identity_id = registered(tenant, serial)
    tenant.switches_on(serial)
    return identity_id


def minute(clock: JumpingClock, count: float) -> None:
    clock.jump_to(START + timedelta(minutes=count))


def states(tenant: Tenant) -> tuple[str, str, str]:
    """Read the only event: the deployment's state, then its phases'."""
    (event,) = tenant.autopilot_events()
    return event["deploymentState"], event["deviceSetupStatus"], event["accountSetupStatus"]
