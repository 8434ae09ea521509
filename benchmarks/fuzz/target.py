"""What is shot at: the app in the local stack, with every preset as a source."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.fuzz.doors import Door, doors, far_queues
from benchmarks.fuzz.senders import Sender, strangers
from shared.ports import Clock
from simulator.entra_tokens import EntraTokens
from simulator.every_source import EverySource
from simulator.stack import StackPlan
from simulator.stack.plan import FLIGHT_PLAN

STATE = "state"  # the folder of database and log


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The routes and the senders.

    *key* opens the routes that want a function key, *stranger* issues tokens that nobody
    trusts, and *secrets* must be in no answer.
    """

    doors: tuple[Door, ...]
    senders: tuple[Sender, ...]
    key: str
    stranger: EntraTokens
    secrets: tuple[str, ...]

    def of(self, intake: str) -> tuple[Sender, ...]:
        """Give the senders that may use a way in."""
        return tuple(each for each in self.senders if intake in each.correspondent.takes)


def prepare(folder: Path, every: EverySource) -> StackPlan:
    """Write the flight plan into *folder*, and plan the stack around it."""
    return StackPlan(
        flight_plan=every.write_plan(FLIGHT_PLAN, folder / "flightplan.yaml"),
        settings={**far_queues(), **every.settings},
        neighbours=every.neighbours,
        state=folder / STATE,
    )


def take_aim(every: EverySource, key: str, clock: Clock) -> Target:
    """Look at the stack once it runs."""
    every.opens(key)
    everybody = every.correspondents.values()
    held = (secret for each in everybody for secret in (each.secret, each.held))
    return Target(
        doors=doors(),
        senders=tuple(Sender(correspondent=each, tokens=every.tokens) for each in everybody),
        key=key,
        stranger=strangers(clock),
        secrets=(key, *held, *every.settings.values()),
    )
