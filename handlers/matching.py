"""Find who belongs together after a piece of news, until nobody has anybody better.

A device and a claimant are joined when their pair ranks before what each of
them has.  Whoever is left for a better one looks again.
"""

from collections.abc import Sequence

from handlers.candidates import claimants_for, devices_for, leave_stock, withdraw_stock
from handlers.claims import hires_of, load, partners_of, release
from handlers.following import restate
from handlers.joining import Joining
from handlers.naming import may_be_named
from handlers.ranking import named_rank, rank_in
from handlers.standing import (
    accepts,
    answers,
    is_of_earlier_times,
    is_theirs,
    present_of,
    rank_on,
    takes,
)
from shared.domain.claimant import Claimant
from shared.domain.device import Device
from shared.domain.pairing import Rank
from shared.domain.parties import Party, Side
from shared.domain.settled import is_in_use, is_settled
from shared.domain.stages import Milestone
from shared.runtime.services import Services


async def match(
    root: Party, services: Services, concerned: Sequence[Party] = ()
) -> tuple[str, ...]:
    """Pair whoever the news of *root* concerns; tell whose devices' pairings changed."""
    joining = Joining(root, services)
    matching = _Matching(joining)
    await joining.begin(concerned)
    requests: dict[str, None] = {}
    while joining.todo:
        party = joining.todo.popleft()
        await matching.look(party)
        if party.side is Side.REQUEST:
            requests[party.key] = None
    # Whoever got a device or lost one was looked at; what that makes of a request is told once.
    for key in requests:
        await restate(key, services)
    await joining.end()
    return tuple(joining.touched)


class _Matching:
    def __init__(self, joining: Joining) -> None:
        self._joining = joining
        self._services = joining.services

    async def look(self, party: Party) -> None:
        """Let a device or a claimant look for somebody better."""
        if party.side is Side.DEVICE:
            await self._look_of_device(party.key)
            return
        await self._look_of_claimant(party)
        if party.side is Side.REQUEST:
            # What a request has, its hire has as well.
            request = await self._services.requests.get(party.key)
            hires = () if request is None else await hires_of(request, self._services)
            named = (Party(side=Side.HIRE, key=hire.employee_id) for hire in hires)
            await self._joining.again(*named)

    async def _look_of_claimant(self, party: Party) -> None:
        claimant, device = await self._standing(party)
        if claimant is None or (device is not None and is_in_use(device)):
            return
        if not claimant.claims:
            await withdraw_stock(claimant, self._services)
            return
        if device is None:
            await leave_stock(claimant, self._services)
        if await self._finds_device(claimant, device):
            return
        if device is None:
            await self._shares(claimant)
        else:
            await withdraw_stock(claimant, self._services)
            await self._joining.refresh(device.serial)

    async def _shares(self, claimant: Claimant) -> None:
        """Have what the request has that was made for this hire."""
        request = claimant.companion
        device = await self._services.devices.get(request.device) if request else None
        if request and device and answers(device, request):
            await self._joining.share(claimant, device)

    async def _standing(self, party: Party) -> tuple[Claimant | None, Device | None]:
        """Read a claimant and the device that it has by right; give back what it has not."""
        claimant = await load(party, self._services)
        if claimant is None or not claimant.device:
            return claimant, None
        device = await self._services.devices.get(claimant.device)
        if device is None or not is_theirs(claimant, device):
            await release(party, claimant.device, self._services)
        elif is_in_use(device) and not is_of_earlier_times(claimant, device):
            return claimant, device
        elif is_in_use(device):
            await release(party, device.serial, self._services)
        elif claimant.claims and await present_of(claimant, device, self._services) is not None:
            return claimant, device
        else:
            await self._joining.free(device.serial, party)
        return await load(party, self._services), None

    async def _finds_device(self, claimant: Claimant, has: Device | None) -> bool:
        present = None if has is None else await present_of(claimant, has, self._services)
        async for device in devices_for(claimant, self._services):
            better = await rank_in(claimant, device, self._services)
            if better is None or (present is not None and better >= present):
                continue
            if await takes(device, better, self._services):
                await self._joining.join(claimant, device)
                await withdraw_stock(claimant, self._services)
                await withdraw_stock(device, self._services)
                return True
        return False

    async def _look_of_device(self, serial: str) -> None:
        device = await self._services.devices.get(serial)
        if device is None or not device.passed(Milestone.ANNOUNCED):
            return
        if is_settled(device):
            await self._ends(device)
            return
        present = await rank_on(device, self._services)
        if device.pairing is None:
            await leave_stock(device, self._services)
        elif present is None:
            await self._joining.undo(device)
            return
        named = await self._named(device)
        bars = [each for each in (present, named) if each is not None]
        if await self._finds_claimant(device, min(bars, default=None)):
            return
        if named is not None and (present is None or named < present):
            # Only the line knows of this person.
            await self._joining.name(device)
        elif device.pairing is not None:
            await withdraw_stock(device, self._services)
            await self._joining.refresh(device.serial)

    async def _named(self, device: Device) -> Rank | None:
        """Rank the person whom only the line knows, if there is one."""
        may = await may_be_named(device, self._services)
        return named_rank(device, self._services.flight_plan) if may else None

    async def _finds_claimant(self, device: Device, present: Rank | None) -> bool:
        async for claimant in claimants_for(device, self._services):
            better = await rank_in(claimant, device, self._services)
            if better is None or (present is not None and better >= present):
                continue
            if await accepts(claimant, device, better, self._services):
                await self._joining.join(claimant, device)
                await withdraw_stock(claimant, self._services)
                await withdraw_stock(device, self._services)
                return True
        return False

    async def _ends(self, device: Device) -> None:
        """Lie in no stock; everybody who had a device that will not come looks for another."""
        await withdraw_stock(device, self._services)
        if is_in_use(device):
            return
        for party in partners_of(device.pairing):
            await self._joining.again(party)
            await release(party, device.serial, self._services)
        await self._joining.forget(device.serial)
