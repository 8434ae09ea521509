"""What the APIs of all HR systems have in common: people, credentials, limits and bad days."""

import json
from abc import ABC, abstractmethod
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hmac import compare_digest
from http import HTTPStatus
from math import ceil
from typing import Any
from urllib.parse import unquote, urlsplit

from shared.domain.calls import Answered, Call
from shared.domain.errors import Unavailable
from shared.ports import Clock

MINUTE = timedelta(minutes=1)
JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorPerson:
    """Somebody whom an HR system knows, in nobody's words but ours."""

    id: str
    email: str = ""
    start_date: date | None = None
    department: str = ""
    title: str = ""
    location: str = ""
    employed: bool = True

    @property
    def starts(self) -> str | None:
        """The start date as every one of these systems writes it."""
        return None if self.start_date is None else self.start_date.isoformat()


class VendorApi(ABC):
    """One HR system's API at its *hosts*, which answers so many calls in any minute.

    *credentials* are what the setting of that name holds.  *calls* are those that
    arrived, whatever became of them; *throttled* of them were one too many.
    """

    hosts: tuple[str, ...] = ()

    def __init__(self, clock: Clock, credentials: str, *, per_minute: int = 60) -> None:
        self.calls = 0
        self.throttled = 0
        self.people: dict[str, VendorPerson] = {}
        self._clock = clock
        self._credentials = credentials
        self._per_minute = per_minute
        self._lately: deque[datetime] = deque()
        self._troubles: deque[HTTPStatus | None] = deque()
        self._closed_until = clock.now()

    def knows(self, person: VendorPerson) -> None:
        """Take a person in, or what has changed of them."""
        self.people[person.id] = person

    def changes(self, person_id: str, **changed: Any) -> None:  # noqa: ANN401  the fields of a person
        """Change somebody."""
        self.knows(replace(self.people[person_id], **changed))

    def forgets(self, person_id: str) -> None:
        """Delete somebody."""
        del self.people[person_id]

    def takes(self, credentials: str) -> None:
        """Revoke the credentials for others."""
        self._credentials = credentials

    def falters(self, times: int = 1, status: HTTPStatus = HTTPStatus.BAD_GATEWAY) -> None:
        """Answer the next calls by an error of its own."""
        self._troubles.extend([status] * times)

    def hangs_up(self, times: int = 1) -> None:
        """Answer the next calls not at all."""
        self._troubles.extend([None] * times)

    def rests(self, time: timedelta) -> None:
        """Answer 429 for a while, and say until when."""
        self._closed_until = self._clock.now() + time

    async def __call__(self, call: Call) -> Answered:
        """Answer a call."""
        self.calls += 1
        if self._troubles:
            status = self._troubles.popleft()
            if status is None:
                raise Unavailable("The HR system hung up.")
            return Answered(status=status)
        wait = self._wait()
        if wait > timedelta(0):
            self.throttled += 1
            return self._slow_down(ceil(wait.total_seconds()))
        self._lately.append(self._clock.now())
        return self.answer(call)

    @abstractmethod
    def answer(self, call: Call) -> Answered:
        """Answer a call that is neither one too many nor struck by trouble."""

    def is_ours(self, call: Call) -> bool:
        """Say whether a call holds the credentials, as HTTP's ``Basic`` has them."""
        expected = f"Basic {b64encode(self._credentials.encode()).decode()}"
        return authorized(call, expected)

    def _slow_down(self, seconds: int) -> Answered:
        return Answered(
            status=HTTPStatus.TOO_MANY_REQUESTS, headers={**JSON, "retry-after": str(seconds)}
        )

    def _wait(self) -> timedelta:
        now = self._clock.now()
        while self._lately and now - self._lately[0] >= MINUTE:
            self._lately.popleft()
        wait = self._closed_until - now
        if len(self._lately) >= self._per_minute:
            wait = max(wait, self._lately[0] + MINUTE - now)
        return wait


def authorized(call: Call, expected: str) -> bool:
    """Say whether a call's ``Authorization`` is what it must be."""
    given = {name.lower(): value for name, value in call.headers.items()}
    return compare_digest(given.get("authorization", "").encode(), expected.encode())


def path_of(call: Call) -> list[str]:
    """Split a call's path into its words."""
    return [unquote(word) for word in urlsplit(call.url).path.strip("/").split("/")]


def body_of(call: Call) -> Any:  # noqa: ANN401  JSON has no better type
    """Read a call's JSON; ``None`` when it is none."""
    try:
        return json.loads(call.body)
    except ValueError:
        return None


def told(content: Any, status: HTTPStatus = HTTPStatus.OK) -> Answered:  # noqa: ANN401  any JSON
    """Answer in JSON."""
    return Answered(status=status, headers=JSON, body=json.dumps(content).encode())


def refused(status: HTTPStatus) -> Answered:
    """Answer that it cannot be; what stands in such answers nobody here reads."""
    return told({"error": status.phrase}, status)
