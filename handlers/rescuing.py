"""Give what was delivered too often another chance: each device alone, and a few times more.

Service Bus counts deliveries, whatever ended them.  A message of fifty devices is set aside
for the one that fails, and one that never failed for the processes that died with it in
their hands.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from handlers.parking import still_waiting
from shared.domain.commands import Command, FollowUp, Shipment, Step
from shared.domain.serials import normalised
from shared.domain.shipment import ManifestLine
from shared.runtime.envelope import Envelope
from shared.runtime.persistence import FIRST_WAIT
from shared.runtime.services import Services

# Ten deliveries each.  A message that itself ends whatever process takes it must come to rest.
MOST_RESCUES = 3


async def rescued(envelope: Envelope, failure: str, services: Services) -> bool:
    """Send a dead letter on; false when nobody waits for it, or only the park is left.

    *failure* is the class of the error that ended it last (blank: it was only interrupted).
    """
    pieces = await _pieces_of(envelope.command, services)
    if len(pieces) > 1:
        for piece in pieces:
            await services.outbox.send(envelope.then(FollowUp(command=piece)).message())
        # A copy of the whole that comes later is done by its pieces.
        await services.ledger.finish(envelope.step)
        return True
    if failure or not pieces or envelope.rescues >= MOST_RESCUES:
        return False
    again = replace(envelope.again(), rescues=envelope.rescues + 1)
    due = services.clock.now() + FIRST_WAIT
    await services.outbox.send(again.message(due))
    return True


async def _pieces_of(command: Command, services: Services) -> Sequence[Command]:
    """Divide a command by device; those that went on without it meanwhile are left out."""
    match command:
        case Shipment():
            by_device: defaultdict[str, list[ManifestLine]] = defaultdict(list)
            for line in command.lines:
                by_device[normalised(line.serial)].append(line)
            return [replace(command, lines=tuple(lines)) for lines in by_device.values()]
        case Step():
            waiting = await still_waiting(command, services)
            return [type(command)(serials=(serial,)) for serial in waiting]
        case _:
            return [command]
