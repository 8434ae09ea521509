"""Somebody who is told of news: checks every signature, and may be down, slow or gone.

Signatures are made and compared with the ``standardwebhooks`` library; the
time of a message is compared with the story's clock, which the library does
not know.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from standardwebhooks.webhooks import Webhook

from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.ports import Clock

TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message that came: when, its headers, its body, and whether it was signed as it should."""

    at: datetime
    headers: Mapping[str, str]
    body: bytes
    signed: bool

    @property
    def event(self) -> dict[str, Any]:
        """Read the body as JSON."""
        read: dict[str, Any] = json.loads(self.body)
        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """What is answered, for ever or *until* then: a *status*, or nothing at all (0).

    With *slow* it is the usual answer, so much later.
    """

    status: int = 0
    until: datetime | None = None
    retry_after: int | None = None
    slow: timedelta = timedelta(0)


class SubscriberSite:
    """A subscriber that holds *secret*; blank: it checks no signatures, as Teams does not.

    *told* is all that came, *heard* what was accepted.
    """

    def __init__(self, clock: Clock, secret: str = "") -> None:
        self.secret = secret
        self.told: list[Told] = []
        self.heard: list[Told] = []
        self._clock = clock
        self._mood: Mood | None = None

    def falls_into(self, mood: Mood) -> None:
        """Answer so from now on, as long as the mood lasts."""
        self._mood = mood

    def recovers(self) -> None:
        """Answer as one should."""
        self._mood = None

    @property
    def ids(self) -> list[str]:
        """List the ids of what was accepted, in the order in which it came."""
        return [each.headers["webhook-id"] for each in self.heard]

    @property
    def types(self) -> list[str]:
        """List the types of what was accepted, in the order in which it came."""
        return [each.event["type"] for each in self.heard]

    async def __call__(self, call: Call) -> Answered:
        """Be told; ``Unavailable`` when nobody answers."""
        now = self._clock.now()
        signed = self._is_signed(call.headers, call.body, now)
        told = Told(at=now, headers=call.headers, body=call.body, signed=signed)
        self.told.append(told)
        mood = self._mood
        if mood is None or (mood.until is not None and now >= mood.until):
            mood = None
        elif mood.slow:
            await self._clock.sleep(mood.slow)
        elif mood is not None:
            return _moody(mood)
        if self.secret and not signed:
            return Answered(status=HTTPStatus.UNAUTHORIZED)
        self.heard.append(told)
        return Answered(status=HTTPStatus.ACCEPTED)

    def _is_signed(self, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
        if not self.secret:
            return False
        sent = datetime.fromtimestamp(int(headers.get("webhook-timestamp", "0")), UTC)
        if abs(now - sent) > TOLERANCE:
            return False
        name = headers.get("webhook-id", "")
        right = Webhook(self.secret).sign(name, sent, body.decode()).encode()
        given = headers.get("webhook-signature", "").split(" ")
        return any(hmac.compare_digest(right, each.encode()) for each in given)


def _moody(mood: Mood) -> Answered:
    if not mood.status:
        raise Unavailable("Nobody answers at this address.")
    after = {} if mood.retry_after is None else {"retry-after": str(mood.retry_after)}
    return Answered(status=mood.status, headers=after)
