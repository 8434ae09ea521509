"""Identities of the simulated tenant, as ``TwinAutopilot`` reads and changes them."""

from collections.abc import Collection, Mapping
from functools import partial
from http import HTTPStatus

from shared.domain.answers import Answer, is_bad_request, is_missing
from shared.domain.autopilot import Identity, IdentityPage, ProfileStatus
from shared.domain.directory import User
from shared.domain.errors import Throttled
from shared.domain.operations import Operation
from shared.domain.outcomes import Told
from shared.domain.telling import failed, refused, settled, told
from shared.ports import Failed
from shared.runtime.listing import Leaf, Leaves, Listing
from simulator.tenant import Entity, Slice
from simulator.tenant.autopilot_operations import PAGE
from simulator.twins.requests import Requests
from simulator.twins.searching import searching
from simulator.twins.values import identity_of

_SYNCED = frozenset({HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})


class Identities:
    """What ``TwinAutopilot`` does with identities."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._tenant = requests.tenant
        self._search = searching(
            requests, Operation.IDENTITIES, requests.tenant.identities_page, identity_of
        )
        self._statuses = Listing[ProfileStatus]()

    async def identities(self, serials: Collection[str]) -> Told[Identity]:
        """Look devices up by exact normalised serial number; lists show no users."""
        return await self._search.look_up(serials)

    async def identity_page(self, link: str = "") -> IdentityPage:
        """Read a page of all identities; the link is where it begins."""
        part = Slice(skip=int(link or 0), top=PAGE)
        turn = partial(self._tenant.identities_page, None, part)
        page = settled(await self._requests.ask(Operation.IDENTITIES, turn))
        following = "" if page.next_skip is None else str(page.next_skip)
        return IdentityPage(identities=tuple(map(identity_of, page.items)), link=following)

    async def identities_by_id(self, identity_ids: Collection[str]) -> Told[Identity]:
        """Read identities, their assigned users included."""
        asks = {each: partial(self._tenant.identity, each) for each in identity_ids}
        got = await self._requests.each(Operation.IDENTITIES_BY_ID, asks)
        return told(got, identity_of, is_missing)

    async def profile_statuses(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        """Read whether the deployment profile has reached each device."""
        return await self._statuses.tell(identity_ids, self._status_leaves, self._singly)

    async def assign_users(self, users: Mapping[str, User]) -> Failed:
        """Assign the users the devices greet."""
        asks = {each: partial(self._assign, each, user) for each, user in users.items()}
        got = await self._requests.each(Operation.ASSIGN_USERS, asks)
        again = {
            each: partial(self._greet, each, users[each]) for each in refused(got, is_bad_request)
        }
        if again:
            got |= await self._requests.each(Operation.ASSIGN_USERS, again)
        return failed(got)

    async def unassign_users(self, identity_ids: Collection[str]) -> Failed:
        """Take the assigned users away."""
        asks = {each: partial(self._tenant.unassign_user, each) for each in identity_ids}
        return failed(await self._requests.each(Operation.UNASSIGN_USERS, asks))

    async def set_group_tags(self, tags: Mapping[str, str]) -> Failed:
        """Set group tags by identity id."""
        change = self._tenant.update_properties
        asks = {each: partial(change, each, {"groupTag": tag}) for each, tag in tags.items()}
        return failed(await self._requests.each(Operation.SET_GROUP_TAGS, asks))

    async def delete_identities(self, identity_ids: Collection[str]) -> Failed:
        """Ask to deregister devices."""
        asks = {each: partial(self._tenant.delete_identity, each) for each in identity_ids}
        return failed(await self._requests.each(Operation.DELETE_IDENTITIES, asks), is_missing)

    async def allow_next_enrollments(self, identity_ids: Collection[str]) -> Failed:
        """Unblock devices that may not enrol once more."""
        asks = {each: partial(self._tenant.allow_next_enrollment, each) for each in identity_ids}
        return failed(await self._requests.each(Operation.ALLOW_NEXT_ENROLLMENTS, asks))

    async def blocked_enrollments(self, identity_ids: Collection[str]) -> Told[bool]:
        """Read whether Intune would refuse the next enrolment of each device."""
        asks = {each: partial(self._tenant.identity_beta, each) for each in identity_ids}
        got = await self._requests.each(Operation.BLOCKED_ENROLLMENTS, asks)
        return told(got, _is_blocked, is_missing)

    async def sync(self) -> None:
        """Have Intune look for new registrations now."""
        got = await self._requests.ask(Operation.SYNC, self._tenant.sync)
        if isinstance(got, Throttled) or (isinstance(got, Answer) and got.status in _SYNCED):
            return
        settled(got)

    async def _singly(self, identity_ids: Collection[str]) -> Told[ProfileStatus]:
        asks = {each: partial(self._tenant.identity_beta, each) for each in identity_ids}
        got = await self._requests.each(Operation.PROFILE_STATUSES, asks)
        return told(got, _status_of, is_missing)

    async def _status_leaves(self) -> Leaves[ProfileStatus]:
        turn = partial(self._tenant.identities_page, None, beta=True)
        async for page in self._requests.pages(Operation.PROFILE_STATUSES, turn, PAGE):
            entries = [(str(each["id"]), _status_of(each)) for each in page.items]
            yield Leaf(entries=entries, last=page.next_skip is None)

    def _assign(self, identity_id: str, user: User) -> None:
        self._tenant.assign_user(identity_id, user.user_principal_name, _greeted(user))

    def _greet(self, identity_id: str, user: User) -> None:
        upn = user.user_principal_name
        wanted = {"userPrincipalName": upn, "addressableUserName": _greeted(user)}
        self._tenant.update_properties(identity_id, wanted)


def _greeted(user: User) -> str:
    return user.display_name or user.user_principal_name


def _status_of(entity: Entity) -> ProfileStatus:
    return ProfileStatus(entity["deploymentProfileAssignmentStatus"])


def _is_blocked(entity: Entity) -> bool:
    return str(entity["userlessEnrollmentStatus"]) == "blocked"
