"""The sites of a story behind a socket: what stands at a host in one process, by path here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from shared.domain.calls import Call
from shared.domain.errors import Unavailable
from simulator.twins.endpoints import Site, TwinEndpoints


@asynccontextmanager
async def served(host: str, site: Site) -> AsyncIterator["EndpointsServer"]:
    """Serve one site alone."""
    endpoints = TwinEndpoints()
    endpoints.stands(host, site)
    async with EndpointsServer(endpoints) as server:
        yield server


def moved(root: str, url: str) -> str:
    """Say where a site's address is served: ``https://HOST/PATH`` at ``root/HOST/PATH``."""
    _, _, place = url.partition("://")
    return f"{root}/{place}"


class EndpointsServer:
    """Serves each site of *endpoints* at ``base_url/HOST/``, on this machine alone.

    Where nobody answers, it hangs up.
    """

    def __init__(self, endpoints: TwinEndpoints) -> None:
        self.base_url = ""
        self._endpoints = endpoints
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)

    async def __aenter__(self) -> Self:
        """Begin to listen at a free port."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def moved(self, url: str) -> str:
        """Say where a site's address is served."""
        return moved(self.base_url, url)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        call = Call(
            method=request.method,
            url=f"https:/{request.raw_path}",
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.read(),
        )
        try:
            answered = await self._endpoints.site(call.url)(call)
        except Unavailable:
            if request.transport is not None:
                request.transport.abort()
            raise web.HTTPServiceUnavailable from None
        return web.Response(
            status=answered.status, headers=dict(answered.headers), body=answered.body
        )
