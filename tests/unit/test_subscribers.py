"""Subscribers as the flight plan writes them, and where news may be posted to."""

from typing import Any

import pytest
import yaml

from shared import flightplan
from shared.domain.addresses import is_safe
from shared.domain.errors import Misconfigured
from shared.domain.news import NewsType
from shared.domain.subscribers import NewsFormat, Subscriber

PLAN: dict[str, Any] = {
    "default_persona": "office",
    "personas": {"office": {"groups": [{"name": "Office"}]}},
}
ITSM = {"events": ["device.ready"], "url": "https://itsm.example", "secrets": ["ITSM_SECRET"]}


def read(**subscriber: Any) -> Subscriber:  # noqa: ANN401  whatever YAML holds
    text = yaml.safe_dump(PLAN | {"subscribers": {"itsm": subscriber}})
    return flightplan.parse(text, "plan").subscribers["itsm"]


def refusal(**subscriber: Any) -> str:  # noqa: ANN401  whatever YAML holds
    with pytest.raises(Misconfigured) as raised:
        read(**subscriber)
    return raised.value.reason.sentence


def test_a_subscriber_is_told_of_events_at_its_address() -> None:
    assert read(**ITSM) == Subscriber(
        name="itsm",
        events=frozenset({NewsType.DEVICE_READY}),
        url="https://itsm.example",
        secrets=("ITSM_SECRET",),
    )


def test_a_channel_has_its_address_in_a_setting_and_no_secret() -> None:
    channel = read(events=["device.parked"], url_setting="TEAMS_URL", format="teams")

    assert (channel.url_setting, channel.format) == ("TEAMS_URL", NewsFormat.TEAMS)


def test_the_source_of_the_events_is_ours_unless_the_plan_says_another() -> None:
    plain = flightplan.parse(yaml.safe_dump(PLAN), "plan")
    named = flightplan.parse(yaml.safe_dump(PLAN | {"events_source": "//contoso/gc"}), "plan")

    assert (plain.events_source, named.events_source) == ("/groundcrew", "//contoso/gc")


def test_a_subscriber_without_an_address_is_refused() -> None:
    assert "needs a url" in refusal(events=["device.ready"], secrets=["ITSM_SECRET"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"url": ""}, "https"),
        ({"url_setting": "URL"}, "needs a url"),
        ({"url": "http://itsm.example"}, "https"),
        ({"secrets": []}, "needs secrets"),
        ({"format": "teams"}, "takes no secrets"),
        ({"events": []}, "events"),
        ({"events": ["device.lost"]}, "events"),
    ],
)
def test_what_is_wrong_is_told(change: dict[str, Any], told: str) -> None:
    assert told in refusal(**(ITSM | change))


@pytest.mark.parametrize(
    "url",
    [
        "https://itsm.example",
        "https://itsm.example:8443/hook?sig=a%2Fb",
        "http://127.0.0.1:7071/events",
        "http://[::1]:7071/events",
        "http://localhost/events",
    ],
)
def test_news_may_go_here(url: str) -> None:
    assert is_safe(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "itsm.example",
        "http://itsm.example",
        "http://127.0.0.1.itsm.example",
        "http://localhost.itsm.example",
        "https://",
        "https://user:password@itsm.example",
        "https://itsm.example:port",
        "https://itsm.example/a b",
        "https://[::1",
        "file:///etc/passwd",
        "ftp://itsm.example",
    ],
)
def test_news_may_not_go_there(url: str) -> None:
    assert not is_safe(url)
