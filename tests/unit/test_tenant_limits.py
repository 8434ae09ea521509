"""Quotas as in "Microsoft Graph service-specific throttling limits", when a story wants them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import GraphFault, Limits, Operation, Quota, ResourceGroup, Tenant, TenantSize
from simulator.tenant.resource_groups import GROUPS
from tests.tenancy import an_instant_tenant


def a_limited_tenant(limits: Limits | None = None) -> tuple[Tenant, JumpingClock]:
    tenant, clock = an_instant_tenant()
    tenant.limits_apply(limits or Limits.documented())
    return tenant, clock


def write(tenant: Tenant) -> None:
    """Ask for something that changes things and is not there; it counts all the same."""
    try:
        tenant.delete_import("nobody")
    except GraphFault as missing:
        if missing.status != 404:
            raise


def waits(ask: Callable[[], object]) -> float:
    with pytest.raises(GraphFault) as refused:
        ask()
    assert (refused.value.status, refused.value.code) == (429, "TooManyRequests")
    assert refused.value.retry_after is not None
    return refused.value.retry_after


def test_every_operation_is_counted_in_exactly_one_group() -> None:
    counted = [operation for held in GROUPS.values() for operation in held]

    assert sorted(counted) == sorted(Operation)


def test_every_group_has_a_documented_or_assumed_limit() -> None:
    quotas = Limits.documented().quotas

    assert set(quotas) == set(ResourceGroup)
    assert all(quotas.values())


def test_without_limits_nothing_is_throttled() -> None:
    tenant, _ = an_instant_tenant()

    for _ in range(1_100):
        tenant.identities_page()
        write(tenant)

    assert tenant.counts.throttled == 0


@pytest.mark.parametrize(
    ("group", "writes", "requests"),
    [
        (ResourceGroup.DEVICES, 200, 2_000),
        (ResourceGroup.AUTOPILOT, 100, 1_000),
        (ResourceGroup.ENROLLMENT, 100, 1_000),
        (ResourceGroup.DEVICE_CONFIGURATION, 100, 1_000),
        (ResourceGroup.APPLICATIONS, 100, 1_000),
        (ResourceGroup.TROUBLESHOOTING, 100, 1_000),
    ],
)
def test_intunes_limits_are_the_documented_ones(
    group: ResourceGroup, writes: int, requests: int
) -> None:
    quotas = Limits.documented().quotas[group]

    assert {quota.within for quota in quotas} == {timedelta(seconds=20)}
    assert {(quota.most, quota.measure.value, quota.shared) for quota in quotas} == {
        (writes, "writes", False),
        (requests, "requests", False),
        (2 * writes, "writes", True),
        (2 * requests, "requests", True),
    }


def test_the_limits_outside_of_intune_are_the_documented_ones() -> None:
    quotas = Limits.documented(TenantSize.LARGE).quotas
    others = (*quotas[ResourceGroup.DIRECTORY], *quotas[ResourceGroup.FRONT_DOOR])

    assert [(quota.most, quota.within.total_seconds(), quota.shared) for quota in others] == [
        (8_000, 10, False),
        (3_000, 150, False),
        (18_000, 300, True),
        (130_000, 10, False),
    ]


@pytest.mark.parametrize(
    ("most", "ask"),
    [
        (1_000, Tenant.identities_page),
        (1_000, Tenant.autopilot_events_page),
        (2_000, Tenant.managed_devices_page),
        (100, write),
    ],
)
def test_intune_lets_so_many_requests_pass_within_twenty_seconds(
    most: int, ask: Callable[[Tenant], object]
) -> None:
    tenant, _ = a_limited_tenant()
    for _ in range(most):
        ask(tenant)

    assert 20 <= waits(lambda: ask(tenant)) < 21.001


def test_the_wait_has_a_fraction_of_a_second() -> None:
    tenant, _ = a_limited_tenant()
    for _ in range(100):
        write(tenant)

    wait = waits(lambda: write(tenant))

    assert wait == round(wait, 3)
    assert not wait.is_integer()


def test_whoever_waits_as_told_gets_through() -> None:
    tenant, clock = a_limited_tenant()
    for _ in range(100):
        write(tenant)
    wait = waits(lambda: write(tenant))

    clock.advance(timedelta(seconds=wait))

    write(tenant)


def test_a_window_slides() -> None:
    tenant, clock = a_limited_tenant()
    for _ in range(50):
        write(tenant)
    clock.advance(timedelta(seconds=15))
    for _ in range(50):
        write(tenant)

    assert 5 <= waits(lambda: write(tenant)) < 6.001


def test_what_was_throttled_takes_room_until_it_has_passed() -> None:
    limits = Limits.documented().but(
        ResourceGroup.AUTOPILOT, Quota(most=2, within=timedelta(seconds=20))
    )
    tenant, clock = a_limited_tenant(limits)
    for _ in range(2):
        tenant.imports_page()
        clock.advance(timedelta(seconds=1))

    assert 19 <= waits(tenant.imports_page) < 20.001


def test_whoever_does_not_wait_keeps_the_window_closed() -> None:
    limits = Limits.documented().but(
        ResourceGroup.AUTOPILOT, Quota(most=2, within=timedelta(seconds=20))
    )
    tenant, clock = a_limited_tenant(limits)
    for _ in range(2):
        tenant.imports_page()

    for _ in range(10):
        clock.advance(timedelta(seconds=5))
        waits(tenant.imports_page)


def test_a_window_that_forgets_what_is_long_past_counts_on() -> None:
    tenant, clock = a_limited_tenant()
    for _ in range(5_000):
        tenant.imports_page()
        clock.advance(timedelta(milliseconds=21))
    for _ in range(1_000 - 952):
        tenant.imports_page()

    waits(tenant.imports_page)
    assert tenant.counts.throttled == 1


def test_a_full_group_leaves_the_others_open() -> None:
    tenant, _ = a_limited_tenant()
    for _ in range(1_000):
        tenant.identities_page()

    waits(tenant.imports_page)
    tenant.autopilot_events_page()
    tenant.groups_named("Office")


def test_two_apps_that_are_within_their_limits_fill_the_tenants() -> None:
    tenant, _ = a_limited_tenant()
    for app in ("one", "two"):
        with tenant.acting_as({"DeviceManagementServiceConfig.Read.All"}, app=app):
            for _ in range(1_000):
                tenant.identities_page()

    waits(tenant.identities_page)


@pytest.mark.parametrize(
    ("size", "licences"), [(TenantSize.SMALL, 1_750), (TenantSize.MEDIUM, 2_500)]
)
def test_the_directory_counts_resource_units(size: TenantSize, licences: int) -> None:
    tenant, _ = a_limited_tenant(Limits.documented(size))
    tenant.user_appears("robin@contoso.com")
    for _ in range(licences):
        tenant.licence_details("robin@contoso.com")

    assert 10 <= waits(lambda: tenant.licence_details("robin@contoso.com")) < 11.001


def test_the_directory_takes_three_thousand_writes_in_two_and_a_half_minutes() -> None:
    tenant, _ = a_limited_tenant()
    group = tenant.group_exists("Office")
    for _ in range(3_000):
        with pytest.raises(GraphFault, match="404"):
            tenant.remove_member(group, "nobody")

    assert 150 <= waits(lambda: tenant.remove_member(group, "nobody")) < 151.001
    assert tenant.group(group)["displayName"] == "Office"


def test_export_jobs_have_limits_of_their_own() -> None:
    minute = timedelta(minutes=1)

    assert Limits.documented().quotas[ResourceGroup.EXPORT_JOBS] == (
        Quota(most=48, within=minute),
        Quota(most=100, within=minute, shared=True),
    )


def test_a_throttled_request_has_no_effect() -> None:
    limits = Limits.documented().but(
        ResourceGroup.DIRECTORY, Quota(most=1, within=timedelta(seconds=20))
    )
    tenant, _ = a_limited_tenant(limits)
    group, user = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")
    tenant.group(group)
    waits(lambda: tenant.add_member(group, user))

    tenant.limits_apply(None)

    assert tenant.members(group) == []
