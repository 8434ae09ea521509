"""What every step of a route has in common: whose turn it is, and what becomes of each device.

A step hands over a function that looks at some devices and tells an outcome
for each.  Everything else happens here: outcomes are noted on the devices,
those that wait join a round, those that go on go on together.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import batched

from handlers.parking import park_device, serials_of
from shared.domain.commands import STEPS, FollowUp, Step
from shared.domain.device import Device
from shared.domain.errors import GroundcrewError, Rejected, Retryable
from shared.domain.leaving import is_taken_by
from shared.domain.outcomes import Next, Outcome
from shared.domain.waiting import Wait
from shared.runtime.persistence import FIRST_WAIT
from shared.runtime.rounds import key_of, round_after
from shared.runtime.services import Services
from shared.runtime.telling_exchanges import told_by_graph

type Look = Callable[[Sequence[Device], Services], Awaitable[Mapping[str, Outcome]]]

# So many devices are looked at in one delivery: their requests fit into a message's lock.
TOGETHER = 100
SLACK = timedelta(seconds=10)  # by which two instances' clocks may differ
IN_FLIGHT = timedelta(minutes=5)  # of a request to Graph: as long as a function may run

_NAMES = tuple(step.__name__ for step in STEPS)


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
    follow_ups = await _Settling(kind, services).settle({**turn.outcomes, **outcomes})
    return follow_ups + [_round(kind, at, services) for at in sorted(turn.later)]


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


def _round(step: type[Step], at: datetime, services: Services) -> FollowUp:
    after = max(at - services.clock.now(), timedelta(0))
    return FollowUp(command=step(at=at), after=after, key=key_of(at))


class _Settling:
    """Notes the outcomes of one step on its devices, and gathers what comes next."""

    def __init__(self, step: type[Step], services: Services) -> None:
        self._step = step
        self._services = services
        self._now = services.clock.now()
        self._onward: defaultdict[type[Step], list[str]] = defaultdict(list)

    async def settle(self, outcomes: Mapping[str, Outcome]) -> list[FollowUp]:
        """Note every outcome; raises the error if all are to be tried again."""
        retries = {name: each for name, each in outcomes.items() if isinstance(each, Retryable)}
        if retries and len(retries) == len(outcomes):
            raise _longest(retries)
        rounds = await self._joined(outcomes)
        for serial, outcome in outcomes.items():
            match outcome:
                case Next():
                    try:
                        await self._go(serial, outcome)
                    except Retryable as error:  # keeps nobody else waiting
                        retries[serial] = error
                case Rejected():
                    command = self._step(serials=(serial,))
                    await park_device(command, serial, outcome, self._services)
                case _:
                    pass
        follow_ups = [
            FollowUp(command=step(serials=tuple(serials))) for step, serials in self._onward.items()
        ]
        follow_ups += [_round(step, at, self._services) for step, at in rounds]
        return follow_ups + (await self._retried(retries) if retries else [])

    async def _joined(
        self, outcomes: Mapping[str, Outcome]
    ) -> Mapping[tuple[type[Step], datetime], list[str]]:
        """Let whoever waits join a round before that is noted: a round too many harms nobody."""
        rounds: defaultdict[tuple[type[Step], datetime], list[str]] = defaultdict(list)
        for serial, outcome in outcomes.items():
            if isinstance(outcome, Next) and outcome.step is not None and outcome.after:
                rounds[outcome.step, round_after(self._now, outcome.after)].append(serial)
        for (step, at), serials in rounds.items():
            await self._services.rounds.join(step, at, serials)
        return rounds

    async def _go(self, serial: str, to: Next) -> None:
        onward: type[Step] | None = None

        def gone(device: Device) -> Device:
            nonlocal onward
            onward = None
            if not is_taken_by(device, self._step.__name__):
                # Sent away, or back already: what was found says nothing of it any more.
                return device
            if to.still(device):
                onward = None if to.after else to.step
                return told_by_graph(self._noted(device, to), device)
            onward = self._step
            again = to.otherwise(device).plans(self._step.__name__, self._now)
            return told_by_graph(again, device)

        await self._services.devices.update(serial, gone)
        if onward is not None:
            self._onward[onward].append(serial)

    def _noted(self, device: Device, to: Next) -> Device:
        device, name = to.noting(device), self._step.__name__
        due = round_after(self._now, to.after) if to.after else self._now
        device = device.looked(name) if to.step is self._step else device.answered(name)
        if to.wait is not None and not _outranked(device, to.step or self._step):
            device = device.waits(to.wait, self._now)
        return device if to.step is None else device.plans(to.step.__name__, due)

    async def _retried(self, retries: Mapping[str, Retryable]) -> list[FollowUp]:
        """Try again with the rest alone: what was achieved need not wait for it."""
        after = _longest(retries).after or FIRST_WAIT
        due = partial(Device.plans, command=self._step.__name__, due=self._now + after)
        for serial in retries:
            with suppress(Retryable):  # a note for the sweep alone
                await self._services.devices.amend(serial, due)
        return [FollowUp(command=self._step(serials=tuple(retries)), after=after)]


def _outranked(device: Device, step: type[Step]) -> bool:
    """Whether an earlier step is still to come: what that lacks is what must happen next."""
    return any(before in device.planned for before in _NAMES[: _NAMES.index(step.__name__)])


def _longest(retries: Mapping[str, Retryable]) -> Retryable:
    return max(retries.values(), key=lambda error: error.after or timedelta(0))
