"""The server: a listening socket in front of the model."""

import asyncio
from collections.abc import Callable, Collection
from datetime import timedelta
from types import TracebackType
from typing import Self

from shared.clock import WallClock
from simulator.amqp.connection import Connection
from simulator.amqp.dispatch import Dispatch
from simulator.amqp.gate import Gate
from simulator.amqp.nodes import Nodes
from simulator.amqp.pulse import Pulse
from simulator.queues import Queues

HOST = "127.0.0.1"
_TICK = timedelta(milliseconds=10)
_IDLE = timedelta(minutes=4)


class AmqpServer:
    """Speaks AMQP for *queues* while it is entered; port 0 picks a free one.

    With *key* only tokens signed by it are let in; *accepts* judges other
    tokens (JWT).  With neither, everybody is let in.
    """

    def __init__(
        self,
        queues: Queues,
        *,
        key: str | None = None,
        accepts: Callable[[str], bool] | None = None,
        port: int = 0,
        idle: timedelta = _IDLE,
    ) -> None:
        self._queues = queues
        self._key = key
        self._gate = Gate(WallClock(), key, accepts)
        self._idle = idle
        self.port = port
        self._connections: dict[Connection, None] = {}

    @property
    def namespace(self) -> str:
        """The host and port, which a client takes for the fully qualified namespace."""
        return f"{HOST}:{self.port}"

    @property
    def connection_string(self) -> str:
        """What a client connects with."""
        return (
            f"Endpoint=sb://{self.namespace};SharedAccessKeyName=simulated;"
            f"SharedAccessKey={self._key or 'open'};UseDevelopmentEmulator=true;"
        )

    @property
    def connections(self) -> Collection[Connection]:
        """Those that stand at this moment, the oldest first."""
        return self._connections.keys()

    def drop_links(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        self._server.abort_clients()

    async def go_down(self) -> None:
        """Cut every connection and listen no more, until ``come_back``; the queues stay."""
        self._server.close()
        self._server.abort_clients()
        await self._server.wait_closed()

    async def come_back(self) -> None:
        """Listen again where it listened before."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, HOST, self.port)

    async def __aenter__(self) -> Self:
        """Listen."""
        self._dispatch = Dispatch(self._queues)
        await self.come_back()
        self.port = self._server.sockets[0].getsockname()[1]
        # No real delay can be computed for a clock of unknown speed: look often instead.
        self._ticking = Pulse(_TICK, self._queues.catch_up)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hang up on everybody and close the socket."""
        self._ticking.stop()
        self._dispatch.close()
        await self.go_down()

    def _connection(self) -> Connection:
        return Connection(
            Nodes(self._queues, self._dispatch, self._gate), self._idle, self._connections
        )
