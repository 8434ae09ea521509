"""The port ``Endpoints`` over httpx."""

from shared.domain.calls import Answered, Call


class HttpEndpoints:
    """Calls others over HTTP."""

    async def call(self, call: Call) -> Answered:
        """Make one call."""
        raise NotImplementedError

    async def close(self) -> None:
        """Let go of every connection."""
