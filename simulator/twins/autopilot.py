"""The port ``Autopilot`` on the simulated tenant."""

from collections.abc import Sequence
from functools import partial

from shared.domain.autopilot import (
    DeploymentState,
    Identity,
    ImportOrder,
    ImportRecord,
    ProfileStatus,
)
from shared.domain.directory import User
from shared.domain.faults import is_bad_request, is_missing
from shared.domain.imports import furthest
from shared.domain.operations import Operation
from shared.domain.serials import normalised
from simulator.tenant import Entity, Tenant
from simulator.tenant.autopilot_operations import PAGE
from simulator.tenant.deployment_operations import EVENTS_PAGE
from simulator.twins.answers import asked, asked_unless, entities
from simulator.twins.values import identity_of, import_record_of, line_of


class TwinAutopilot:
    """Answers as ``GraphAutopilot`` does, with the same requests of the tenant."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant

    async def identity(self, serial: str) -> Identity | None:
        """Look a device up by its exact normalised serial number, then read it by id."""
        wanted = normalised(serial)
        find = partial(self._identity_id, wanted)
        found = asked_unless(Operation.IDENTITY, partial(find, wanted), is_bad_request)
        if found is None:
            found = asked(Operation.IDENTITY, partial(find, None))
        return await self.identity_by_id(found) if found else None

    async def identity_by_id(self, identity_id: str) -> Identity | None:
        """Read one identity, its assigned user included."""
        return asked_unless(
            Operation.IDENTITY_BY_ID,
            lambda: identity_of(self._tenant.identity(identity_id)),
            is_missing,
        )

    async def import_of(self, serial: str) -> ImportRecord | None:
        """Look up the import of a serial number that matters most."""
        wanted = normalised(serial)
        find = partial(self._records, wanted)
        found = asked_unless(Operation.IMPORT_OF, partial(find, wanted), is_bad_request)
        if found is None:
            found = asked(Operation.IMPORT_OF, partial(find, None))
        return furthest(found)

    async def import_devices(self, orders: Sequence[ImportOrder]) -> Sequence[ImportRecord]:
        """Submit hardware hashes in one bulk action."""
        lines = [line_of(order) for order in orders]
        if not lines:
            return ()
        post = partial(self._tenant.import_devices, lines)
        return tuple(import_record_of(each) for each in asked(Operation.IMPORT_DEVICES, post))

    async def import_record(self, record_id: str) -> ImportRecord | None:
        """Read an import by Graph's id."""
        return asked_unless(
            Operation.IMPORT_RECORD,
            lambda: import_record_of(self._tenant.imported(record_id)),
            is_missing,
        )

    async def assign_user(self, identity_id: str, user: User) -> None:
        """Assign the user the device greets."""
        upn, name = user.user_principal_name, user.display_name
        assign = partial(self._tenant.assign_user, identity_id, upn, name)
        asked(Operation.ASSIGN_USER, assign)

    async def unassign_user(self, identity_id: str) -> None:
        """Take the assigned user away."""
        unassign = partial(self._tenant.unassign_user, identity_id)
        asked(Operation.UNASSIGN_USER, unassign)

    async def profile_status(self, identity_id: str) -> ProfileStatus:
        """Read whether the deployment profile has reached the device."""
        read = partial(self._tenant.identity_beta, identity_id)
        found = asked(Operation.PROFILE_STATUS, read)
        return ProfileStatus(found["deploymentProfileAssignmentStatus"])

    async def deployment_state(self, serial: str) -> DeploymentState | None:
        """Read the latest deployment's state."""
        wanted = normalised(serial)

        def read() -> list[Entity]:
            every = entities(self._tenant.autopilot_events_page, EVENTS_PAGE)
            return [each for each in every if normalised(each["deviceSerialNumber"]) == wanted]

        events = asked(Operation.DEPLOYMENT_STATE, read)
        newest = max(events, key=_age, default=None)
        return DeploymentState(newest["deploymentState"]) if newest else None

    def _identity_id(self, wanted: str, text: str | None) -> str:
        for each in entities(partial(self._tenant.identities_page, text), PAGE):
            if normalised(each["serialNumber"]) == wanted:
                return str(each["id"])
        return ""

    def _records(self, wanted: str, text: str | None) -> list[ImportRecord]:
        listed = entities(partial(self._tenant.imports_page, text), PAGE)
        records = (import_record_of(each) for each in listed)
        return [record for record in records if normalised(record.serial) == wanted]


def _age(event: Entity) -> tuple[str, str]:
    return event["deploymentStartDateTime"], event["eventDateTime"]
