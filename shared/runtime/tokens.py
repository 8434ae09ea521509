"""Access tokens of HR systems, exchanged for client credentials (RFC 6749, section 4.4)."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.domain.fetch_faults import credentials_refused, fault_of
from shared.domain.sources import Source
from shared.ports import Clock

type Ask = Callable[[Source, Call], Awaitable[Answered]]

# A token is not used in its last moments: it has to be good when the call arrives.
EARLY = timedelta(minutes=1)
# Longer than any vendor's; what is said to last for ever is asked for again sometime.
LONGEST = timedelta(days=1)
# Section 5.2 of RFC 6749 has wrong credentials answered by 400, too.
_WRONG = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    text: str
    until: datetime


class Tokens:
    """The tokens of one process, by the setting that holds the credentials."""

    def __init__(self, ask: Ask, clock: Clock) -> None:
        self._ask = ask
        self._clock = clock
        self._kept: dict[str, _Token] = {}
        # Many events come at once, and one token is enough for all of them.
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def token(self, source: Source, url: str, credentials: str) -> str:
        """Find the source's token, or have one made (raises what ``fault_of`` says)."""
        async with self._asking[source.credentials]:
            kept = self._kept.get(source.credentials)
            if kept is None or kept.until <= self._clock.now():
                kept = await self._made(source, url, credentials)
                self._kept[source.credentials] = kept
        return kept.text

    def forget(self, source: Source, token: str) -> None:
        """Use a token no more; a newer one stays."""
        kept = self._kept.get(source.credentials)
        if kept is not None and kept.text == token:
            del self._kept[source.credentials]

    async def _made(self, source: Source, url: str, credentials: str) -> _Token:
        name, _, secret = credentials.partition(":")
        form = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        call = Call(method="POST", url=url, headers=headers, body=urlencode(form).encode())
        answered = await self._ask(source, call)
        if answered.status in _WRONG:
            raise credentials_refused(source, answered)
        if (fault := fault_of(source, answered)) is not None:
            raise fault
        return _read(source, answered, self._clock.now())


def _read(source: Source, answered: Answered, now: datetime) -> _Token:
    """Read the token; one that does not say how long it lasts is used once."""
    try:
        told: Any = json.loads(answered.body)
        text, seconds = str(told["access_token"]), float(told.get("expires_in") or 0)
        lasts = timedelta(seconds=min(seconds, LONGEST.total_seconds()))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unavailable(f"{source.name} answered no token.") from None
    return _Token(text=text, until=now + lasts - EARLY)
