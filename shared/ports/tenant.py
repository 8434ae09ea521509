"""The objects of a tenant's set-up: groups, policies, profiles and the like."""

from collections.abc import Mapping
from typing import Protocol

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.telling import Got


class TenantObjects(Protocol):
    """Documents of one tenant, by request.  Nothing is sent twice, and nothing is raised.

    What comes of a request is a body (an empty one for 204), the refusal as it
    arrived, or the error that kept it from being sent.
    """

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        """Send one request."""

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        """Send requests of one operation and one version, twenty in an exchange."""

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        """Read a list to its last page; what stands in the way of a page is the answer."""
