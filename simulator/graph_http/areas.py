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
    *(autopilot, directory, deployment, exports, preparation, workflows),
    # The directory's side of a tenant's set-up, and Intune's.
    *(groups, objects, policies),
    *(enrollment, profiles, configuration_policies, apps),
)
