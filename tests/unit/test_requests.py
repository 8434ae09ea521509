"""Requests: what words lead to, and where a request stands beside its device."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.commands import RequestEvent
from shared.domain.news import NewsType
from shared.domain.request import NEXT, Approval, Request, RequestState, Word
from shared.domain.request_states import request_waits, restated, state_of
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait
from tests.journeys import ADELE
from tests.requesting import BOSS, MINUTE, NESTOR, NOW, OPERATOR, a_device, a_request, a_word

S, E = RequestState, RequestEvent
APPROVED = a_word(E.APPROVED)
REFUSED = a_word(E.REFUSED, after=2)
ORDERED = a_word(E.ORDERED, after=3, order_reference="PO-9")
CANCELLED = a_word(E.CANCELLED, after=4)


def test_every_state_stands_in_the_table() -> None:
    assert set(NEXT) == set(RequestState)


@pytest.mark.parametrize("state", [S.REFUSED, S.CANCELLED, S.DELIVERED])
def test_no_word_leads_out_of_an_end(state: RequestState) -> None:
    assert NEXT[state] == {}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ((), S.ASKED),
        ((APPROVED,), S.APPROVED),
        ((REFUSED,), S.REFUSED),
        ((CANCELLED,), S.CANCELLED),
        ((ORDERED,), S.ASKED),
        ((APPROVED, REFUSED), S.APPROVED),
        ((APPROVED, ORDERED), S.ORDERED),
        ((APPROVED, ORDERED, CANCELLED), S.CANCELLED),
        ((a_word(E.REFUSED, after=0), APPROVED, ORDERED, CANCELLED), S.REFUSED),
        ((a_word(E.CANCELLED, after=0), APPROVED), S.CANCELLED),
    ],
)
def test_words_count_by_their_time_and_not_by_their_arrival(
    words: tuple[Word, ...], state: RequestState
) -> None:
    found = {state_of(a_request(*order), None) for order in permutations(words)}

    assert found == {state}


def test_of_two_words_at_once_the_refusal_counts() -> None:
    words = (a_word(E.APPROVED, by=BOSS), a_word(E.REFUSED))

    assert {state_of(a_request(*order), None) for order in permutations(words)} == {S.REFUSED}


def test_the_same_word_again_adds_nothing() -> None:
    once = a_request(APPROVED)

    assert once.told(a_word(E.APPROVED, after=9)) == once


def test_of_two_orders_by_one_person_the_later_reference_holds() -> None:
    again = a_word(E.ORDERED, after=8, order_reference="PO-10")

    for order in permutations((APPROVED, ORDERED, again)):
        assert a_request(*order).order_reference == "PO-10"


def test_an_order_reference_that_was_asked_with_gives_way_to_a_later_one() -> None:
    asked = a_word(E.ASKED, by=ADELE, order_reference="PO-1")

    assert a_request(asked).order_reference == "PO-1"
    assert a_request(asked, APPROVED, ORDERED).order_reference == "PO-9"


def test_whoever_decided_last_is_told() -> None:
    gone = a_word(E.CANCELLED, by=NESTOR, after=4)

    assert a_request(APPROVED, ORDERED).decided_by == OPERATOR
    assert a_request(APPROVED, gone).decided_by == NESTOR


@pytest.mark.parametrize(
    ("approval", "by", "counts"),
    [
        (Approval.OPERATOR, OPERATOR, True),
        (Approval.OPERATOR, BOSS, True),
        (Approval.OPERATOR, NESTOR.upper(), False),
        (Approval.OPERATOR, "", False),
        (Approval.MANAGER, BOSS.upper(), True),
        (Approval.MANAGER, OPERATOR, False),
        (Approval.MANAGER, NESTOR, False),
        (Approval.MANAGER, "", False),
        (None, BOSS, False),
        (None, "", False),
    ],
)
def test_nobody_approves_but_who_may(approval: Approval | None, by: str, *, counts: bool) -> None:
    manager = BOSS if approval is Approval.MANAGER else ""
    request = a_request(
        a_word(E.APPROVED, by=by), approval=approval, asked_by=NESTOR, manager=manager
    )

    assert (state_of(request, None) is S.APPROVED) is counts


def test_a_request_that_nobody_has_to_approve_is_approved_from_the_beginning() -> None:
    request = a_request(approval=Approval.NONE)

    assert state_of(request, None) is S.APPROVED
    assert state_of(request.told(REFUSED), None) is S.APPROVED
    assert state_of(request.told(CANCELLED), None) is S.CANCELLED


LINES = {
    "stock": (ManifestLine(serial="SN-1"), S.IN_STOCK),
    "named": (ManifestLine(serial="SN-1", person=ADELE.upper()), S.ON_ITS_WAY),
    "ordered": (ManifestLine(serial="SN-1", order_reference="po-9"), S.ON_ITS_WAY),
    "requested": (ManifestLine(serial="SN-1", request="R-1"), S.ON_ITS_WAY),
    "of somebody else": (ManifestLine(serial="SN-1", person=NESTOR), S.IN_STOCK),
}
AT_WORK = (Milestone.ENROLLED, Milestone.DEPLOYED)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("words", [(), (APPROVED,), (APPROVED, ORDERED), (REFUSED,), (CANCELLED,)])
@pytest.mark.parametrize("seen", [(), *((each,) for each in AT_WORK)])
def test_a_request_stands_where_its_words_and_its_device_lead(
    stage: Stage, line: str, words: tuple[Word, ...], seen: tuple[Milestone, ...]
) -> None:
    told, before_ready = LINES[line]
    request = a_request(*words, order_reference="PO-9", device="SN-1")
    # What a word does not say of the order, the builder does.
    request = request if ORDERED in words else _ordered(request)
    device = a_device(stage, *seen, line=told)

    expected = S.READY if stage is Stage.READY else before_ready
    if not ({APPROVED, ORDERED} & set(words)):
        expected = state_of(request, None)
    if seen:
        expected = S.DELIVERED
    assert state_of(request, device) is expected


def _ordered(request: Request) -> Request:
    return request.told(a_word(E.ASKED, by=ADELE, after=0, order_reference="PO-9"))


def test_a_device_of_another_request_says_nothing() -> None:
    request = a_request(APPROVED, device="SN-1")

    assert state_of(request, a_device(Stage.READY, request="R-2")) is S.APPROVED


@pytest.mark.parametrize("words", [(APPROVED,), (REFUSED,), (CANCELLED,)])
def test_what_was_delivered_stays_delivered(words: tuple[Word, ...]) -> None:
    request = a_request(*words, state=S.DELIVERED)

    assert state_of(request, None) is S.DELIVERED


@pytest.mark.parametrize(
    ("request_", "wait"),
    [
        (a_request(approval=None), Wait.MANAGER),
        (a_request(), Wait.APPROVAL),
        (a_request(approval=Approval.MANAGER, manager=BOSS), Wait.APPROVAL_BY_MANAGER),
        (a_request(APPROVED), Wait.STOCK),
        (a_request(APPROVED, ORDERED), Wait.ORDER),
        (a_request(REFUSED), None),
        (a_request(CANCELLED), None),
    ],
)
def test_a_request_says_what_it_waits_for(request_: Request, wait: Wait | None) -> None:
    waiting = request_waits(request_, state_of(request_, None))

    assert (waiting.code if waiting else None) == wait


def test_a_change_is_news_and_standing_still_is_none() -> None:
    changed = restated(a_request(APPROVED), None, NOW + MINUTE)

    (news,) = changed.news
    assert (news.type, news.subject, news.at) == (NewsType.REQUEST_CHANGED, "R-1", NOW + MINUTE)
    assert news.facts == {
        "state": "approved",
        "before": "asked",
        "person": ADELE,
        "persona": "office",
        "decided_by": OPERATOR,
    }
    assert (changed.state, changed.since) == (S.APPROVED, NOW + MINUTE)
    assert restated(changed, None, NOW + 2 * MINUTE) is changed


EVENTS = st.sampled_from(RequestEvent)
PEOPLE = st.sampled_from((ADELE, BOSS, OPERATOR, ""))
WORDS = st.builds(
    Word,
    event=EVENTS,
    at=st.integers(0, 4).map(lambda after: NOW + after * MINUTE),
    by=PEOPLE,
    order_reference=st.sampled_from(("", "PO-1", "PO-2")),
)


@given(st.lists(WORDS, max_size=6), st.sampled_from((*Approval, None)), st.randoms())
def test_any_words_in_any_order_and_number_end_in_the_same_request(
    words: list[Word], approval: Approval | None, random: object
) -> None:
    shuffled = [*words, *words]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a Random

    one = a_request(*words, approval=approval, manager=BOSS)
    other = a_request(*shuffled, approval=approval, manager=BOSS)

    assert (one.ruled(), one.order_reference, one.decided_by) == (
        other.ruled(),
        other.order_reference,
        other.decided_by,
    )
