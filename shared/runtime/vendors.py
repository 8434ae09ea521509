"""Asking HR systems: as whom, how often, and one line in the log for each call."""

from base64 import b64encode
from dataclasses import replace
from http import HTTPStatus

import structlog

from shared.domain.calls import Answered, Call
from shared.domain.fetch_faults import is_throttled
from shared.domain.hire_formats import Authorization, FetchBack
from shared.domain.sources import Source
from shared.domain.templates import filled
from shared.ports import Clock, Endpoints
from shared.runtime.secrets import Secrets
from shared.runtime.tokens import Tokens
from shared.runtime.vendor_budget import VendorBudget

log = structlog.get_logger()


class Vendors:
    """The HR systems that may be asked what their events mean."""

    def __init__(
        self, endpoints: Endpoints, secrets: Secrets, clock: Clock, instances: int = 1
    ) -> None:
        self._endpoints = endpoints
        self._secrets = secrets
        self._clock = clock
        self._budget = VendorBudget(clock, instances)
        self._tokens = Tokens(self._called, clock)

    async def ask(self, source: Source, fetch: FetchBack, call: Call) -> Answered:
        """Make a call as the flight plan says; any status is an answer.

        Raises ``Throttled`` when the vendor's limit is reached, ``Unavailable`` when it
        does not answer, and ``Rejected`` when there are no credentials, or no good ones.
        """
        (credentials, *_) = self._secrets.of(source.credentials)
        if fetch.authorization is not Authorization.CLIENT_CREDENTIALS:
            return await self._once(source, fetch, call, _header(fetch, credentials.strip()))
        url = filled(fetch.token_url, source.variables)
        answered = Answered(status=HTTPStatus.UNAUTHORIZED)
        # A token may be withdrawn before its time: another one is asked for, once.
        for _ in range(2):
            token = await self._tokens.token(source, url, credentials.strip())
            answered = await self._once(source, fetch, call, f"Bearer {token}")
            if answered.status != HTTPStatus.UNAUTHORIZED:
                break
            self._tokens.forget(source, token)
        return answered

    async def _once(
        self, source: Source, fetch: FetchBack, call: Call, authorization: str
    ) -> Answered:
        account, limit = source.credentials, fetch.per_minute
        await self._budget.spend(account, limit)
        headers = {**call.headers, "Authorization": authorization}
        answered = await self._called(source, replace(call, headers=headers))
        if is_throttled(answered):
            self._budget.close(account, limit, answered.retry_after)
        return answered

    async def _called(self, source: Source, call: Call) -> Answered:
        began, status = self._clock.now(), 0
        try:
            answered = await self._endpoints.call(call)
            status = answered.status
        finally:
            seconds = (self._clock.now() - began).total_seconds()
            log.info("source.asked", source=source.name, status=status, seconds=seconds)
        return answered


def _header(fetch: FetchBack, credentials: str) -> str:
    if fetch.authorization is Authorization.BASIC:
        return f"Basic {b64encode(credentials.encode()).decode()}"
    return f"Bearer {credentials}"
