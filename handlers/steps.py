"""What every step of a route has in common: whose turn it is, and what becomes of each device.

A step hands over a function that looks at some devices and tells an outcome
for each.  Everything else happens here: outcomes are noted on the devices,
those that wait join a round, those that go on go on together.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import batched

from handlers.parking import serials_of
from handlers.settling import Settling, round_of
from shared.domain.commands import FollowUp, Step
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Rejected
from shared.domain.leaving import is_taken_by
from shared.domain.outcomes import Next, Outcome
from shared.domain.waiting import Wait
from shared.runtime.services import Services

type Look = Callable[[Sequence[Device], Services], Awaitable[Mapping[str, Outcome]]]

# So many devices are looked at in one delivery: their requests fit into a message's lock.
TOGETHER = 100
SLACK = timedelta(seconds=10)  # by which two instances' clocks may differ
IN_FLIGHT = timedelta(minutes=5)  # of a request to Graph: as long as a function may run


@dataclass(frozen=True, slots=True, kw_only=True)
class _Turn:
    """Whose turn it is, who is unknown, and the later rounds that others wait for."""

    devices: list[Device] = field(default_factory=list[Device])
    outcomes: dict[str, Outcome] = field(default_factory=dict[str, Outcome])
    later: set[datetime] = field(default_factory=set[datetime])


async def take(command: Step, look: Look, services: Services) -> list[FollowUp]:
    """Take a step with every device whose turn it is."""
    serials = await serials_of(command, services)
    kind = type(command)
    if len(serials) > TOGETHER:
        return [
            FollowUp(command=kind(serials=some))
            for some in batched(serials, TOGETHER, strict=False)
        ]
    turn = await _turn_of(command, serials, services)
    outcomes = await looked_at(turn.devices, look, services)
    follow_ups = await Settling(kind, services).settle({**turn.outcomes, **outcomes})
    return follow_ups + [round_of(kind, at, services) for at in sorted(turn.later)]


async def looked_at(
    devices: Sequence[Device], look: Look, services: Services
) -> Mapping[str, Outcome]:
    """Look at devices; what stands in the way of the whole look does so for each of them."""
    if not devices:
        return {}
    try:
        return await look(devices, services)
    except GroundcrewError as error:
        return dict.fromkeys((device.serial for device in devices), error)


def again(
    step: type[Step],
    device: Device,
    wait: Wait,
    services: Services,
    after: timedelta | None = None,
) -> Next:
    """Wait, and take the same step again: after longer and longer, or *after* a given while."""
    looks = device.looks.get(step.__name__, 0)
    pace = after or services.flight_plan.patience.before(looks + 1)
    return Next(step=step, after=pace, wait=wait)


async def _turn_of(command: Step, serials: Sequence[str], services: Services) -> _Turn:
    """Read the devices of a command; in a round, one whose next look is later gives way to it.

    The message of that later round may have died with an earlier try of this
    one, so it is sent again.
    """
    turn = _Turn()
    now = services.clock.now()
    for serial in serials:
        try:
            device = await services.devices.known(serial)
        except Rejected as error:
            turn.outcomes[serial] = error
            continue
        due = device.planned.get(type(command).__name__)
        if device.rests or not is_taken_by(device, type(command).__name__):
            continue
        if command.at and due and due > now + SLACK:
            turn.later.add(due)
        else:
            turn.devices.append(device)
    return turn
