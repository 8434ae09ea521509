"""Windows Autopilot and Autopilot device preparation."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from shared.domain.autopilot import Identity, IdentityPage, ImportOrder, ImportRecord, ProfileStatus
from shared.domain.directory import User
from shared.domain.identifiers import CorporateIdentifier
from shared.domain.outcomes import Told
from shared.ports.failed import Failed


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

    async def identity_page(self, link: str = "") -> IdentityPage:
        """Read all that is registered, a page at a time, from a page's *link* on.

        Raises ``Throttled``, ``Unavailable`` or ``Refused``.
        """

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

    async def allow_next_enrollments(self, identity_ids: Collection[str]) -> Failed:
        """Unblock devices that may not enrol once more (beta); repeating it changes nothing."""

    async def blocked_enrollments(self, identity_ids: Collection[str]) -> Told[bool]:
        """Read whether Intune would refuse the next enrolment of each device (beta)."""

    async def profile_statuses(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        """Read whether the deployment profile has reached each device (beta)."""

    async def sync(self) -> None:
        """Have Intune look for new registrations now (beta).

        That a sync is under way, or was a moment ago, is no error.  Raises
        ``Unavailable`` or ``Refused`` otherwise.
        """


class DevicePreparation(Protocol):
    """The corporate identifiers of one tenant.  Answers like ``Autopilot``, by serial number."""

    async def identifiers(self, wanted: Collection[CorporateIdentifier]) -> Told[bool]:
        """See which identifiers Intune lists (beta)."""

    async def import_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Upload identifiers; one that is there already is no error (beta)."""

    async def delete_identifiers(self, wanted: Collection[CorporateIdentifier]) -> Failed:
        """Delete identifiers; one that is not there is no error (beta)."""
