"""The tenant that is looked at or set up, and what that takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.domain.errors import Reason
from shared.domain.setup import Kind
from shared.ports import Clock, TenantObjects
from shared.tenant.part import Part
from shared.tenant.parts import PARTS
from shared.tenant.stored_ids.ids import StoredIds
from shared.tenant.watching import Nobody, Watcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenancy:
    """A tenant's objects, the ids that are stored of them, the time, and who watches."""

    objects: TenantObjects
    ids: StoredIds
    clock: Clock
    watcher: Watcher = field(default_factory=Nobody)
    parts: Mapping[Kind, Part] = field(default_factory=lambda: PARTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantIdentity:
    """Which tenant this is.  *unread* says why that could not be read; then all else is blank."""

    id: str = ""
    name: str = ""
    default_domain: str = ""
    unread: Reason | None = None
