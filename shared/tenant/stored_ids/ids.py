"""Which object of a tenant is which of the flight plan's: stored, because names are not unique.

Neither groups nor anything of Intune has a name that Graph would keep unique,
or a key that a creation could be repeated under.  So what is about to be
created is written down first, and its id as soon as Graph has told it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from shared.domain.setup import Kind

type Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An object's id, and *since* when it is known.

    A blank id is an intent: it was about to be created then, and nobody knows what came of it.
    """

    id: str
    since: datetime


class StoredIds(Protocol):
    """The ids of one flight plan's objects, by tenant, kind and key.

    Whatever is told has been stored for good when the method returns;
    ``Misconfigured`` when it cannot be.
    """

    def of(self, tenant_id: str) -> Mapping[Key, Stored]:
        """Read everything that is stored of a tenant."""

    def store(self, tenant_id: str, key: Key, stored: Stored) -> None:
        """Store an id, or an intent."""

    def forget(self, tenant_id: str, key: Key) -> None:
        """Drop an id or an intent; what is not there is no error."""


@dataclass(slots=True)
class IdsInMemory:
    """Ids that are gone with the process: for a plan, which stores nothing, and for tests."""

    _stored: dict[str, dict[Key, Stored]] = field(default_factory=dict[str, dict[Key, Stored]])

    def of(self, tenant_id: str) -> Mapping[Key, Stored]:
        """Read everything that is stored of a tenant."""
        return dict(self._stored.get(tenant_id, {}))

    def store(self, tenant_id: str, key: Key, stored: Stored) -> None:
        """Store an id, or an intent."""
        self._stored.setdefault(tenant_id, {})[key] = stored

    def forget(self, tenant_id: str, key: Key) -> None:
        """Drop an id or an intent."""
        self._stored.get(tenant_id, {}).pop(key, None)
