"""What the gate counts beside requests: exchanges, and who did not wait."""

from datetime import timedelta

import pytest

from simulator.tenant import (
    AnswerLost,
    GraphFault,
    LostAnswer,
    Operation,
    Outage,
    ResourceGroup,
    Rule,
    Tenant,
    Throttle,
)
from tests.tenancy import an_instant_tenant


def throttled_once(tenant: Tenant, retry_after: float | None = 20) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORTS, fault=Throttle(retry_after=retry_after)))
    with pytest.raises(GraphFault, match="429"):
        tenant.imports()


def test_every_request_is_an_exchange_of_its_own() -> None:
    tenant, _ = an_instant_tenant()

    tenant.imports()
    tenant.identities()

    assert (tenant.counts.requests, tenant.counts.round_trips) == (2, 2)


def test_a_batch_is_one_exchange_and_every_request_in_it_counts() -> None:
    tenant, _ = an_instant_tenant()

    with tenant.one_round_trip():
        tenant.imports()
        tenant.identities()
    tenant.imports()

    assert (tenant.counts.requests, tenant.counts.round_trips) == (3, 2)
    assert tenant.counts.by_operation[Operation.BATCH] == 1


def test_a_batch_holds_twenty_requests() -> None:
    tenant, _ = an_instant_tenant()

    with tenant.one_round_trip():
        for _ in range(20):
            tenant.imports()
        with pytest.raises(GraphFault, match="400"):
            tenant.imports()


def test_a_batch_that_fails_as_a_whole_carries_nothing_out() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(operation=Operation.BATCH, fault=Outage()))

    with pytest.raises(GraphFault, match="503"), tenant.one_round_trip():
        tenant.imports()

    assert tenant.counts.by_operation[Operation.IMPORTS] == 0


def test_a_batch_whose_answers_are_lost_has_been_carried_out() -> None:
    tenant, _ = an_instant_tenant()
    group, user = tenant.group_exists("Office"), tenant.user_appears("robin@contoso.com")
    tenant.script.add(Rule(operation=Operation.BATCH, fault=LostAnswer(hangs_up=True)))

    with pytest.raises(AnswerLost) as lost, tenant.one_round_trip():
        tenant.add_member(group, user)

    assert lost.value.hung_up
    assert len(tenant.members(group)) == 1


def test_within_a_batch_nobody_hangs_up() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(operation=Operation.IMPORTS, fault=LostAnswer(hangs_up=True)))

    with tenant.one_round_trip(), pytest.raises(AnswerLost) as lost:
        tenant.imports()

    assert (lost.value.status, lost.value.hung_up) == (504, False)


def test_what_fails_within_a_batch_is_counted_once() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(operation=Operation.IMPORTS, fault=Throttle()))

    with pytest.raises(GraphFault, match="429"), tenant.one_round_trip():
        tenant.imports()
    tenant.imports()

    assert (tenant.counts.throttled, tenant.counts.round_trips) == (1, 2)


def test_who_comes_before_the_wait_is_over_is_counted_by_group() -> None:
    tenant, clock = an_instant_tenant()
    throttled_once(tenant)

    clock.advance(timedelta(seconds=19.999))
    tenant.identities()
    tenant.autopilot_events()

    assert tenant.counts.into_closed_window == {ResourceGroup.AUTOPILOT: 1}


def test_who_waits_as_told_does_not_come_into_a_closed_window() -> None:
    tenant, clock = an_instant_tenant()
    throttled_once(tenant)

    clock.advance(timedelta(seconds=20))
    tenant.imports()

    assert tenant.counts.into_closed_window.total() == 0


def test_a_429_that_names_no_time_closes_nothing() -> None:
    tenant, _ = an_instant_tenant()
    throttled_once(tenant, retry_after=None)

    tenant.imports()

    assert tenant.counts.into_closed_window.total() == 0


@pytest.mark.parametrize(("first", "second"), [(20, 60), (60, 20)])
def test_the_longer_of_two_waits_counts(first: float, second: float) -> None:
    tenant, clock = an_instant_tenant()
    throttled_once(tenant, first)
    throttled_once(tenant, second)

    clock.advance(timedelta(seconds=59))
    tenant.imports()

    assert tenant.counts.into_closed_window.total() == 2


def test_a_wait_that_one_app_was_told_is_not_anothers() -> None:
    tenant, _ = an_instant_tenant()
    throttled_once(tenant)

    with tenant.acting_as({"DeviceManagementServiceConfig.Read.All"}, app="another"):
        tenant.imports()

    assert tenant.counts.into_closed_window.total() == 0


def test_what_travels_in_one_batch_with_a_429_could_not_have_waited() -> None:
    tenant, _ = an_instant_tenant()

    with tenant.one_round_trip():
        throttled_once(tenant)
        tenant.imports()
    assert tenant.counts.into_closed_window.total() == 0

    with tenant.one_round_trip():
        tenant.imports()
    assert tenant.counts.into_closed_window.total() == 1


def test_what_was_under_way_when_the_429_came_could_not_have_waited() -> None:
    tenant, clock = an_instant_tenant()
    tenant.messages_travel(timedelta(seconds=5))
    throttled_once(tenant)

    clock.advance(timedelta(seconds=4.999))
    tenant.imports()
    assert tenant.counts.into_closed_window.total() == 0

    clock.advance(timedelta(milliseconds=1))
    tenant.imports()
    assert tenant.counts.into_closed_window.total() == 1


def test_a_429_in_a_batch_whose_answers_were_lost_closes_nothing() -> None:
    tenant, _ = an_instant_tenant()
    tenant.script.add(Rule(operation=Operation.BATCH, fault=LostAnswer()))
    with pytest.raises(AnswerLost), tenant.one_round_trip():
        throttled_once(tenant)

    tenant.imports()

    assert tenant.counts.into_closed_window.total() == 0
