"""What becomes of the devices of a step: noted on them, and gathered as what comes next."""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from handlers.parking import park_device
from shared.domain.commands import STEPS, FollowUp, Step
from shared.domain.device import Device
from shared.domain.errors import Rejected, Retryable
from shared.domain.leaving import is_taken_by
from shared.domain.outcomes import Next, Outcome
from shared.runtime.persistence import FIRST_WAIT
from shared.runtime.rounds import key_of, round_after
from shared.runtime.services import Services
from shared.runtime.telling_exchanges import told_by_graph

_NAMES = tuple(step.__name__ for step in STEPS)


def round_of(step: type[Step], at: datetime, services: Services) -> FollowUp:
    """Ask for the round of a step at a moment, once."""
    after = max(at - services.clock.now(), timedelta(0))
    return FollowUp(command=step(at=at), after=after, key=key_of(at))


class Settling:
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
        follow_ups += [round_of(step, at, self._services) for step, at in rounds]
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
