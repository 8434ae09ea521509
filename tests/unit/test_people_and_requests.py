"""Hires, requests and the rules that pair a person with a device."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.domain.claimant import Claimant, claimant_of_hire, claimant_of_request, rank_of, tie
from shared.domain.commands import HireEvent, NewHire
from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hearing import heard
from shared.domain.hire import Hire, HireState, Pairing
from shared.domain.notices import Notices
from shared.domain.pairing import Clue, Lead, Rule, is_for, lead
from shared.domain.request import Request, RequestState
from shared.domain.shipment import ManifestLine
from tests.journeys import a_plan

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PLAN = a_plan()


def a_hire(*, device: str = "", cancelled: bool = False) -> Hire:
    return Hire(
        employee_id="E-1",
        said_at=NOW,
        state=HireState.CANCELLED if cancelled else HireState.STARTING,
        user_principal_name="Adele@contoso.com",
        device=device,
    )


def said(event: HireEvent = HireEvent.CREATED, *, at: datetime = NOW, persona: str = "") -> NewHire:
    return NewHire(event=event, employee_id="E-1", said_at=at, persona=persona)


def a_device(told: dict[str, str], *, announced: datetime = NOW, serial: str = "SN-1") -> Device:
    line = ManifestLine(serial=serial, **told)
    return Device(serial=serial, since=NOW, line=line, notices=Notices(first_at=announced))


def a_claimant(name: str = "E-1", *, hour: int = 0, day: int = 1, order: str = "") -> Claimant:
    return claimant_of_hire(
        Hire(
            employee_id=name,
            said_at=NOW + timedelta(hours=hour),
            start_date=date(2026, 2, day),
            persona="office",
            location="Oslo",
            order_reference=order,
        ),
        None,
    )


def a_request(state: RequestState = RequestState.APPROVED) -> Request:
    return Request(
        id="R-1",
        person="Adele@contoso.com",
        persona="office",
        location="Oslo",
        asked_at=NOW,
        since=NOW,
        state=state,
    )


def test_a_person_without_a_device_waits_for_one() -> None:
    waiting = a_hire().waiting_for

    assert waiting is not None
    assert waiting.code == "device"


@pytest.mark.parametrize("hire", [a_hire(device="SN-1"), a_hire(cancelled=True)])
def test_who_has_a_device_or_does_not_come_waits_for_none(hire: Hire) -> None:
    assert hire.waiting_for is None


def test_a_person_gives_back_only_what_they_have() -> None:
    assert a_hire(device="SN-1").without("SN-2").device == "SN-1"
    assert a_hire(device="SN-1").without("SN-1").device == ""


def test_a_later_word_counts_and_a_cancellation_beats_its_own_moment() -> None:
    cancelled = heard(heard(None, said()), said(HireEvent.CANCELLED))

    assert cancelled.state is HireState.CANCELLED
    assert heard(cancelled, said(at=LATER)).state is HireState.STARTING


def test_what_a_word_leaves_out_was_said_before() -> None:
    told = heard(a_hire(device="SN-1"), said(HireEvent.CHANGED, at=LATER, persona="engineer"))

    assert told.user_principal_name == "Adele@contoso.com"
    assert (told.persona, told.device, told.said_at) == ("engineer", "SN-1", LATER)


def test_an_older_word_on_one_field_does_not_outrank_a_newer_one_on_it() -> None:
    newest = heard(heard(None, said(persona="office")), said(at=LATER + timedelta(hours=1)))

    told = heard(newest, said(HireEvent.CHANGED, at=LATER, persona="engineer"))

    assert told.persona == "engineer"


def test_leads_are_folded() -> None:
    assert lead(Clue.PERSON, " Adele@Contoso.com") == (
        Lead(clue=Clue.PERSON, value="adele@contoso.com"),
    )


def test_blank_fields_are_no_leads() -> None:
    assert lead(Clue.STOCK, "office", "\t") == ()


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"employee_id": "e-1", "order_reference": "PO-1"}, Rule.PERSON),
        ({"order_reference": "po-1"}, Rule.ORDER_REFERENCE),
        ({"persona": "office", "location": "oslo"}, None),
        ({"persona": "office"}, None),
    ],
)
def test_the_strongest_rule_ties_a_person_who_waits_for_an_order(
    told: dict[str, str], rule: Rule | None
) -> None:
    found = tie(a_claimant(order="PO-1"), a_device(told), PLAN)

    assert (found and found[1]) == rule


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"person": "adele@contoso.com"}, Rule.PERSON),
        ({"request": "r-1", "persona": "office", "location": "Oslo"}, Rule.REQUEST),
        ({"persona": "office", "location": "oslo"}, Rule.STOCK),
        ({"persona": "engineer", "location": "Oslo"}, None),
    ],
)
def test_the_strongest_rule_ties_a_request(told: dict[str, str], rule: Rule | None) -> None:
    found = tie(claimant_of_request(a_request()), a_device(told), PLAN)

    assert (found and found[1]) == rule


def test_a_rule_that_the_flight_plan_leaves_out_ties_nobody() -> None:
    plan = FlightPlan(
        personas=PLAN.personas, default_persona="office", pairing=(Rule.PERSON, Rule.STOCK)
    )

    assert tie(a_claimant(order="PO-1"), a_device({"order_reference": "PO-1"}), plan) is None


@pytest.mark.parametrize("state", [RequestState.ASKED, RequestState.REFUSED])
def test_a_request_that_is_not_approved_claims_nothing(state: RequestState) -> None:
    assert not claimant_of_request(a_request(state)).claims


def best(*pairs: tuple[Claimant, Device]) -> tuple[str, str]:
    ranked = {rank_of(claimant, device, PLAN): (claimant, device) for claimant, device in pairs}
    claimant, device = ranked[min(each for each in ranked if each is not None)]
    return claimant.party.key, device.serial


STOCK = {"persona": "office", "location": "Oslo"}


def test_the_oldest_device_in_stock_comes_first() -> None:
    old = a_device(STOCK, serial="SN-2", announced=NOW - timedelta(days=1))

    assert best((a_claimant(), a_device(STOCK)), (a_claimant(), old)) == ("E-1", "SN-2")


def test_whoever_starts_first_gets_a_device_that_comes_later() -> None:
    device = a_device(STOCK, announced=LATER)

    assert best((a_claimant("E-1", day=9), device), (a_claimant("E-2"), device)) == ("E-2", "SN-1")


def test_who_was_there_first_keeps_a_device_from_somebody_who_starts_sooner() -> None:
    device = a_device(STOCK)
    sooner = a_claimant("E-2", hour=1)

    assert best((a_claimant("E-1", day=9), device), (sooner, device)) == ("E-1", "SN-1")


def test_a_hire_comes_right_after_the_request_that_was_made_for_them() -> None:
    request = a_request()
    hire = claimant_of_hire(a_hire(), request)
    device = a_device({"person": "adele@contoso.com"})

    assert best((hire, device), (claimant_of_request(request), device)) == ("R-1", "SN-1")


def test_two_blank_names_are_no_match() -> None:
    nameless = Hire(employee_id="E-1", said_at=NOW)

    assert not is_for(Pairing(rule="named"), nameless)


def test_a_pairing_says_who_and_why() -> None:
    pairing = claimant_of_hire(a_hire(), None).pairing("same order reference")

    assert pairing.rule == "same order reference"
    assert (pairing.employee_id, pairing.user_principal_name) == ("E-1", "Adele@contoso.com")
