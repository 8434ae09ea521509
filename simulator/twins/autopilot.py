"""The port ``Autopilot`` on the simulated tenant."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from shared.domain.autopilot import Identity, ImportOrder, ImportRecord, ProfileStatus
from shared.domain.directory import User
from shared.domain.errors import GroundcrewError
from shared.domain.faults import is_bad_request, is_missing, is_syncing
from shared.domain.imports import furthest
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.serials import normalised
from shared.ports import Failed
from simulator.tenant import Tenant
from simulator.tenant.autopilot_operations import PAGE
from simulator.twins.answers import asked, asked_unless, each_asked, entities, failed
from simulator.twins.values import identity_of, import_record_of, line_of


class TwinAutopilot:
    """Answers as ``GraphAutopilot`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def identities(self, serials: Collection[str]) -> Told[Identity]:
        """Look devices up by exact normalised serial number; lists show no users."""
        return each_asked(Operation.IDENTITIES, serials, self._identity)

    async def identities_by_id(self, identity_ids: Collection[str]) -> Told[Identity]:
        """Read identities, their assigned users included."""
        return each_asked(
            Operation.IDENTITIES_BY_ID,
            identity_ids,
            lambda each: identity_of(self._tenant.identity(each)),
            is_missing,
        )

    async def imports_of(self, serials: Collection[str]) -> Told[ImportRecord]:
        """Look up the import that matters most of each serial number."""
        return each_asked(Operation.IMPORTS_OF, serials, self._import)

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Told[ImportRecord]:
        """Submit hardware hashes in bulk."""
        if not orders:
            return {}
        post = partial(self._tenant.import_devices, [line_of(order) for order in orders])
        try:
            entities = asked(Operation.IMPORT_DEVICES, post)
        except GroundcrewError as error:
            return {order.serial: error for order in orders}
        return {each["serialNumber"]: import_record_of(each) for each in entities}

    async def import_records(self, record_ids: Collection[str]) -> Told[ImportRecord]:
        """Read imports by Graph's ids."""
        return each_asked(
            Operation.IMPORT_RECORDS,
            record_ids,
            lambda each: import_record_of(self._tenant.imported(each)),
            is_missing,
        )

    async def delete_imports(self, record_ids: Collection[str]) -> Failed:
        """Delete import records."""
        return failed(
            each_asked(Operation.DELETE_IMPORTS, record_ids, self._tenant.delete_import, is_missing)
        )

    async def assign_users(self, users: Mapping[str, User]) -> Failed:
        """Assign the users the devices greet."""

        def assign(identity_id: str) -> None:
            user = users[identity_id]
            self._tenant.assign_user(identity_id, user.user_principal_name, user.display_name)

        return failed(each_asked(Operation.ASSIGN_USERS, users, assign))

    async def unassign_users(self, identity_ids: Collection[str]) -> Failed:
        """Take the assigned users away."""
        unassign = self._tenant.unassign_user
        return failed(each_asked(Operation.UNASSIGN_USERS, identity_ids, unassign))

    async def set_group_tags(self, tags: Mapping[str, str]) -> Failed:
        """Set group tags by identity id."""

        def tag(identity_id: str) -> None:
            self._tenant.update_properties(identity_id, {"groupTag": tags[identity_id]})

        return failed(each_asked(Operation.SET_GROUP_TAGS, tags, tag))

    async def delete_identities(self, identity_ids: Collection[str]) -> Failed:
        """Ask to deregister devices."""
        delete = self._tenant.delete_identity
        return failed(each_asked(Operation.DELETE_IDENTITIES, identity_ids, delete, is_missing))

    async def profile_statuses(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        """Read whether the deployment profile has reached each device."""

        def read(identity_id: str) -> ProfileStatus:
            found = self._tenant.identity_beta(identity_id)
            return ProfileStatus(found["deploymentProfileAssignmentStatus"])

        return each_asked(Operation.PROFILE_STATUSES, identity_ids, read)

    async def sync(self) -> None:
        """Have Intune look for new registrations now."""
        asked_unless(Operation.SYNC, self._tenant.sync, is_syncing)

    def _identity(self, serial: str) -> Identity | None:
        wanted = normalised(serial)
        find = partial(self._identity_containing, wanted)
        found = asked_unless(Operation.IDENTITIES, partial(find, wanted), is_bad_request)
        return found or asked(Operation.IDENTITIES, partial(find, None))

    def _identity_containing(self, wanted: str, text: str | None) -> Identity | None:
        for each in entities(partial(self._tenant.identities_page, text), PAGE):
            if normalised(each["serialNumber"]) == wanted:
                return identity_of(each)
        return None

    def _import(self, serial: str) -> ImportRecord | None:
        wanted = normalised(serial)
        listed = entities(partial(self._tenant.imports_page, wanted), PAGE)
        records = (import_record_of(each) for each in listed)
        return furthest(record for record in records if normalised(record.serial) == wanted)
