"""HTTP endpoints of others."""

from typing import Protocol

from shared.domain.calls import Answered, Call


class Endpoints(Protocol):
    """HTTP endpoints of others: the APIs of HR systems, subscribers, published keys."""

    async def call(self, call: Call) -> Answered:
        """Make one call, following no redirect; any status is an answer.

        Raises ``Unavailable`` when there is none in time, or one that is too long.
        """
