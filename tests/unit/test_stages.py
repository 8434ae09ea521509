"""The stages, their table, and what milestones make of them."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.device import Device
from shared.domain.shipment import ManifestLine
from shared.domain.stages import AUTOPILOT, NEXT, Milestone, Route, Stage, stage_of

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ORDER = [stage for stage, _ in reversed(AUTOPILOT)]
MILESTONES = st.frozensets(st.sampled_from(Milestone))


def at(milestones: frozenset[Milestone], *, has_person: bool) -> Stage:
    return stage_of(milestones, has_person=has_person, route=Route.AUTOPILOT)


def test_every_stage_stands_in_the_table() -> None:
    assert set(NEXT) == set(Stage)


def test_every_stage_of_the_route_is_reachable_from_expected() -> None:
    reached = {Stage.EXPECTED}
    while further := set().union(*(NEXT[stage] for stage in reached)) - reached:
        reached |= further

    assert reached == set(Stage)


def test_every_stage_but_the_last_leads_on_along_the_route() -> None:
    for stage in ORDER[:-1]:
        assert NEXT[stage] & set(ORDER[ORDER.index(stage) + 1 :])


def test_no_stage_is_a_dead_end() -> None:
    assert [stage for stage, following in NEXT.items() if not following] == []


def test_a_deployed_device_leaves_by_an_operators_word_alone() -> None:
    assert NEXT[Stage.DEPLOYED] == {Stage.RETIRED, Stage.EXPECTED, Stage.PARKED}


def test_a_device_that_deploys_goes_back_to_no_earlier_stage_but_its_beginning() -> None:
    earlier = set(ORDER[: ORDER.index(Stage.DEPLOYING)])

    assert NEXT[Stage.DEPLOYING] & earlier == {Stage.EXPECTED}


@given(some=MILESTONES, more=MILESTONES, has_person=st.booleans())
def test_another_milestone_never_leads_back(
    *, some: frozenset[Milestone], more: frozenset[Milestone], has_person: bool
) -> None:
    before, after = at(some, has_person=has_person), at(some | more, has_person=has_person)

    assert ORDER.index(after) >= ORDER.index(before)


@given(MILESTONES)
def test_nothing_counts_before_the_registration_was_seen(some: frozenset[Milestone]) -> None:
    unseen = some - {Milestone.REGISTERED}

    assert at(unseen, has_person=True) in {Stage.EXPECTED, Stage.REGISTERING}


def test_a_device_without_a_person_needs_no_assignment_to_be_ready() -> None:
    stock = frozenset({Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED})

    assert at(stock, has_person=False) is Stage.READY
    assert at(stock, has_person=True) is Stage.GROUPED


def test_a_device_without_a_person_is_never_called_assigned() -> None:
    assert at(frozenset({Milestone.REGISTERED}), has_person=False) is Stage.REGISTERED


# Groups, a person, a profile and a switched-on device presuppose a registration.
_LATER = st.permutations([one for one in Milestone if one.value not in {"announced", "registered"}])


@given(order=_LATER, submitted=st.booleans())
def test_observations_after_the_registration_may_come_in_any_order(
    *, order: list[Milestone], submitted: bool
) -> None:
    device = Device(serial="SN-1", since=NOW, line=ManifestLine(serial="SN-1"))
    first = [Milestone.SUBMITTED] if submitted else []

    for milestone in [*first, Milestone.REGISTERED, *order]:
        device = device.reached(milestone, NOW, f"{milestone} was seen.")

    assert device.stage is Stage.DEPLOYED
