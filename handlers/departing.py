"""What becomes of a device that leaves: it waits, though not for ever, or it has left."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.steps import again
from shared.domain.commands import RetireDevices
from shared.domain.departures import Leaving
from shared.domain.device import Device
from shared.domain.errors import NOT_DEREGISTERED, Impossible, Reason, Refused
from shared.domain.leaving import has_left
from shared.domain.outcomes import Next, Outcome
from shared.domain.waiting import Wait
from shared.runtime.services import Services

# With the longest patience this is half a day; each thing that is waited for has it anew.
LOOKS = 48
# At first, the fourth look is a quarter of an hour later.
ASKS_EVERY = 4
_NAME = RetireDevices.__name__
_IN_INTUNE = "Look at the device in the Intune admin center and do there what is left; then redrive"

_LINGERING = {
    Wait.MANAGED_DEVICE: ("still-managed", "Intune still lists {} half a day after its deletion."),
    Wait.UNASSIGNMENT: ("still-assigned", "Somebody is still assigned to {}, or is so again."),
    Wait.DEREGISTRATION: (
        NOT_DEREGISTERED,
        "Autopilot still lists {}, half a day after it was to be deregistered.",
    ),
    Wait.UNBLOCKING: ("still-blocked", "Intune would still refuse the next enrolment of {}."),
    Wait.REGISTRATION: ("import-unfinished", "An import of {} is still under way."),
    Wait.IDENTITY: ("import-unfinished", "An import of {} is still under way."),
    Wait.IDENTIFIER_REMOVAL: (
        "identifier-remains",
        "Intune still lists the corporate identifier of {}.",
    ),
}


@dataclass(slots=True, kw_only=True)
class Leaver:
    """A device that leaves, and what was found of it in this look."""

    device: Device
    leaving: Leaving

    @classmethod
    def of(cls, device: Device) -> "Leaver":
        """Begin with a device that an operator sent away."""
        if device.leaving is None:
            raise Impossible(
                Reason(
                    code="stage-impossible",
                    sentence=f"{device.serial} does not leave.",
                    remedy="Look at the device's timeline.",
                )
            )
        return cls(device=device, leaving=device.leaving)

    @property
    def serial(self) -> str:
        """The device's serial number."""
        return self.device.serial

    @property
    def looks(self) -> int:
        """How often this step has looked in vain at what it waits for now."""
        return self.device.looks.get(_NAME, 0)

    def is_unmanaged(self, *, holds: bool = True) -> None:
        """Note that Intune lists the device no more, or that it must be asked again."""
        self.leaving = replace(self.leaving, unmanaged=holds)

    def asks(self, wait: Wait) -> bool:
        """Whether to ask for what is then waited for: at once, and again after some looks.

        What was asked for lingers a while, and asking meanwhile changes nothing.
        """
        waiting = self.device.waiting_for
        return waiting is None or waiting.code is not wait or self.looks % ASKS_EVERY == 0

    def waits(self, wait: Wait, services: Services, identity_id: str = "") -> Outcome:
        """Look again a while later, though not for ever; remember what was found."""
        waiting = self.device.waiting_for
        device = self.device
        if waiting is None or waiting.code is not wait:
            device = device.answered(_NAME)
        elif self.looks >= LOOKS:
            return Refused(_lingers(self.serial, wait))

        def noting(fresh: Device) -> Device:
            kept = fresh if device is self.device else fresh.answered(_NAME)
            known = identity_id or fresh.identity_id
            return replace(kept, leaving=self.leaving, identity_id=known)

        outcome = again(RetireDevices, device, wait, services)
        return replace(outcome, noting=noting, still=self._still())

    def leaves(self, services: Services) -> Next:
        """Have left; whoever begins anew is paired before anything else, and then goes on."""
        now = services.clock.now()

        def noting(device: Device) -> Device:
            return services.flight_plan.routed(has_left(device, now), now)

        return Next(step=None, noting=noting, still=self._still())

    def _still(self) -> Callable[[Device], bool]:
        """Whether no later word has sent the device somewhere else."""
        said = (self.leaving.departure, self.leaving.at)

        def still(fresh: Device) -> bool:
            leaving = fresh.leaving
            return leaving is not None and (leaving.departure, leaving.at) == said

        return still


def _lingers(serial: str, wait: Wait) -> Reason:
    code, sentence = _LINGERING[wait]
    return Reason(code=code, sentence=sentence.format(serial), remedy=f"{_IN_INTUNE}.")
