"""Taking the same step in different ways: each device in that of its route."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from handlers.steps import Look, looked_at
from shared.domain.device import Device
from shared.domain.outcomes import Next, Outcome
from shared.domain.park import is_listed
from shared.domain.stages import Route
from shared.runtime.services import Services


def by_route(looks: Mapping[Route, Look]) -> Look:
    """Look at devices as their routes have it.

    What was found counts only for a device that is on the same route still; for
    any other the step comes again.
    """

    async def look(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
        outcomes: dict[str, Outcome] = {}
        for route, one in looks.items():
            there = [device for device in devices if device.route is route]
            found = await looked_at(there, one, services)
            on_it = partial(_takes, route)
            outcomes |= {serial: _if(on_it, each) for serial, each in found.items()}
        return outcomes

    return look


def once_listed(look: Look) -> Look:
    """Look at those devices alone that were seen where their route registers them.

    A message of another route, or of an earlier try, leaves the others to their
    registration, which leads here again; so it does with one of which that was
    forgotten meanwhile.
    """

    async def only(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
        outcomes: dict[str, Outcome] = {
            device.serial: Next(step=None) for device in devices if not is_listed(device)
        }
        listed = [device for device in devices if is_listed(device)]
        found = await looked_at(listed, look, services)
        return outcomes | {serial: _if(is_listed, each) for serial, each in found.items()}

    return only


def _takes(route: Route, device: Device) -> bool:
    return device.route is route


def _if(holds: Callable[[Device], bool], outcome: Outcome) -> Outcome:
    """Have an outcome count only if something holds of the freshest copy of the device, too."""
    if not isinstance(outcome, Next):
        return outcome
    still = outcome.still
    return replace(outcome, still=lambda device: holds(device) and still(device))
