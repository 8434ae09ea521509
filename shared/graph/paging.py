"""Lists that come in pages: each page is one request, made only when it is needed."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Protocol

from shared.domain.errors import Unavailable


class Page[T](Protocol):
    """A page as the SDK's collection models have it."""

    @property
    def value(self) -> Sequence[T] | None:
        """The entities."""
        ...

    @property
    def odata_next_link(self) -> str | None:
        """Where the next page is."""
        ...


async def entities[T](
    base_url: str,
    first: Awaitable[Page[T] | None],
    follow: Callable[[str], Awaitable[Page[T] | None]],
) -> AsyncIterator[T]:
    """Go through a list; whoever stops early saves the requests for the rest.

    ``Unavailable`` when a page points away from *base_url*: no token goes there.
    """
    page = await first
    while page is not None:
        for entity in page.value or ():
            yield entity
        if not page.odata_next_link:
            return
        page = await follow(checked_link(base_url, page.odata_next_link))


def checked_link(base_url: str, link: str) -> str:
    """Let a link pass that stays with Graph; ``Unavailable`` when it does not."""
    if not link.startswith(f"{base_url}/"):
        message = "Graph's next page is said to lie outside of Graph."
        raise Unavailable(message)
    return link
