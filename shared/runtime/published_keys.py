"""The keys that an issuer of tokens publishes (JWKS, RFC 7517), asked for as seldom as will do.

Anybody may send a token that names a key nobody has: what is asked of the
issuer depends on the clock, and not on how many such tokens come.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from shared.domain.calls import Call
from shared.domain.errors import Unavailable
from shared.ports import Clock, Endpoints

type Jwk = Mapping[str, Any]

# Entra publishes a key well before it signs with it; see "Signing key rollover in the
# Microsoft identity platform".
KEPT = timedelta(hours=24)
# How long after a look an unknown key makes no other; after a failed look, how long none is made.
REST = timedelta(minutes=5)
REST_AFTER_FAILURE = timedelta(seconds=30)


@dataclass(slots=True, kw_only=True)
class _Published:
    """What is known of one address."""

    keys: Mapping[str, Jwk] = field(default_factory=dict[str, Jwk])
    read_at: datetime | None = None
    failed_at: datetime | None = None
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)


class PublishedKeys:
    """Keys by the address of their document and by their id."""

    def __init__(self, endpoints: Endpoints, clock: Clock) -> None:
        self._endpoints = endpoints
        self._clock = clock
        self._published: dict[str, _Published] = {}

    async def find(self, url: str, key_id: str) -> Jwk | None:
        """Find a key (``Unavailable`` when the document cannot be read now)."""
        published = self._published.setdefault(url, _Published())
        async with published.asking:
            if self._is_due(published, key_id):
                await self._ask(url, published)
        return published.keys.get(key_id)

    def _is_due(self, published: _Published, key_id: str) -> bool:
        if published.read_at is None:
            return True
        age = self._clock.now() - published.read_at
        return age >= (KEPT if key_id in published.keys else REST)

    async def _ask(self, url: str, published: _Published) -> None:
        now = self._clock.now()
        if published.failed_at is not None and now - published.failed_at < REST_AFTER_FAILURE:
            raise Unavailable("The published keys could not be read a moment ago.")
        try:
            answered = await self._endpoints.call(Call(method="GET", url=url))
            published.keys = _keys_in(answered.status, answered.body)
        except Unavailable:
            published.failed_at = now
            raise
        published.read_at = now


def _keys_in(status: int, body: bytes) -> Mapping[str, Jwk]:
    """Read the RSA keys for signatures; what else stands there is not ours to judge."""
    try:
        listed = json.loads(body)["keys"] if status == HTTPStatus.OK else None
    except (ValueError, KeyError, TypeError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        raise Unavailable("The published keys cannot be read.")
    return {
        key["kid"]: key
        for key in listed
        if isinstance(key, dict)
        and isinstance(key.get("kid"), str)
        and key.get("kty") == "RSA"
        and key.get("use", "sig") == "sig"
    }
