"""Every area of Graph that is simulated; each module lists its routes in ``ROUTES``."""

from simulator.graph_http import (
    autopilot,
    deployment,
    directory,
    exports,
    groups,
    objects,
    policies,
    preparation,
    workflows,
)

AREAS = (
    autopilot,
    directory,
    deployment,
    exports,
    preparation,
    workflows,
    groups,
    objects,
    policies,
)
