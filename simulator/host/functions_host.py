"""The host as a whole: one app, its triggers, and an orderly beginning and end."""

from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Self

from shared.clock import WallClock
from shared.ports import Clock
from simulator.host.connections import Connections
from simulator.host.functions import Function, index
from simulator.host.host_json import read_host_json
from simulator.host.http_trigger import HttpFace
from simulator.host.invoker import Invoker
from simulator.host.keys import Keys, generated_keys
from simulator.host.routes import Routes
from simulator.host.settings import environment
from simulator.host.triggers import Triggers
from simulator.host.worker import Worker

_DRAIN = timedelta(seconds=5)


class FunctionsHost:
    """Runs the app in *app_dir* while it is entered, with *settings* as its environment.

    ``HostError`` on entering says what is wrong with the app, its settings or
    its host.json.  A process has one environment and one worker, so one host at
    a time.  *port* 0 picks a free one; missing *keys* are made up.
    """

    def __init__(
        self,
        app_dir: Path,
        settings: Mapping[str, str],
        keys: Keys | None = None,
        *,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self._app_dir = app_dir
        self._settings = settings
        self.keys = keys or generated_keys()
        self._port = port
        self._clock = clock or WallClock()
        self.base_url = ""
        self.functions: tuple[Function, ...] = ()

    @property
    def key(self) -> str:
        """The host key, which opens functions of level function."""
        return self.keys.default

    async def __aenter__(self) -> Self:
        """Load the app, then start its triggers; requests are answered from here on."""
        options = read_host_json(self._app_dir)
        async with AsyncExitStack() as stack:
            settings = stack.enter_context(environment(self._settings))
            worker = await stack.enter_async_context(
                Worker(self._app_dir, options.function_timeout)
            )
            self.functions = index(worker.metadata, settings)
            invoke = Invoker(worker)
            connections = await stack.enter_async_context(Connections(settings))
            triggers = Triggers(self.functions, options.queues, self._clock, invoke)
            stack.push_async_callback(triggers.ended)
            stack.push_async_callback(invoke.drain, _DRAIN)
            routes = Routes(self.functions, options.route_prefix)
            face = HttpFace(routes, self.keys, invoke, settings)
            self.base_url = await face.start(self._port, _DRAIN)
            stack.push_async_callback(face.stop)
            await triggers.start(connections)
            stack.callback(triggers.stop)
            self._running = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Take nothing new, give what runs some seconds to end, and forget the app."""
        await self._running.aclose()
