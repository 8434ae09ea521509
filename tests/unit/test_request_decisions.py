"""Decisions on requests over HTTP: what goes on, what is done already, and what cannot be."""

from dataclasses import replace

import pytest

from shared.domain.commands import RequestEvent
from shared.domain.request import Approval, Request, RequestState
from shared.domain.stages import Milestone, Stage
from tests.journeys import ADELE
from tests.receiving import NOW, an_intake, content_of, fields_of
from tests.requesting import (
    BOSS,
    NESTOR,
    OPERATOR,
    a_device,
    a_request,
    a_word,
    decide,
    restrict,
    the_word,
)

E = RequestEvent
DECISIONS = {
    "approve": {"by": BOSS},
    "refuse": {"by": BOSS, "why": "Too dear."},
    "order": {"by": BOSS, "order_reference": "PO-9"},
    "cancel": {"by": BOSS},
}
APPROVED = a_word(E.APPROVED)
STANDING: dict[str, Request] = {
    "asked": a_request(),
    "approved": a_request(APPROVED),
    "refused": a_request(a_word(E.REFUSED)),
    "cancelled": a_request(a_word(E.CANCELLED)),
    "ordered": a_request(APPROVED, a_word(E.ORDERED, order_reference="PO-9")),
    "in stock": a_request(APPROVED, device="SN-1"),
    "ready": a_request(APPROVED, device="SN-2"),
    "delivered": a_request(APPROVED, device="SN-3"),
}
# The decisions that go on, and those that were made before.
GOES_ON = {
    "asked": {"approve", "refuse", "cancel"},
    "approved": {"order", "cancel"},
    "ordered": {"cancel"},
    "in stock": {"cancel"},
    "ready": {"cancel"},
}
DONE = {
    "approved": {"approve"},
    "ordered": {"approve", "order"},
    "in stock": {"approve"},
    "ready": {"approve"},
    "delivered": {"approve"},
    "refused": {"refuse"},
    "cancelled": {"cancel"},
}


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("state", STANDING)
async def test_a_decision_goes_on_is_done_already_or_cannot_be(state: str, decision: str) -> None:
    intake = an_intake()
    services = intake.services
    await services.requests.put("R-1", STANDING[state])
    await services.devices.put("SN-1", a_device(Stage.GROUPED))
    await services.devices.put("SN-2", a_device(Stage.READY))
    await services.devices.put("SN-3", a_device(Stage.DEPLOYING, Milestone.ENROLLED))

    reply = await decide(services, decision, DECISIONS[decision])

    expected = 202 if decision in GOES_ON.get(state, set()) else 409
    if decision in DONE.get(state, set()):
        expected = 200
    assert reply.status == expected
    assert len(intake.messages) == (expected == 202)
    if expected == 409:
        assert content_of(reply)["code"] == "request-impossible"
        assert content_of(reply)["detail"].startswith(f"The request is {state}: it cannot be ")


async def test_another_order_reference_goes_on() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", STANDING["ordered"])

    reply = await decide(intake.services, "order", {"by": BOSS, "order_reference": "PO-10"})

    assert (reply.status, the_word(intake).order_reference) == (202, "PO-10")


async def test_what_is_decided_already_is_answered_with_where_it_stands() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", STANDING["refused"])

    told = content_of(await decide(intake.services, "refuse", DECISIONS["refuse"]))

    assert (told["id"], told["state"], told["decided_by"]) == ("R-1", "refused", OPERATOR)


@pytest.mark.parametrize(
    ("request_", "by", "sentence"),
    [
        (a_request(asked_by=NESTOR), NESTOR, "somebody other than who asked"),
        (a_request(approval=Approval.MANAGER, manager=BOSS), OPERATOR, "the person's manager"),
        (a_request(approval=Approval.MANAGER, manager=BOSS), ADELE, "the person's manager"),
    ],
)
async def test_an_approval_of_somebody_who_may_not_is_a_conflict(
    request_: Request, by: str, sentence: str
) -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", request_)

    reply = await decide(intake.services, "approve", {"by": by})

    assert (reply.status, content_of(reply)["code"]) == (409, "approver-wrong")
    assert sentence in content_of(reply)["detail"]
    assert intake.messages == []


async def test_as_long_as_nobody_knows_who_may_approve_every_approval_goes_on() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", a_request(approval=None))

    reply = await decide(intake.services, "approve", {"by": OPERATOR})

    assert reply.status == 202


def test_every_state_without_a_shipment_was_tried() -> None:
    assert {*STANDING} == {*RequestState} - {RequestState.ON_ITS_WAY}


async def test_a_decision_goes_on_as_a_word_of_its_sender() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", a_request())

    reply = await decide(intake.services, "refuse", {"by": OPERATOR, "why": "Too dear."})

    assert (reply.status, content_of(reply)["id"]) == (202, "R-1")
    word = the_word(intake)
    assert (word.event, word.by, word.why, word.said_at) == (E.REFUSED, OPERATOR, "Too dear.", NOW)


@pytest.mark.parametrize(
    ("decision", "content", "field"),
    [
        ("approve", {}, "by"),
        ("refuse", {"by": OPERATOR}, "why"),
        ("order", {"by": OPERATOR}, "order_reference"),
        ("cancel", {"by": "olivia"}, "by"),
    ],
)
async def test_a_decision_says_who_and_what_it_needs(
    decision: str, content: dict[str, str], field: str
) -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", a_request())

    reply = await decide(intake.services, decision, content)

    assert (reply.status, fields_of(reply)) == (422, [field])
    assert intake.messages == []


async def test_a_decision_on_nothing_is_not_found() -> None:
    services = an_intake().services
    await services.requests.put("R-2", replace(a_request(), id="R-2", person=""))

    for request_id in ("R-1", "R-2"):
        reply = await decide(services, "approve", {"by": BOSS}, request_id)
        assert (reply.status, content_of(reply)["code"]) == (404, "unknown")


async def test_a_decision_that_there_is_none_of_is_not_found() -> None:
    reply = await decide(an_intake().services, "postpone", {"by": BOSS})

    assert (reply.status, content_of(reply)["code"]) == (404, "decision-unknown")


async def test_a_source_decides_on_the_personas_that_it_may_use_alone() -> None:
    intake = an_intake()
    await intake.services.requests.put("R-1", a_request())
    restrict(intake, "lab")

    reply = await decide(intake.services, "approve", {"by": BOSS})

    assert (reply.status, content_of(reply)["code"]) == (403, "persona-not-allowed")
