"""Graph's HTTP face: sockets, tokens and envelopes.  What is answered is decided elsewhere."""

import asyncio
import json
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from aiohttp import web

from shared.clock import WallClock
from shared.ports import Clock
from simulator.graph_http import exports
from simulator.graph_http.areas import AREAS
from simulator.graph_http.batch import Batches, is_batch
from simulator.graph_http.envelopes import CLIENT_REQUEST_ID, Asked, write
from simulator.graph_http.routing import Call, Reply, Router, refuse, split_version
from simulator.identity import GRAPH_RESOURCE, Claims, NotAToken, read_token
from simulator.tenant import AnswerLost, GraphFault, Tenant
from simulator.tenant.answers import bad_request
from simulator.tenant.arrival import Arrival
from simulator.tenant.caller import Caller

_GRAPH_APP_ID = "00000003-0000-0000-c000-000000000000"
_UNREADABLE = object()


class GraphServer:
    """Graph at ``base_url`` (without a version), in front of one tenant.

    Tokens are those of the simulated identity endpoint, for *audience*; *clock*
    is the real time that they expire by.
    """

    def __init__(
        self,
        tenant: Tenant,
        *,
        port: int = 0,
        clock: Clock | None = None,
        audience: str = GRAPH_RESOURCE,
    ) -> None:
        self.base_url = ""
        self._tenant = tenant
        self._port = port
        self._clock = clock or WallClock()
        self._audiences = {audience, f"{audience}/", _GRAPH_APP_ID}
        self._router = Router([route for each in AREAS for route in each.ROUTES])
        self._batches = Batches(self._router)
        # A full upload is some 2 MB of hashes.
        application = web.Application(client_max_size=16 << 20)
        application.router.add_get(exports.FILES, exports.ExportedFiles(tenant).serve)
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, access_log=None)

    async def __aenter__(self) -> Self:
        """Begin to listen on this machine alone; port 0 takes a free one."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        # Another cloud's Graph is a resource of its own, named by its root; so is this one.
        self._audiences |= {self.base_url, f"{self.base_url}/"}
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        url = unquote(request.path_qs)
        # What a batch carries is traced item by item.
        traced = None if body is _UNREADABLE or is_batch(request.method, request.path) else body
        came_with = request.headers.get("traceparent", "")
        with self._tenant.gate.arriving(request.method, url, traced, came_with) as arrival:
            answer = self._answer(request, body, arrival)
        if arrival.milliseconds:
            await asyncio.sleep(arrival.milliseconds / 1000)
        if isinstance(answer, AnswerLost) and answer.hung_up:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=answer.status)
        return self._response(request, answer, arrival.request_id)

    def _answer(self, request: web.Request, body: object, arrival: Arrival) -> Reply | GraphFault:
        try:
            caller = self._authenticate(request.headers.get("Authorization", ""))
            version, path = split_version(request.path)
            if body is _UNREADABLE:
                message = "Unable to read JSON request payload."
                raise bad_request(message)
            call = Call(
                method=request.method,
                origin=str(request.url.origin()),
                version=version,
                path=path,
                query=dict(request.query),
                body=body,
                client_request_id=request.headers.get(CLIENT_REQUEST_ID),
            )
            with self._tenant.gate.calling(caller):
                carries = is_batch(request.method, request.path)
                serve = self._batches if carries else self._router
                return serve.serve(self._tenant, call)
        except GraphFault as fault:
            return fault if arrival.passed else refuse(self._tenant, fault)

    def _authenticate(self, header: str) -> Caller:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            message = "Access token is empty."
            raise _invalid_token(message)
        try:
            claims = read_token(token.strip())
        except NotAToken as wrong:
            message = "CompactToken parsing failed with error code: 80049217"
            raise _invalid_token(message) from wrong
        if claims["aud"] not in self._audiences:
            message = "Access token validation failure. Invalid audience."
            raise _invalid_token(message)
        if claims["exp"] <= self._clock.now().timestamp():
            message = "Lifetime validation failed, the token is expired."
            raise _invalid_token(message)
        return _caller(claims)

    def _response(
        self, request: web.Request, answer: Reply | GraphFault, request_id: str
    ) -> web.Response:
        asked = Asked(
            address=f"{request.url.origin()}/$metadata{request.path}",
            request_id=request_id,
            client_request_id=request.headers.get(CLIENT_REQUEST_ID),
            at=self._tenant.model.agenda.now(),
        )
        written = write(answer, asked)
        if written.body is None:
            return web.Response(status=written.status, headers=written.headers)
        return web.json_response(written.body, status=written.status, headers=written.headers)


def _caller(claims: Claims) -> Caller:
    """Read who asks: a person's token has scopes in one text, an app's a list of roles."""
    if "scp" in claims:
        scopes = frozenset(str(claims["scp"]).split())
        return Caller(app=claims["appid"], scopes=scopes, person=str(claims.get("upn", "")))
    return Caller(app=claims["appid"], roles=frozenset(claims.get("roles", ())))


def _invalid_token(message: str) -> GraphFault:
    return GraphFault(401, "InvalidAuthenticationToken", message)


async def _body(request: web.Request) -> object:
    content = await request.read()
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return _UNREADABLE
