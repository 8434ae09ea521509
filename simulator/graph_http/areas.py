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
    autopilot,
    deployment,
    directory,
    exports,
    preparation,
    workflows,
    groups,
    objects,
    policies,
    enrollment,
    profiles,
    configuration_policies,
    apps,
)
