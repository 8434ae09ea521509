"""Make and undo pairings on both sides, so that a crash or another worker does no harm.

The claimant is claimed before the device: of two devices that reach for one
person, the second finds the person taken.  A claim that the device does not
answer is given back.  Whoever has to look again because of it is written down
before anything changes.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import replace

from handlers.claims import claim, load, owner_of, partners_of, release, shared_by
from handlers.following import restate
from handlers.naming import named_on
from handlers.onward import paired
from shared.domain.claimant import Claimant, tie
from shared.domain.device import Device
from shared.domain.hire import Pairing
from shared.domain.pairing import NAMED, SENTENCES, WORD
from shared.domain.parties import Party, Side
from shared.domain.settled import is_gone, is_settled
from shared.runtime.services import Services

_SHARED = "the device of their request"


def party_of(device: Device) -> Party:
    """Name a device as a party."""
    return Party(side=Side.DEVICE, key=device.serial)


class Joining:
    """Pairs and parts on behalf of one piece of news, that of *root*.

    *todo* is who has to look again; *touched* are the devices whose pairing
    changed, or may have before this process died.
    """

    def __init__(self, root: Party, services: Services) -> None:
        self.services = services
        self.todo: deque[Party] = deque()
        self.touched: dict[str, None] = {}
        self._root = root
        self._owed: set[Party] = set()

    async def begin(self, concerned: Sequence[Party]) -> None:
        """Take up the root, whoever else is concerned, and what an earlier try left undone."""
        self.todo.extend((self._root, *concerned))
        for party in await self.services.leads.owed(self._root):
            self._owed.add(party)
            self.todo.append(party)
            if party.side is Side.DEVICE:
                self.touched[party.key] = None

    async def end(self) -> None:
        """Nobody has to look again; a request stands where its device leads."""
        for party in (self._root, *self._owed):
            if party.side is Side.REQUEST:
                await restate(party.key, self.services)
        for party in self._owed:
            await self.services.leads.settle(self._root, party)

    async def again(self, *parties: Party) -> None:
        """Let these look again, before this piece of news is done with."""
        await self._owe(*parties)
        self.todo.extend(party for party in parties if party not in self.todo)

    async def _owe(self, *parties: Party) -> None:
        """Let these look again if this process dies."""
        for party in parties:
            if party not in self._owed and party != self._root:
                await self.services.leads.owe(self._root, party)
                self._owed.add(party)

    async def join(self, claimant: Claimant, device: Device) -> None:
        """Pair these two, and let whoever they leave for each other look again.

        Each has nobody better, so that they need not look again themselves, but
        a request has a hire who may have the device as well.
        """
        found = tie(claimant, device, self.services.flight_plan)
        if found is None:
            return
        rule = SENTENCES[found[1]]
        both = (claimant.party, party_of(device))
        left = [Party(side=Side.DEVICE, key=claimant.device)] if claimant.device else []
        theirs = partners_of(device.pairing)
        await self._owe(*both)
        await self.again(*left, *theirs)
        if claimant.party.side is Side.REQUEST:
            await self.again(claimant.party)
        if not await claim(claimant, device.serial, rule, self.services):
            await self.again(*both)
            return
        pairing = claimant.pairing(rule)
        if not await self._write(device, pairing):
            await release(claimant.party, device.serial, self.services)
            await self.again(*both)
            return
        # HR may have cancelled, and found nothing to give back, between the two claims.
        after = await load(claimant.party, self.services)
        if after is None or after.device != device.serial or not after.claims:
            await self.free(device.serial, claimant.party)

    async def share(self, hire: Claimant, device: Device) -> None:
        """Let a hire have the device of the request that was made for them."""
        left = [Party(side=Side.DEVICE, key=hire.device)] if hire.device else []
        await self.again(hire.party, party_of(device), *left)
        await claim(hire, device.serial, _SHARED, self.services)

    async def name(self, device: Device) -> None:
        """Let a device be for the person whom its line names, and whom HR has not announced."""
        rule = NAMED if device.given is None else WORD
        named = Pairing(rule=rule, user_principal_name=named_on(device))
        if device.pairing == named:
            return
        await self.again(party_of(device), *partners_of(device.pairing))
        await self._write(device, named)

    async def free(self, serial: str, party: Party) -> None:
        """Undo a pairing on both sides, unless the device is being deployed already."""
        device = await self.services.devices.get(serial)
        theirs = () if device is None else partners_of(device.pairing)
        await self.again(party, *theirs, Party(side=Side.DEVICE, key=serial))
        if device is not None and owner_of(device.pairing) == party:
            await self._write(device, None)
        device = await self.services.devices.get(serial)
        kept = device is not None and is_settled(device)
        if not kept or device is None or party not in partners_of(device.pairing):
            await release(party, serial, self.services)

    async def undo(self, device: Device) -> None:
        """Take a pairing that does not hold off a device; its people look again."""
        await self.again(party_of(device), *partners_of(device.pairing))
        await self._write(device, None)

    async def forget(self, serial: str) -> None:
        """Let a device that will not come be for nobody, unless it was dispatched after all."""

        def nobodys(device: Device) -> Device:
            return replace(device, pairing=None) if is_gone(device) else device

        await self.services.devices.update(serial, nobodys)

    async def refresh(self, serial: str) -> None:
        """Carry over to the device what is known of its person by now."""
        device = await self.services.devices.known(serial)
        owner = owner_of(device.pairing)
        claimant = None if owner is None else await load(owner, self.services)
        if claimant is None or is_settled(device):
            return
        found = tie(claimant, device, self.services.flight_plan)
        if found is None or claimant.device != serial:
            return
        pairing = claimant.pairing(SENTENCES[found[1]])
        hire = await shared_by(device, self.services)
        if hire is not None:
            pairing = replace(
                pairing,
                employee_id=hire.employee_id,
                user_principal_name=hire.user_principal_name or pairing.user_principal_name,
                start_date=hire.start_date or pairing.start_date,
            )
        await self._write(device, pairing)

    async def _write(self, read: Device, pairing: Pairing | None) -> bool:
        """Write a pairing on a device that is as it was *read*; tell whether it stands there."""
        before = read.pairing

        def written(device: Device) -> Device:
            may = device.pairing == before and not is_settled(device)
            return paired(device, pairing, self.services) if may else device

        device = await self.services.devices.update(read.serial, written)
        if device.pairing != before:
            self.touched[read.serial] = None
        return device.pairing == pairing
