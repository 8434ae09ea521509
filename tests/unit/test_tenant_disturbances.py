"""The moods of requests: busy services and lost answers."""

from datetime import timedelta

import pytest

from simulator.clock import JumpingClock
from simulator.tenant import AnswerLost, GraphFault, Latencies, Moods, Tenant
from tests.tenancy import START


def a_tenant_in(moods: Moods, seed: int = 7) -> tuple[Tenant, JumpingClock]:
    clock = JumpingClock(START)
    return Tenant(clock, seed=seed, latencies=Latencies.instant(), moods=moods), clock


def fate(tenant: Tenant) -> GraphFault | None:
    try:
        tenant.imports_page()
    except GraphFault as fault:
        return fault
    return None


def statuses(moods: Moods, seed: int = 7, looks: int = 200) -> list[int]:
    """Look once a minute, which is longer than any busy spell."""
    tenant, clock = a_tenant_in(moods, seed)
    seen = []
    for _ in range(looks):
        found = fate(tenant)
        seen.append(found.status if found else 200)
        clock.advance(timedelta(minutes=1))
    return seen


@pytest.mark.parametrize("moods", [Moods(busy=0.2), Moods(answer_lost=0.2)])
def test_what_befalls_requests_is_repeated_by_the_seed(moods: Moods) -> None:
    assert statuses(moods) == statuses(moods)
    assert statuses(moods) != statuses(moods, seed=8)


@pytest.mark.parametrize(
    ("moods", "status"), [(Moods(busy=0.2), 503), (Moods(answer_lost=0.2), 504)]
)
def test_each_request_is_drawn_alone(moods: Moods, status: int) -> None:
    seen = statuses(moods)

    assert set(seen) == {200, status}
    assert 20 < seen.count(status) < 60


def a_busy_tenant(*, says_so: bool) -> tuple[Tenant, JumpingClock, GraphFault]:
    """Give a tenant within a busy spell that told, or did not tell, when it ends."""
    tenant, clock = a_tenant_in(Moods(busy=0.05))
    for _ in range(5_000):
        found = fate(tenant)
        if found and (found.retry_after is not None) is says_so:
            return tenant, clock, found
        clock.advance(timedelta(minutes=1))
    raise AssertionError("The tenant was never busy in that way.")


@pytest.mark.parametrize("says_so", [True, False])
def test_a_busy_spell_befalls_the_whole_group_for_some_seconds(*, says_so: bool) -> None:
    tenant, clock, _ = a_busy_tenant(says_so=says_so)

    for _ in range(4):
        clock.advance(timedelta(seconds=0.4))
        with pytest.raises(GraphFault, match="503"):
            tenant.identities_page()


def test_a_busy_spell_leaves_other_groups_alone() -> None:
    tenant, _, _ = a_busy_tenant(says_so=True)

    assert tenant.groups_named("Office") == []


def test_a_busy_spell_ends_when_it_said() -> None:
    tenant, clock, told = a_busy_tenant(says_so=True)
    assert told.retry_after is not None
    assert 0 < told.retry_after <= 20

    clock.advance(timedelta(seconds=told.retry_after - 0.01))
    assert fate(tenant) is not None
    clock.advance(timedelta(seconds=0.01))

    assert fate(tenant) is None


def test_a_busy_service_does_nothing() -> None:
    tenant, _ = a_tenant_in(Moods(busy=1))
    group, user = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")

    with pytest.raises(GraphFault, match="503"):
        tenant.add_member(group, user)

    assert tenant.model.groups.get(group).members == {}


def test_an_answer_is_lost_after_the_effect() -> None:
    tenant, _ = a_tenant_in(Moods(answer_lost=1))
    group, user = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")

    with pytest.raises(AnswerLost):
        tenant.add_member(group, user)

    assert list(tenant.model.groups.get(group).members) == [user]


def test_an_answer_is_lost_in_a_gateway_or_with_the_connection() -> None:
    tenant, _ = a_tenant_in(Moods(answer_lost=1))
    lost = [fate(tenant) for _ in range(40)]

    assert {each.hung_up for each in lost if isinstance(each, AnswerLost)} == {True, False}
