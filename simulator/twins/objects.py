"""The port ``TenantObjects`` on the simulated tenant, by the routes of its HTTP face."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qsl, unquote

from shared.domain.object_requests import Json, Method, ObjectRequest
from shared.domain.telling import Got
from simulator.graph_http.areas import AREAS
from simulator.graph_http.routing import Call, Router
from simulator.tenant.answers import Entity
from simulator.twins.requests import Requests

_ORIGIN = "https://graph.simulated.invalid"


class TwinTenantObjects:
    """Answers as ``GraphTenantObjects`` does, with the same requests of the tenant."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._router = Router([route for each in AREAS for route in each.ROUTES])

    async def ask(self, request: ObjectRequest) -> Got[Json]:
        """Make one request."""
        return await self._requests.ask(request.operation, partial(self._serve, request))

    async def each(self, requests: Mapping[str, ObjectRequest]) -> dict[str, Got[Json]]:
        """Make requests of one operation, twenty in one exchange."""
        if not requests:
            return {}
        operation = next(iter(requests.values())).operation
        asks = {key: partial(self._serve, request) for key, request in requests.items()}
        return await self._requests.each(operation, asks)

    async def every(self, request: ObjectRequest) -> Got[list[Json]]:
        """Read a list to its last page."""
        entities: list[Json] = []
        path: str | None = request.path
        while path is not None:
            here = ObjectRequest(operation=request.operation, path=path)
            page = await self.ask(here)
            if not isinstance(page, dict):
                return page
            entities += page.get("value") or ()
            link = page.get("@odata.nextLink")
            path = str(link).removeprefix(_ORIGIN) if link else None
        return entities

    def _serve(self, request: ObjectRequest) -> Entity:
        address, _, query = request.path.partition("?")
        _, version, rest = address.split("/", 2)
        call = Call(
            method=request.method.value,
            origin=_ORIGIN,
            version=version,
            path=f"/{unquote(rest)}",
            query=dict(parse_qsl(query, keep_blank_values=True)),
            body=request.body_at(_ORIGIN),
        )
        written = None if request.method is Method.GET else call.body
        with self._requests.tenant.gate.arriving(call.method, unquote(request.path), written):
            return self._router.serve(self._requests.tenant, call).body or {}
