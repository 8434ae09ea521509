"""The objects of a tenant's set-up behind their port: documents, as Graph has them.

They go as plain JSON, not as models of the SDK: most of them are of beta only,
which the SDK does not have, and a whole-object PUT has to give back what no
model knows.
"""

import json
from collections.abc import Mapping

from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.telling import Got
from shared.graph.requests import Requests


class GraphTenantObjects:
    """The port ``TenantObjects`` over Microsoft Graph."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        """Send one request."""
        return await self._requests.ask(request.operation, self._written(request))

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        """Send requests of one operation and one version, twenty in a batch."""
        if not requests:
            return {}
        operation = next(iter(requests.values())).operation
        written = {key: self._written(request) for key, request in requests.items()}
        return await self._requests.each(operation, written)

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        """Read a list to its last page."""

        def more(_key: str, _seen: list[Json]) -> bool:
            return True

        # Alone it goes as it is, and its refusal comes back as an answer.
        return (await self._requests.lists(request.operation, {"": self._written(request)}, more))[
            ""
        ]

    def _written(self, request: ObjectRequest) -> RequestInformation:
        written = RequestInformation(Method(request.method.value))
        written.url = f"{self._requests.base_url}{request.path}"
        written.headers.try_add("Accept", "application/json")
        body = request.body_at(self._requests.base_url)
        if body is not None:
            written.headers.try_add("Content-Type", "application/json")
            written.content = json.dumps(body).encode()
        return written
