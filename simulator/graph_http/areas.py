"""Every area of Graph that is simulated; each module lists its routes in ``ROUTES``."""

from simulator.graph_http import (
    apps,
    autopilot,
    configuration_policies,
    deployment,
    directory,
    enrollment,
    exports,
    groups,
    objects,
    policies,
    preparation,
    profiles,
    workflows,
)

AREAS = (
    *(autopilot, deployment, directory, exports, preparation, workflows),
    # What a tenant is set up with: Entra's side, then Intune's.
    *(groups, objects, policies),
    *(apps, configuration_policies, enrollment, profiles),
)
