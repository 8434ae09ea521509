"""A call to somebody else's HTTP endpoint, and its answer, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from shared.domain.retry_after import waiting_time

# No answer that anybody asks for here is nearly as long.
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is asked.  Headers and body may hold secrets, so neither is ever shown."""

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back.  Header names are lower case; a *body* is never over ``MOST_BYTES``."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def retry_after(self) -> timedelta | None:
        """How long to wait before the next call, if that was said."""
        return waiting_time(self.headers)
