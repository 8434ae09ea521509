"""See how far devices are on the way from being prepared to their desks, each by its route."""

from collections.abc import Mapping, Sequence

from handlers import autopilot_deployment, preparation_deployment
from handlers.steps import Look, take
from shared.domain.commands import CheckDeployment, FollowUp
from shared.domain.device import Device
from shared.domain.outcomes import Outcome
from shared.domain.stages import Route
from shared.runtime.services import Services

ROUTES: dict[Route, Look] = {
    Route.AUTOPILOT: autopilot_deployment.look,
    Route.DEVICE_PREPARATION: preparation_deployment.look,
}


async def check_deployment(command: CheckDeployment, services: Services) -> list[FollowUp]:
    """Note what can be observed, and look again later unless nothing more will happen."""
    return await take(command, _check, services)


async def _check(devices: Sequence[Device], services: Services) -> Mapping[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for route, look in ROUTES.items():
        of_route = [device for device in devices if device.route is route]
        if of_route:
            outcomes |= await look(of_route, services)
    return outcomes
