"""A device as a value: what was observed of it, for whom it is, and why it stands still."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.anew import begins_again, imports_again, rerouted
from shared.domain.device import Device
from shared.domain.errors import Impossible, Reason
from shared.domain.hire import Pairing
from shared.domain.leaving import cancelled
from shared.domain.park import park, release
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Route, Stage
from shared.domain.waiting import Wait

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REASON = Reason(code="guest", sentence="The person is a guest.", remedy="Take another person.")
ADELE = Pairing(rule="same order reference", employee_id="E-1", user_principal_name="a@contoso.com")


def a_device(*milestones: Milestone, pairing: Pairing | None = None) -> Device:
    device = Device(serial="SN-1", since=NOW, line=ManifestLine(serial="SN-1"), pairing=pairing)
    for milestone in milestones:
        device = device.reached(milestone, NOW, f"{milestone} was seen.")
    return device


READY = (Milestone.SUBMITTED, Milestone.REGISTERED, Milestone.GROUPED, Milestone.PROFILED)


def test_what_was_observed_twice_changes_nothing() -> None:
    device = a_device(Milestone.REGISTERED)

    assert device.reached(Milestone.REGISTERED, LATER, "Seen again.") is device


def test_the_timeline_does_not_repeat_its_last_line() -> None:
    device = a_device().noted(NOW, "Delivered.").noted(LATER, "Delivered.")

    assert [entry.what for entry in device.timeline] == ["Delivered."]


def test_a_device_stands_where_it_stands_since_it_came_there() -> None:
    device = a_device(Milestone.REGISTERED).noted(LATER, "Delivered.")

    assert device.since == NOW


def test_a_pairing_sets_a_ready_device_back_until_its_person_is_assigned() -> None:
    paired = a_device(*READY).paired(ADELE, LATER)

    assigned = paired.reached(Milestone.ASSIGNED, LATER, "Assigned.")

    assert (paired.stage, paired.since) == (Stage.GROUPED, LATER)
    assert assigned.stage is Stage.READY


def test_the_same_pairing_again_changes_nothing() -> None:
    device = a_device(*READY, pairing=ADELE)

    assert device.paired(ADELE, LATER) is device


def test_another_start_date_keeps_the_assignment() -> None:
    device = a_device(*READY, Milestone.ASSIGNED, pairing=ADELE)
    assigned = replace(device, assigned_to="A@contoso.com")
    renewed = Pairing(rule="moved", employee_id="E-1", user_principal_name="a@contoso.com")

    assert assigned.paired(renewed, LATER).stage is Stage.READY


def test_an_undone_pairing_makes_stock_of_a_ready_device() -> None:
    device = a_device(*READY, Milestone.ASSIGNED, pairing=ADELE).paired(None, LATER)

    assert device.stage is Stage.READY
    assert not device.passed(Milestone.ASSIGNED)


def test_a_parked_device_waits_for_somebody_and_for_nothing_else() -> None:
    parked = park(a_device(*READY).plans("AssignUser", NOW), REASON, "P-1", NOW)

    still = parked.waits(Wait.LICENCE).plans("AssignUser", LATER)

    assert still.stage is Stage.PARKED
    assert still.waiting_for is not None
    assert still.waiting_for.code is Wait.OPERATOR
    assert still.planned == {}
    assert still.parked_for == "guest"
    assert still.parked_as == ("P-1",)


def test_what_is_observed_of_a_parked_device_counts_once_it_is_released() -> None:
    parked = park(a_device(Milestone.SUBMITTED), REASON, "P-1", NOW)

    seen = parked.reached(Milestone.REGISTERED, LATER, "Seen in Autopilot.")
    released = release(seen, LATER, "Released.")

    assert seen.stage is Stage.PARKED
    assert released.stage is Stage.REGISTERED
    assert (released.parked_for, released.waiting_for) == ("", None)


def test_releasing_what_is_not_parked_changes_nothing() -> None:
    device = a_device()

    assert release(device, NOW, "Released.") is device


def test_a_device_that_is_parked_already_only_notes_another_reason() -> None:
    again = Reason(code="other", sentence="Something else.", remedy="-")
    parked = park(park(a_device(), REASON, "P-1", NOW), again, "P-2", LATER)

    assert parked.since == NOW
    assert parked.timeline[-1].what == "Something else."
    assert parked.parked_as == ("P-1", "P-2")


def test_a_deployed_device_is_not_parked_any_more() -> None:
    deployed = a_device(*READY, Milestone.DEPLOYED)

    assert park(deployed, REASON, "P-1", LATER).stage is Stage.DEPLOYED


def test_a_stage_that_does_not_follow_is_impossible() -> None:
    deployed = a_device(*READY, Milestone.DEPLOYED)

    with pytest.raises(Impossible, match="SN-1 cannot go from deployed to ready"):
        deployed.moved(Stage.READY, NOW, "Again.")


def test_an_import_that_came_to_nothing_leads_back_to_where_it_began() -> None:
    again = imports_again(a_device(Milestone.SUBMITTED)).settled(LATER, "Once more.")

    assert again.stage is Stage.EXPECTED
    assert again.imports == 1
    assert (again.import_id, again.import_record) == ("", "")


def test_a_registration_that_was_removed_takes_all_that_followed_with_it() -> None:
    device = park(a_device(Milestone.ANNOUNCED, *READY), REASON, "P-1", NOW)

    begun = release(begins_again(device), LATER, "Begun anew.")

    assert set(begun.milestones) == {Milestone.ANNOUNCED}
    assert begun.stage is Stage.EXPECTED


def test_on_device_preparation_another_person_has_to_be_grouped_anew() -> None:
    device = replace(a_device(Milestone.ANNOUNCED, pairing=ADELE), route=Route.DEVICE_PREPARATION)
    for milestone in (Milestone.IDENTIFIED, Milestone.GROUPED):
        device = device.reached(milestone, NOW, f"{milestone} was seen.")
    nestor = Pairing(rule="same order reference", user_principal_name="n@contoso.com")

    assert device.stage is Stage.GROUPED
    assert device.paired(nestor, LATER).stage is Stage.IDENTIFIED


def test_what_holds_no_longer_leads_back() -> None:
    device = a_device(Milestone.REGISTERED, Milestone.GROUPED)

    lost = device.lost(Milestone.GROUPED, LATER, "It left its groups.")

    assert (lost.stage, lost.since) == (Stage.REGISTERED, LATER)
    assert lost.lost(Milestone.GROUPED, LATER, "Again.") is lost


def test_another_route_begins_at_its_beginning() -> None:
    device = a_device(Milestone.ANNOUNCED, *READY).plans("CheckDeployment", LATER)

    other = rerouted(device, Route.DEVICE_PREPARATION, LATER)

    assert set(other.milestones) == {Milestone.ANNOUNCED}
    assert (other.stage, other.planned) == (Stage.EXPECTED, {})


def test_a_command_that_came_is_planned_no_longer() -> None:
    device = a_device().plans("AssignUser", NOW).plans("CheckDeployment", LATER)

    assert device.answered("AssignUser").planned == {"CheckDeployment": LATER}


def test_a_cancelled_device_waits_for_nothing() -> None:
    device = a_device(*READY).waits(Wait.PERSON).plans("AssignUser", NOW)

    gone = cancelled(device, LATER, "The supplier cancelled the shipment.")

    assert gone.held
    assert (gone.waiting_for, gone.planned) == (None, {})
