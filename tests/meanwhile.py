"""Two workers at once: while one handler runs, another runs from end to end in the middle."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, cast

from handlers.routes import ROUTES
from shared.domain.commands import Command
from shared.runtime.envelope import first
from shared.runtime.services import Services, assemble
from simulator.twins import ports_on
from simulator.world import World


class Meanwhile:
    """Services whose *call*-th call of a port is followed by something that others do."""

    def __init__(self, world: World, call: int, act: Callable[[], Awaitable[object]]) -> None:
        self.calls = 0
        self._call = call
        self._act = act
        ports = ports_on(world.around, self._watch)
        self.services: Services = assemble(ports, world.services.flight_plan)

    async def called(self) -> None:
        self.calls += 1
        if self.calls == self._call:
            await self._act()

    def _watch[T](self, port: T) -> T:
        return cast("T", _Watched(port, self.called))


class _Watched:
    def __init__(self, port: object, called: Callable[[], Awaitable[None]]) -> None:
        self._port = port
        self._called = called

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the port has
        method = getattr(self._port, name)

        async def call(*args: object, **named: object) -> object:
            answer = await method(*args, **named)
            await self._called()
            return answer

        return call


async def carry_out(command: Command, services: Services, world: World) -> None:
    """Carry out a command as the consumer does, and send what follows."""
    for number, follow_up in enumerate(await ROUTES.handlers[type(command)](command, services)):
        origin = f"{type(command).__name__}/{id(services)}/{number}"
        message = first(command, origin=origin, correlation=origin).then(follow_up).message()
        due = world.clock.now() + follow_up.after
        await world.services.outbox.send(replace(message, due=due))


async def at_once(world: World, one: Command, other: Command, call: int) -> None:
    """Carry out *one*, and all of *other* right after its *call*-th call."""
    both = Meanwhile(world, call, lambda: carry_out(other, world.services, world))
    await carry_out(one, both.services, world)
    if both.calls < call:
        await carry_out(other, world.services, world)
