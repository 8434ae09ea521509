"""The Autopilot sync: "windowsAutopilotSettings: sync" (beta) in Microsoft's reference."""

from datetime import timedelta

import pytest

from simulator.tenant import GraphFault, Latencies, Tenant, minutes, seconds
from tests.tenancy import START, a_tenant

SLOW = Latencies(identity_seen=minutes(30), sync_runs=seconds(20), device_created=seconds(60))


def refusal_of(tenant: Tenant) -> GraphFault:
    with pytest.raises(GraphFault) as refused:
        tenant.sync()
    return refused.value


def test_a_sync_is_told_as_running_and_then_as_completed() -> None:
    tenant, clock = a_tenant(SLOW)
    before = tenant.settings()
    tenant.sync()
    running = tenant.settings()
    clock.advance(timedelta(seconds=20))
    after = tenant.settings()

    statuses = [each["syncStatus"] for each in (before, running, after)]
    assert statuses == ["unknown", "inProgress", "completed"]
    assert after["lastManualSyncTriggerDateTime"] == "2026-03-02T08:00:00Z"
    assert after["lastSyncDateTime"] == "2026-03-02T08:00:20Z"


def test_a_sync_while_one_runs_is_a_conflict() -> None:
    tenant, clock = a_tenant(Latencies(sync_runs=minutes(12)))
    tenant.sync()
    clock.advance(timedelta(minutes=11))

    assert refusal_of(tenant).status == 409


def test_a_sync_within_ten_minutes_of_the_last_waits_to_the_end_of_the_window() -> None:
    tenant, clock = a_tenant(SLOW)
    tenant.sync()
    clock.advance(timedelta(minutes=4, seconds=30))

    refused = refusal_of(tenant)

    assert (refused.status, refused.retry_after) == (429, 330)
    clock.jump_to(START + timedelta(minutes=10))
    tenant.sync()


def test_a_refused_sync_does_not_move_the_window() -> None:
    tenant, clock = a_tenant(SLOW)
    tenant.sync()
    clock.advance(timedelta(minutes=9))
    refusal_of(tenant)
    clock.advance(timedelta(minutes=1))

    tenant.sync()

    assert tenant.settings()["syncStatus"] == "inProgress"


# Assumed: Microsoft says only that a sync fetches what is registered.
def test_a_sync_brings_into_sight_what_would_have_taken_longer() -> None:
    tenant, clock = a_tenant(SLOW)
    tenant.oem_registers("SN-1")
    tenant.sync()

    clock.advance(timedelta(seconds=19))
    before = tenant.identities()
    clock.advance(timedelta(seconds=1))

    assert before == []
    assert [each["serialNumber"] for each in tenant.identities()] == ["SN-1"]


def test_without_a_sync_an_identity_comes_into_sight_by_itself() -> None:
    tenant, clock = a_tenant(SLOW)
    tenant.oem_registers("SN-1")

    clock.advance(timedelta(minutes=30))

    assert len(tenant.identities()) == 1


def test_an_identity_that_a_sync_showed_keeps_its_device_object() -> None:
    tenant, clock = a_tenant(SLOW)
    tenant.oem_registers("SN-1")
    tenant.sync()
    clock.advance(timedelta(minutes=5))
    tenant.switches_on("SN-1")

    clock.advance(timedelta(minutes=40))
    tenant.identities()

    assert [each.enrolled for each in tenant.model.devices.every()] == [True]


def test_an_identity_that_left_is_not_shown_again_by_a_sync() -> None:
    quick = Latencies(
        identity_seen=minutes(30),
        sync_runs=seconds(20),
        device_created=seconds(1),
        identity_gone=minutes(1),
    )
    tenant, clock = a_tenant(quick)
    tenant.oem_registers("SN-1")
    tenant.sync()
    clock.advance(timedelta(minutes=1))
    tenant.delete_identity(tenant.identities()[0]["id"])

    clock.advance(timedelta(hours=1))

    assert tenant.identities() == []
