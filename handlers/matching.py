"""Find who belongs together after a piece of news, until nobody has anybody better.

A device and a claimant are joined when their pair ranks before what each of
them has.  Whoever is left for a better one looks again.
"""

from collections.abc import Sequence

from handlers.candidates import claimants_for, devices_for, leave_stock, withdraw_stock
from handlers.claims import hires_of, load, owner_of, partners_of, release
from handlers.following import restate
from handlers.joining import Joining
from handlers.naming import may_be_named
from handlers.ranking import named_rank, rank_in, ride_rank
from shared.domain.claimant import Claimant, Party, Side
from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.pairing import IN_USE, SETTLED, Rank
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
        if claimant is None or (device is not None and device.stage in IN_USE):
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
        if request and device and owner_of(device.pairing) == _party(request.id):
            await self._joining.share(claimant, device)

    async def _standing(self, party: Party) -> tuple[Claimant | None, Device | None]:
        """Read a claimant and the device that it has by right; give back what it has not."""
        claimant = await load(party, self._services)
        if claimant is None or not claimant.device:
            return claimant, None
        device = await self._services.devices.get(claimant.device)
        if device is None or not _is_theirs(claimant, device):
            await release(party, claimant.device, self._services)
        elif device.stage in IN_USE and not _is_of_earlier_times(claimant, device):
            return claimant, device
        elif device.stage in IN_USE:
            await release(party, device.serial, self._services)
        elif claimant.claims and await self._present(claimant, device) is not None:
            return claimant, device
        else:
            await self._joining.free(device.serial, party)
        return await load(party, self._services), None

    async def _present(self, claimant: Claimant, device: Device) -> Rank | None:
        """Rank what a claimant has; ``None`` when nothing ties the two any longer."""
        if owner_of(device.pairing) == claimant.party:
            return await rank_in(claimant, device, self._services)
        return ride_rank(claimant, device, self._services.flight_plan)

    async def _finds_device(self, claimant: Claimant, has: Device | None) -> bool:
        present = None if has is None else await self._present(claimant, has)
        async for device in devices_for(claimant, self._services):
            better = await rank_in(claimant, device, self._services)
            if better is None or (present is not None and better >= present):
                continue
            if await self._takes(device, better):
                await self._joining.join(claimant, device)
                return True
        return False

    async def _takes(self, device: Device, better: Rank) -> bool:
        """Whether a device has nobody of this rank or a better one."""
        if device.stage in SETTLED or not device.passed(Milestone.ANNOUNCED):
            return False
        present = await self._rank_on(device)
        return present is None or better < present

    async def _rank_on(self, device: Device) -> Rank | None:
        """Rank whom a device is for; ``None`` when it is for nobody, or should be."""
        owner = owner_of(device.pairing)
        if owner is None:
            named = device.pairing is not None and _is_named(device.pairing, device)
            may = named and await may_be_named(device, self._services)
            return named_rank(device, self._services.flight_plan) if may else None
        claimant = await load(owner, self._services)
        if claimant is None or not claimant.claims or claimant.device != device.serial:
            return None
        return await rank_in(claimant, device, self._services)

    async def _look_of_device(self, serial: str) -> None:
        device = await self._services.devices.get(serial)
        if device is None or not device.passed(Milestone.ANNOUNCED):
            return
        if device.stage in SETTLED:
            await withdraw_stock(device, self._services)
            if device.stage not in IN_USE:
                await self._left_by(device)
            return
        present = await self._rank_on(device)
        if device.pairing is None:
            await leave_stock(device, self._services)
        elif present is None:
            await self._joining.undo(device)
            return
        if not await self._finds_claimant(device, present):
            await self._stays(device, present)

    async def _stays(self, device: Device, present: Rank | None) -> None:
        """Be for the person whom only the line knows, or for whom the device was before."""
        named = named_rank(device, self._services.flight_plan)
        if (present is None or named < present) and await may_be_named(device, self._services):
            await self._joining.name(device)
        elif device.pairing is not None:
            await withdraw_stock(device, self._services)
            await self._joining.refresh(device.serial)

    async def _finds_claimant(self, device: Device, present: Rank | None) -> bool:
        async for claimant in claimants_for(device, self._services):
            better = await rank_in(claimant, device, self._services)
            if better is None or (present is not None and better >= present):
                continue
            if await self._accepts(claimant, device, better):
                await self._joining.join(claimant, device)
                return True
        return False

    async def _accepts(self, claimant: Claimant, device: Device, better: Rank) -> bool:
        """Whether a claimant has no device of this rank or a better one."""
        if not claimant.claims or claimant.device in {"", device.serial}:
            return claimant.claims
        has = await self._services.devices.get(claimant.device)
        if has is None or not _is_theirs(claimant, has):
            return True
        if has.stage in IN_USE:
            return False
        present = await self._present(claimant, has)
        return present is None or better < present

    async def _left_by(self, device: Device) -> None:
        """Let everybody who had a device that will not come look for another one."""
        for party in partners_of(device.pairing):
            await self._joining.again(party)
            await release(party, device.serial, self._services)
        await self._joining.forget(device.serial)


def _party(request: str) -> Party:
    return Party(side=Side.REQUEST, key=request)


def _is_theirs(claimant: Claimant, device: Device) -> bool:
    """Whether a device is for a claimant: as its owner, or with the request made for them."""
    if device.stage in SETTLED - IN_USE:
        return False
    if claimant.party in partners_of(device.pairing):
        return True
    companion = claimant.companion
    if companion is None or companion.device != device.serial:
        return False
    return owner_of(device.pairing) == _party(companion.id)


def _is_named(pairing: Pairing, device: Device) -> bool:
    return pairing.user_principal_name.casefold() == device.line.person.strip().casefold()


def _is_of_earlier_times(claimant: Claimant, device: Device) -> bool:
    """Whether a device was deployed before the person was hired again."""
    deployed = device.milestones.get(Milestone.DEPLOYED)
    begun = claimant.begun_anew_at
    return begun is not None and deployed is not None and deployed <= begun
