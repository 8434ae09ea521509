"""News as a card in a Teams channel.

The envelope is what the Workflows template "Post to a channel when a webhook
request is received" takes: an Adaptive Card as an attachment.  A message may
hold some 28 KB ("Create and send messages", Microsoft Teams).
"""

from dataclasses import dataclass
from typing import Any

from shared.domain.hire import Verdict
from shared.domain.news import News, NewsType

# So many characters of one text are shown; all texts together stay below Teams' limit.
_LONGEST = 500

_FACTS = {
    "serial": "Serial number",
    "stage": "Stage",
    "state": "State",
    "request_id": "Request",
    "persona": "Persona",
    "person": "Person",
    "start_date": "Starts",
    "shipment_id": "Shipment",
    "order_reference": "Order",
    "code": "Code",
    "who": "Who can move it on",
}


@dataclass(frozen=True, slots=True)
class _Look:
    """A card's title, its colour (an Adaptive Cards container style), and what it says."""

    title: str
    style: str
    what: str


_LOOKS: dict[NewsType, _Look] = {
    NewsType.DEVICE_REGISTERED: _Look(
        "Device registered", "accent", "Windows knows that this device is yours."
    ),
    NewsType.DEVICE_READY: _Look("Device ready", "good", "The device can be handed over."),
    NewsType.DEVICE_DEPLOYED: _Look("Device deployed", "good", "The device is set up."),
    NewsType.DEVICE_PARKED: _Look("Device parked", "attention", "Somebody has to decide."),
    NewsType.HIRE_AT_RISK: _Look(
        "Start at risk", "warning", "The device may not be ready in time."
    ),
    NewsType.REQUEST_CHANGED: _Look("Request changed", "accent", "A request has moved on."),
}


# Of a start at risk, the verdict says it better than the type.
_VERDICTS: dict[str, _Look] = {
    Verdict.ON_TRACK: _Look("Start on track again", "good", "The device will be ready in time."),
    Verdict.LATE: _Look("Start without a device", "attention", "The device is late."),
}


def card_of(news: News) -> dict[str, Any]:
    """Write the message with its card."""
    facts = news.facts
    look = _VERDICTS.get(facts.get("verdict", ""), _LOOKS[news.type])
    body = [
        {
            "type": "Container",
            "style": look.style,
            "bleed": True,
            "items": [_text(look.title, weight="Bolder", size="Large")],
        },
        _text(facts.get("sentence") or look.what),
        {"type": "FactSet", "facts": [*_facts(facts), _fact("When", _moment(news))]},
    ]
    if remedy := facts.get("remedy"):
        body += [_text("What to do", weight="Bolder"), _text(remedy)]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        # The newest version that Teams shows everywhere.
        "version": "1.4",
        "fallbackText": look.title,
        "body": body,
        "msteams": {"width": "Full"},
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _facts(facts: dict[str, str]) -> list[dict[str, str]]:
    return [_fact(title, facts[name]) for name, title in _FACTS.items() if facts.get(name)]


def _fact(title: str, value: str) -> dict[str, str]:
    return {"title": title, "value": _plain(value)}


def _text(text: str, **how: str) -> dict[str, Any]:
    return {"type": "TextBlock", "text": _plain(text), "wrap": True, **how}


def _moment(news: News) -> str:
    # Adaptive Cards write it in the reader's own time and language; only whole seconds are read.
    at = news.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{{{{DATE({at}, SHORT)}}}} {{{{TIME({at})}}}}"


def _plain(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
