"""Hires, requests and the rules that pair a person with a device."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.device import Device
from shared.domain.hire import Hire, HireState, Pairing
from shared.domain.pairing import SETTLED, Clue, Lead, is_for, leads, may_pair, pairing_of
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Stage

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def a_hire(*, device: str = "", cancelled: bool = False) -> Hire:
    return Hire(
        employee_id="E-1",
        said_at=NOW,
        state=HireState.CANCELLED if cancelled else HireState.STARTING,
        user_principal_name="Adele@contoso.com",
        device=device,
    )


def a_device(pairing: Pairing | None = None, stage: Stage = Stage.READY) -> Device:
    line = ManifestLine(serial="SN-1")
    return Device(serial="SN-1", since=NOW, line=line, pairing=pairing, stage=stage)


def test_a_person_without_a_device_waits_for_one() -> None:
    waiting = a_hire().waiting_for

    assert waiting is not None
    assert waiting.code == "device"


@pytest.mark.parametrize("hire", [a_hire(device="SN-1"), a_hire(cancelled=True)])
def test_who_has_a_device_or_does_not_come_waits_for_none(hire: Hire) -> None:
    assert hire.waiting_for is None


def test_a_person_takes_one_device() -> None:
    assert a_hire().paired_with("SN-1").paired_with("SN-2").device == "SN-1"


def test_a_person_who_does_not_come_takes_none() -> None:
    assert a_hire(cancelled=True).paired_with("SN-1").device == ""


def test_a_person_gives_back_only_what_they_have() -> None:
    assert a_hire(device="SN-1").without("SN-2").device == "SN-1"
    assert a_hire(device="SN-1").without("SN-1").device == ""


def test_a_later_word_counts_and_a_cancellation_beats_its_own_moment() -> None:
    later = Hire(employee_id="E-1", said_at=LATER)

    assert later.rank > a_hire(cancelled=True).rank > a_hire().rank


def test_what_a_word_leaves_out_was_said_before() -> None:
    told = Hire(employee_id="E-1", said_at=LATER, persona="engineer").over(a_hire(device="SN-1"))

    assert told.user_principal_name == "Adele@contoso.com"
    assert (told.persona, told.device, told.said_at) == ("engineer", "SN-1", LATER)


def test_leads_are_folded_and_come_with_the_strongest_first() -> None:
    assert leads(employee_id=" E-1 ", person="Adele@Contoso.com", order_reference="PO-1") == (
        Lead(clue=Clue.EMPLOYEE, value="e-1"),
        Lead(clue=Clue.PERSON, value="adele@contoso.com"),
        Lead(clue=Clue.ORDER, value="po-1"),
    )


def test_blank_fields_are_no_leads() -> None:
    assert leads(employee_id=" ", person="", order_reference="\t") == ()


@pytest.mark.parametrize(
    ("clue", "rule"),
    [
        (Clue.EMPLOYEE, "the line names the person"),
        (Clue.PERSON, "the line names the person"),
        (Clue.ORDER, "same order reference"),
    ],
)
def test_a_lead_says_which_rule_it_follows(clue: Clue, rule: str) -> None:
    assert Lead(clue=clue, value="x").rule == rule


@pytest.mark.parametrize("stage", sorted(SETTLED))
def test_a_device_that_is_deployed_or_gone_is_paired_no_more(stage: Stage) -> None:
    assert not may_pair(a_device(stage=stage), a_hire())


def test_a_free_device_and_a_free_person_may_be_paired() -> None:
    assert may_pair(a_device(), a_hire())


def test_a_person_with_another_device_gets_no_second_one() -> None:
    assert not may_pair(a_device(), a_hire(device="SN-2"))


def test_a_device_that_a_line_gave_to_the_person_may_be_paired_with_them() -> None:
    named = Pairing(rule="named", user_principal_name="ADELE@contoso.com")

    assert may_pair(a_device(named), a_hire())


def test_a_device_of_somebody_else_may_not() -> None:
    other = Pairing(rule="named", employee_id="E-2", user_principal_name="adele@contoso.com")

    assert not may_pair(a_device(other), a_hire())


def test_two_blank_names_are_no_match() -> None:
    nameless = Hire(employee_id="E-1", said_at=NOW)

    assert not is_for(Pairing(rule="named"), nameless)


def test_a_pairing_says_who_and_why() -> None:
    pairing = pairing_of(a_hire(), "same order reference")

    assert pairing.rule == "same order reference"
    assert (pairing.employee_id, pairing.user_principal_name) == ("E-1", "Adele@contoso.com")
