"""News as bytes: the CloudEvent, its signature, and who can check it."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from standardwebhooks.webhooks import Webhook

from shared.clock import WallClock
from shared.domain.errors import Misconfigured
from shared.domain.news import News, NewsType
from shared.domain.subscribers import NewsFormat
from shared.runtime.events_out import Posting, call_of, cloud_event, event_id, signed
from tests.hearing import OTHER_SECRET, SECRET

AT = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
NEWS = News(
    type=NewsType.DEVICE_READY, subject="SN-1", at=AT, facts={"serial": "SN-1", "person": "ü@x.y"}
)


def a_posting(*secrets: str, now: datetime = AT) -> Posting:
    return Posting(url="https://itsm.example", source="/groundcrew", secrets=secrets, now=now)


def test_a_cloud_event_is_written_in_these_bytes() -> None:
    assert cloud_event(NEWS, "/groundcrew") == (
        b'{"specversion":"1.0","id":"' + event_id(NEWS).encode() + b'","source":"/groundcrew",'
        b'"type":"device.ready","subject":"SN-1","time":"2026-01-05T08:30:00Z",'
        b'"datacontenttype":"application/json",'
        b'"data":{"serial":"SN-1","person":"\\u00fc@x.y"}}'
    )


def test_the_same_moment_in_another_zone_is_the_same_event() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=2)))
    same = News(type=NEWS.type, subject=NEWS.subject, at=elsewhere, facts=NEWS.facts)

    assert cloud_event(same, "/groundcrew") == cloud_event(NEWS, "/groundcrew")


@pytest.mark.parametrize(
    "other",
    [
        News(type=NewsType.DEVICE_PARKED, subject="SN-1", at=AT),
        News(type=NewsType.DEVICE_READY, subject="SN-2", at=AT),
        News(type=NewsType.DEVICE_READY, subject="SN-1", at=AT + timedelta(seconds=1)),
    ],
)
def test_another_type_subject_or_moment_is_another_event(other: News) -> None:
    assert event_id(other) != event_id(NEWS)


def test_a_request_that_moves_twice_in_a_moment_is_told_of_twice() -> None:
    approved, ordered = (
        News(type=NewsType.REQUEST_CHANGED, subject="R-1", at=AT, facts={"state": state})
        for state in ("approved", "ordered")
    )

    assert event_id(approved) != event_id(ordered)


def test_what_is_said_does_not_make_another_event() -> None:
    assert event_id(News(type=NEWS.type, subject=NEWS.subject, at=AT)) == event_id(NEWS)


# The vector that the Standard Webhooks specification's reference libraries are tested with.
def test_the_signature_is_that_of_the_published_vector() -> None:
    sent = datetime.fromtimestamp(1614265330, UTC)

    headers = signed(b'{"test": 2432232314}', "msg_p5jXN8AQM9LWM0D4loKWxJek", [SECRET], sent)

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_the_signature_is_what_the_specification_says() -> None:
    call = call_of(NEWS, NewsFormat.CLOUD_EVENT, a_posting(SECRET))

    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    content = f"{event_id(NEWS)}.{int(AT.timestamp())}.".encode() + call.body
    right = base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()
    assert call.headers["webhook-signature"] == f"v1,{right}"


@pytest.mark.parametrize("secret", [SECRET, OTHER_SECRET])
def test_the_library_believes_it_with_either_secret(secret: str) -> None:
    call = call_of(
        NEWS, NewsFormat.CLOUD_EVENT, a_posting(SECRET, OTHER_SECRET, now=WallClock().now())
    )

    read = Webhook(secret).verify(call.body, dict(call.headers))

    assert read == json.loads(call.body)


def test_the_id_stays_the_same_and_the_time_is_that_of_sending() -> None:
    first, later = (
        call_of(NEWS, NewsFormat.CLOUD_EVENT, a_posting(SECRET, now=now)).headers
        for now in (AT, AT + timedelta(hours=1))
    )

    assert first["webhook-id"] == later["webhook-id"] == event_id(NEWS)
    assert int(later["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 3600


def test_a_cloud_event_says_that_it_is_one() -> None:
    call = call_of(NEWS, NewsFormat.CLOUD_EVENT, a_posting(SECRET))

    assert call.method == "POST"
    assert call.headers["content-type"] == "application/cloudevents+json; charset=utf-8"


@pytest.mark.parametrize("secret", ["whsec_abcde", "whsec_", "whsec_ü"])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(Misconfigured) as raised:
        signed(b"{}", "id", [secret], AT)

    assert raised.value.reason.code == "secret-wrong"
