"""What the handlers need from the outside world, in their own words.

Each port has one adapter for Azure and one twin in the simulator.  Both pass
the same contract tests.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from shared.domain.autopilot import (
    DeploymentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ProfileStatus,
)
from shared.domain.directory import User
from shared.domain.messages import Message
from shared.domain.rows import Document, Row, RowKey, RowPage


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""
        ...


class Rows(Protocol):
    """The store: documents by key, guarded by their etag.

    Every method raises ``Unavailable`` or ``Throttled`` when the store does.
    """

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""
        ...

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""
        ...

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""
        ...

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""
        ...

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""
        ...

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""
        ...

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in a stable order, from a continuation on."""
        ...


class Outbox(Protocol):
    """The way to the queues."""

    async def send(self, message: Message) -> None:
        """Put a message on its queue; one whose id was seen lately is dropped by the queue."""
        ...


class Autopilot(Protocol):
    """The Autopilot service of one tenant.

    Every method raises ``Refused``, ``Throttled`` or ``Unavailable`` by the
    table in ``shared.domain.faults``.
    """

    async def identity(self, serial: str) -> Identity | None:
        """Look a device up by its exact normalised serial number, then read it by id."""
        ...

    async def identity_by_id(self, identity_id: str) -> Identity | None:
        """Read one identity, its assigned user included."""
        ...

    async def import_of(self, serial: str) -> ImportRecord | None:
        """Look up the newest import record of a serial number, whoever made it."""
        ...

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Sequence[ImportRecord]:
        """Submit hardware hashes in one bulk action; the records come in no promised order."""
        ...

    async def import_record(self, record_id: str) -> ImportRecord | None:
        """Read an import by Graph's id; ``None`` when the record is gone."""
        ...

    async def assign_user(self, identity_id: str, user: User) -> None:
        """Assign the user the device greets; repeating it changes nothing."""
        ...

    async def unassign_user(self, identity_id: str) -> None:
        """Take the assigned user away; repeating it changes nothing."""
        ...

    async def profile_status(self, identity_id: str) -> ProfileStatus:
        """Read whether the deployment profile has reached the device (beta)."""
        ...

    async def deployment_state(self, serial: str) -> DeploymentState | None:
        """Read the latest deployment's state from the Autopilot events (beta), if any."""
        ...


class Directory(Protocol):
    """Entra ID: devices, groups and people.  Raises like ``Autopilot``."""

    async def device(self, device_id: str) -> str | None:
        """Find the object id of a device by its ``deviceId``."""
        ...

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id; ``Misconfigured`` when no group, or several, answer."""
        ...

    async def is_member(self, group_id: str, object_id: str) -> bool:
        """See whether a group contains an object directly."""
        ...

    async def add_member(self, group_id: str, object_id: str) -> None:
        """Add an object to an assigned group; one that is in already is no error."""
        ...

    async def user(self, user_principal_name: str) -> User | None:
        """Find a person by user principal name."""
        ...

    async def is_licensed(self, user_id: str, service_plans: Collection[str]) -> bool:
        """See whether one of these service plans is provisioned for a person."""
        ...
