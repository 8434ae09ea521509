"""Every area of Graph that is simulated; each module lists its routes in ``ROUTES``."""

from simulator.graph_http import (
    autopilot,
    deployment,
    directory,
    enrollment,
    exports,
    groups,
    objects,
    preparation,
    profiles,
    workflows,
)

AREAS = (
    *(autopilot, directory, deployment, exports, preparation, workflows, groups, objects),
    # Intune's side of a tenant's set-up.
    *(enrollment, profiles),
)
