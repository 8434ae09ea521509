"""News as the HTTP request that tells it: a signed CloudEvent, or a card for Teams.

The CloudEvent is version 1.0 in structured JSON.  It is signed as Standard
Webhooks has it (standardwebhooks.com): an id that stays the same however often
it is sent, the time of sending, and one signature for each secret.
"""

import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

from shared.domain.calls import Call
from shared.domain.errors import Misconfigured, Reason
from shared.domain.news import News
from shared.domain.subscribers import NewsFormat
from shared.runtime.news_card import card_of

_NAMESPACE = UUID("5d0c3a52-4f0e-4b6e-8a64-6d1c9f0e7b33")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Where news goes to, the CloudEvents *source* it comes from, and what it is signed with."""

    url: str
    source: str
    secrets: Sequence[str]
    now: datetime


def event_id(news: News) -> str:
    """Name an event: the same type, subject and moment are one event.

    A request may go through several states in one moment; each is an event.
    """
    at = news.at.astimezone(UTC).isoformat()
    named = (news.type, news.subject, at, news.facts.get("state", ""))
    return str(uuid5(_NAMESPACE, "/".join(filter(None, named))))


def call_of(news: News, written: NewsFormat, posting: Posting) -> Call:
    """Write the request that tells news."""
    return _WRITERS[written](news, posting)


def cloud_event(news: News, source: str) -> bytes:
    """Write news as a CloudEvent; the same news makes the same bytes."""
    event = {
        "specversion": "1.0",
        "id": event_id(news),
        "source": source,
        "type": news.type.value,
        "subject": news.subject,
        "time": news.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": news.facts,
    }
    return json.dumps(event, separators=(",", ":")).encode()


def signed(body: bytes, name: str, secrets: Sequence[str], now: datetime) -> dict[str, str]:
    """Sign a body with every secret; ``Misconfigured`` when one of them is none."""
    try:
        signatures = [
            Webhook(each).sign(name, now.astimezone(UTC), body.decode()) for each in secrets
        ]
    except (binascii.Error, ValueError, EmptyWebhookSecretError) as error:
        raise Misconfigured(_NO_SECRET) from error
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


_NO_SECRET = Reason(
    code="secret-wrong",
    sentence="A secret that events are signed with is not base64.",
    remedy="Set it to whsec_ and 24 to 64 random bytes in base64, then redrive.",
)


def _as_cloud_event(news: News, posting: Posting) -> Call:
    body = cloud_event(news, posting.source)
    headers = signed(body, event_id(news), posting.secrets, posting.now)
    return _post(posting, "application/cloudevents+json; charset=utf-8", body, headers)


def _as_card(news: News, posting: Posting) -> Call:
    # As UTF-8 and not escaped: Teams counts bytes.
    body = json.dumps(card_of(news), ensure_ascii=False).encode()
    return _post(posting, "application/json; charset=utf-8", body, {})


def _post(posting: Posting, kind: str, body: bytes, headers: Mapping[str, str]) -> Call:
    return Call(
        method="POST", url=posting.url, headers={"content-type": kind, **headers}, body=body
    )


_WRITERS: dict[NewsFormat, Callable[[News, Posting], Call]] = {
    NewsFormat.CLOUD_EVENT: _as_cloud_event,
    NewsFormat.TEAMS: _as_card,
}
