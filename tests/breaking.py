"""A mistake of ours, as a port that raises what nobody foresaw."""

from collections.abc import Collection

from shared.domain.autopilot import Identity
from shared.domain.outcomes import Told
from simulator.world import World


class Broken:
    """An Autopilot port with a mistake of ours in it (for one device), until it is *mended*."""

    def __init__(self, world: World, of: str) -> None:
        self._port = world.services.autopilot
        self._of = of
        self.mended = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._port, name)

    async def identities(self, serials: Collection[str]) -> Told[Identity]:
        if self._of in serials and not self.mended:
            raise ZeroDivisionError("a mistake of ours")
        return await self._port.identities(serials)


def breaks(world: World, of: str = "SN-1") -> Broken:
    broken = Broken(world, of)
    object.__setattr__(world.services, "autopilot", broken)
    world.survives(ZeroDivisionError)
    return broken
