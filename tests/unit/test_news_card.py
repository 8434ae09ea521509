"""The card that a Teams channel is shown."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shared.domain.news import News, NewsType
from shared.domain.subscribers import NewsFormat
from shared.runtime.events_out import Posting, call_of
from shared.runtime.news_card import card_of

AT = datetime(2026, 1, 5, 8, 30, 12, 345, tzinfo=UTC)
PARKED = {
    "serial": "SN-1",
    "person": "adele.vance@contoso.com",
    "code": "forbidden",
    "sentence": "Graph answered 403 to looking up a group.",
    "remedy": "Grant the permission.",
}


def a_card(kind: NewsType = NewsType.DEVICE_PARKED, **facts: str) -> Any:  # noqa: ANN401  JSON
    return card_of(News(type=kind, subject="SN-1", at=AT, facts=facts))


def content(message: Any) -> Any:  # noqa: ANN401  JSON
    return message["attachments"][0]["content"]


def texts(card: Any) -> list[str]:  # noqa: ANN401  JSON
    return [each["text"] for each in content(card)["body"] if each["type"] == "TextBlock"]


def test_the_envelope_is_what_the_workflows_template_takes() -> None:
    message = a_card(NewsType.DEVICE_PARKED, **PARKED)

    assert message["type"] == "message"
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["type"] == "AdaptiveCard"
    assert attachment["content"]["version"] == "1.4"


def test_a_parked_device_shows_why_and_what_to_do() -> None:
    said = texts(a_card(NewsType.DEVICE_PARKED, **PARKED))

    assert said == [PARKED["sentence"], "What to do", PARKED["remedy"]]


def test_whatever_needs_no_remedy_shows_none() -> None:
    assert texts(a_card(NewsType.DEVICE_READY, serial="SN-1")) == ["The device can be handed over."]


def test_facts_that_are_not_told_are_not_shown() -> None:
    card = content(a_card(NewsType.DEVICE_READY, serial="SN-1", person="a@b.c"))

    (facts,) = [each["facts"] for each in card["body"] if each["type"] == "FactSet"]
    assert [each["title"] for each in facts] == ["Serial number", "Person", "When"]


def test_the_moment_is_written_so_that_readers_see_their_own_time() -> None:
    card = content(a_card())

    (facts,) = [each["facts"] for each in card["body"] if each["type"] == "FactSet"]
    moment = "2026-01-05T08:30:12Z"
    assert facts[-1]["value"] == f"{{{{DATE({moment}, SHORT)}}}} {{{{TIME({moment})}}}}"


@pytest.mark.parametrize("kind", NewsType)
def test_every_type_has_a_title(kind: NewsType) -> None:
    header = content(a_card(kind))["body"][0]

    assert header["items"][0]["text"] == content(a_card(kind))["fallbackText"] != ""


@pytest.mark.parametrize("kind", NewsType)
def test_the_longest_card_is_below_what_teams_takes(kind: NewsType) -> None:
    names = ("serial", "stage", "state", "request_id", "persona", "person", "start_date")
    others = ("shipment_id", "order_reference", "code", "sentence", "remedy")
    facts = dict.fromkeys(names + others, "𝄞" * 100_000)
    posting = Posting(url="https://channel.example", source="/", secrets=(), now=AT)

    call = call_of(News(type=kind, subject="SN-1", at=AT, facts=facts), NewsFormat.TEAMS, posting)

    assert 12_000 < len(call.body) < 28_000


def test_a_text_that_is_too_long_is_cut() -> None:
    (sentence, *_) = texts(a_card(sentence="x" * 10_000))

    assert len(sentence) == 500
    assert sentence.endswith("…")
