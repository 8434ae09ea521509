"""The HTTP side of the host: a server that hands each request to the function it belongs to.

What the host itself answers has no body, as in Azure: 400 for headers that are
no UTF-8, 401 without the right key, 404 for an unknown route or method, 413 for
too long a body, 500 for a function that failed.  A packed body is not unpacked.
"""

import logging
from datetime import timedelta

from aiohttp import web
from aiohttp.http import HttpProcessingError

from simulator.host.http_wire import to_response, to_worker
from simulator.host.invoker import Invoker
from simulator.host.keys import Keys
from simulator.host.routes import Match, Routes
from simulator.host.settings import Settings
from simulator.host.worker import Call, Raised

HOST = "127.0.0.1"
_LIMIT_SETTING = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"
_LIMIT = 104_857_600  # bytes, the documented limit of a request


_log = logging.getLogger("aiohttp.server")


def _without_the_request(record: logging.LogRecord) -> bool:
    """Log that a request was no HTTP, without the words of it: a key may stand there."""
    if record.exc_info and isinstance(record.exc_info[1], HttpProcessingError):
        record.exc_info = None
    return True


_log.addFilter(_without_the_request)


class HttpFace:
    """Answers requests on *port* (0 picks a free one) from `start` to `stop`."""

    def __init__(self, routes: Routes, keys: Keys, invoke: Invoker, settings: Settings) -> None:
        self._routes = routes
        self._keys = keys
        self._invoke = invoke
        self._limit = int(settings.get(_LIMIT_SETTING) or _LIMIT)

    async def start(self, port: int, drain: timedelta) -> str:
        """Listen; requests under way at the end have *drain* to finish. Gives the base URL."""
        app = web.Application(client_max_size=self._limit)
        app.router.add_route("*", r"/{path:[\s\S]*}", self._answer)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=drain.total_seconds(),
            handle_signals=False,
            auto_decompress=False,
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, port)
        await site.start()
        _, bound = self._runner.addresses[0][:2]
        return f"http://{HOST}:{bound}"

    async def stop(self) -> None:
        """Take no more requests and finish the ones under way."""
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        if not _is_utf_8(request):
            return web.Response(status=400)
        match = self._routes.find(request.method, request.rel_url.raw_path)
        if match is None:
            return web.Response(status=404)
        key = request.headers.get("x-functions-key") or request.rel_url.query.get("code")
        if not self._keys.admit(key, match.trigger.level, match.function.name):
            return web.Response(status=401)
        try:
            return await self._invoked(request, match)
        except ConnectionResetError:
            return web.Response(status=400)  # nobody hears it any more

    async def _invoked(self, request: web.Request, match: Match) -> web.Response:
        body = await self._body(request)
        if body is None:
            return web.Response(status=413, headers={"Connection": "close"})
        call = Call(
            data=to_worker(request, body, match.values),
            traceparent=request.headers.get("traceparent", ""),
        )
        reason = f"{request.method} {request.rel_url.path}"
        outcome = await self._invoke(match.function, call, reason)
        if isinstance(outcome, Raised):
            return web.Response(status=500)
        return to_response(outcome.value)

    async def _body(self, request: web.Request) -> bytes | None:
        if (request.content_length or 0) > self._limit:
            return None
        try:
            return await request.read()
        except web.HTTPRequestEntityTooLarge:
            return None


def _is_utf_8(request: web.Request) -> bool:
    """Tell whether every header is text; aiohttp keeps a byte that is none as a surrogate."""
    try:
        "".join(request.headers.values()).encode()
    except UnicodeEncodeError:
        return False
    return True
