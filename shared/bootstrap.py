"""Settings into services: the one place that knows every adapter.

SDKs are imported when their adapter is first built, so that reading this
module costs nothing.
"""

from functools import cache
from pathlib import Path

from shared import config, flightplan
from shared.config import Settings
from shared.runtime.services import Ports, Services, assemble


@cache
def services() -> Services:
    """Build the services of this process, once, from its environment."""
    settings = config.from_environment()
    plan = flightplan.load(Path(settings.flight_plan))
    return assemble(ports(settings), plan)


def ports(settings: Settings) -> Ports:
    """Build every adapter; connections are made when first used."""
    from shared.graph.autopilot import GraphAutopilot  # noqa: PLC0415  an SDK, when first used

    raise NotImplementedError(settings, GraphAutopilot)
