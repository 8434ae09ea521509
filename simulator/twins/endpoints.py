"""HTTP endpoints of others, in one process: sites by the host of their address."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from shared.domain.calls import MOST_BYTES, Answered, Call
from shared.domain.errors import Unavailable

type Site = Callable[[Call], Awaitable[Answered]]


class TwinEndpoints:
    """The part of the internet that a story needs."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}

    def stands(self, host: str, site: Site) -> None:
        """Put a site at a host (and port)."""
        self._sites[host] = site

    def site(self, url: str) -> Site:
        """Find who stands at an address; nobody answers where none does (``Unavailable``)."""
        site = self._sites.get(urlsplit(url).netloc)
        if site is None:
            raise Unavailable("Nobody answers at this address.")
        return site

    async def call(self, call: Call) -> Answered:
        """Ask the site at the call's host."""
        answered = await self.site(call.url)(call)
        if len(answered.body) > MOST_BYTES:
            raise Unavailable("The answer is too long.")
        return answered
