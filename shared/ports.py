"""What the handlers need from the outside world, in their own words.

Each port has one adapter for Azure and one twin in the simulator.  Both pass
the same contract tests.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shared.domain.autopilot import Identity, ImportOrder, ImportRecord, ProfileStatus
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError
from shared.domain.identifiers import CorporateIdentifier
from shared.domain.messages import Message
from shared.domain.monitoring import Events, Export, FailedItem, ManagedDevice, Report
from shared.domain.outcomes import Told
from shared.domain.rows import Document, Row, RowKey, RowPage

# What could not be changed, and why; whatever is missing was done.
type Failed = Mapping[str, GroundcrewError]


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """Tell the time, in UTC."""

    async def sleep(self, span: timedelta) -> None:
        """Let a short while pass."""


class Rows(Protocol):
    """The store: documents by key, guarded by their etag.

    Every method raises ``Unavailable`` or ``Throttled`` when the store does.
    """

    async def get(self, key: RowKey) -> Row | None:
        """Read a row."""

    async def insert(self, key: RowKey, document: Document) -> Row:
        """Write a new row; ``Conflict`` when there is one already."""

    async def replace(self, row: Row, document: Document) -> Row:
        """Write over *row*; ``Conflict`` when it has changed or gone since it was read."""

    async def upsert(self, key: RowKey, document: Document) -> None:
        """Write a row whatever is there."""

    async def delete(self, key: RowKey) -> None:
        """Remove a row; one that is not there is no error."""

    async def within(self, table: str, partition: str) -> tuple[Row, ...]:
        """Read one partition, ordered by row key."""

    async def page(self, table: str, continuation: str | None, limit: int) -> RowPage:
        """Read up to *limit* rows of a table in a stable order, from a continuation on."""


class Outbox(Protocol):
    """The way to the queues."""

    async def send(self, message: Message) -> None:
        """Put a message on its queue; one whose id was seen lately is dropped by the queue."""


class Autopilot(Protocol):
    """The Autopilot service of one tenant.

    Methods that ask about several things answer each on its own: what was
    found, or the error (``Refused``, ``Throttled``, ``Unavailable``, by the table
    in ``shared.domain.faults``) that stands in the way; what is missing was not
    there.  Those that change things answer only the errors.  They raise nothing.
    """

    async def identities(self, serials: Collection[str]) -> Told[Identity]:
        """Look devices up by exact normalised serial number; lists show no users."""

    async def identities_by_id(self, identity_ids: Collection[str]) -> Told[Identity]:
        """Read identities, their assigned users included."""

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        """Look up the import that matters most of each serial number, whoever made it."""

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        """Submit hardware hashes in bulk; the records by serial number.

        An order without a record or an error may or may not have been taken: look.
        """

    async def import_records(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        """Read imports by Graph's ids."""

    async def delete_imports(self, record_ids: Collection[str]) -> Failed:
        """Delete import records, which deregisters nothing; one that is gone is no error."""

    async def assign_users(self, users: Mapping[str, User]) -> Failed:
        """Assign, by identity id, the user the device greets; repeating it changes nothing."""

    async def unassign_users(self, identity_ids: Collection[str]) -> Failed:
        """Take the assigned users away; repeating it changes nothing."""

    async def set_group_tags(self, tags: Mapping[str, str]) -> Failed:
        """Set group tags by identity id; repeating it changes nothing."""

    async def delete_identities(self, identity_ids: Collection[str]) -> Failed:
        """Ask to deregister devices; it takes a while, and one that is gone is no error."""

    async def profile_statuses(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        """Read whether the deployment profile has reached each device (beta)."""

    async def sync(self) -> None:
        """Have Intune look for new registrations now (beta).

        That a sync is under way, or was a moment ago, is no error.  Raises
        ``Unavailable`` or ``Refused`` otherwise.
        """


class Directory(Protocol):
    """Entra ID: devices, groups and people.  Answers like ``Autopilot``."""

    async def devices(self, device_ids: Collection[str]) -> Told[str]:
        """Find the object ids of devices by their ``deviceId``."""

    async def group(self, name_or_id: str) -> str:
        """Find a group's object id.

        Raises ``Misconfigured`` when no group, or several, answer, and what
        ``shared.domain.faults`` says of a refusal.
        """

    async def members(self, group_id: str, object_ids: Collection[str]) -> Told[bool]:
        """See which objects a group contains directly."""

    async def add_members(self, group_id: str, object_ids: Collection[str]) -> Failed:
        """Add objects to an assigned group; one that is in already is no error."""

    async def users(self, user_principal_names: Collection[str]) -> Told[User]:
        """Find people by user principal name."""

    async def licensed(
        self, user_ids: Collection[str], service_plans: Collection[str]
    ) -> Told[bool]:
        """See for whom one of these service plans is provisioned."""


class DevicePreparation(Protocol):
    """The corporate identifiers of one tenant.  Answers like ``Autopilot``, by serial number."""

    async def identifiers(self, wanted: Collection[CorporateIdentifier]) -> Told[bool]:
        """See which identifiers Intune lists (beta)."""

    async def import_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Upload identifiers; one that is there already is no error (beta)."""


class Monitoring(Protocol):
    """What Intune reports of enrolments and deployments.  Answers like ``Autopilot``."""

    async def managed_devices(self, serials: Collection[str]) -> Told[ManagedDevice]:
        """Look up the enrolled devices, the latest of each serial number."""

    async def events(self, serials: Collection[str], pages: int) -> Events:
        """Read up to so many pages of the Autopilot events (beta).

        Raises ``Refused``, ``Throttled`` or ``Unavailable``.
        """

    async def failed_items(self, event_id: str) -> tuple[FailedItem, ...]:
        """Read which tracked apps and policies an attempt failed on (beta); none if untold.

        Raises like ``events``.
        """

    async def begin_export(self, report: Report) -> str:
        """Have a report exported; answers the job's id.  Raises like ``events``."""

    async def export(self, report: Report, job_id: str) -> Export | None:
        """Read an export; ``None`` until it is finished.  Raises like ``events``."""
