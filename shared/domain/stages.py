"""Where a device is on its route, as tables.

A stage follows from what has been *observed*, never from the order in which
messages came: each observation is a milestone, and a device stands at the
first stage of its route whose milestones it has all passed.
"""

from enum import StrEnum


class Route(StrEnum):
    """How a device gets to its desk: each route has its own table."""

    AUTOPILOT = "autopilot"
    DEVICE_PREPARATION = "device-preparation"


class Stage(StrEnum):
    """Where a device is."""

    EXPECTED = "expected"
    REGISTERING = "registering"
    REGISTERED = "registered"
    IDENTIFIED = "identified"
    GROUPED = "grouped"
    ASSIGNED = "assigned"
    READY = "ready"
    DEPLOYING = "deploying"
    DEPLOYED = "deployed"
    PARKED = "parked"
    CANCELLED = "cancelled"
    RETIRED = "retired"


class Milestone(StrEnum):
    """Something that was observed, once, at a moment."""

    ANNOUNCED = "announced"
    SUBMITTED = "submitted"
    REGISTERED = "registered"
    IDENTIFIED = "identified"
    GROUPED = "grouped"
    ASSIGNED = "assigned"
    PROFILED = "profiled"
    CLEARED = "cleared"
    ENROLLED = "enrolled"
    DEPLOYED = "deployed"


_M = Milestone

# Read from the top: the first stage whose milestones are all passed; the last needs none.  A device
# without a person needs no assignment to be ready: it is stock.
AUTOPILOT: tuple[tuple[Stage, frozenset[Milestone]], ...] = (
    (Stage.DEPLOYED, frozenset({_M.REGISTERED, _M.DEPLOYED})),
    (Stage.DEPLOYING, frozenset({_M.REGISTERED, _M.ENROLLED})),
    (Stage.READY, frozenset({_M.REGISTERED, _M.GROUPED, _M.ASSIGNED, _M.PROFILED})),
    (Stage.ASSIGNED, frozenset({_M.REGISTERED, _M.ASSIGNED})),
    (Stage.GROUPED, frozenset({_M.REGISTERED, _M.GROUPED})),
    (Stage.REGISTERED, frozenset({_M.REGISTERED})),
    (Stage.REGISTERING, frozenset({_M.SUBMITTED})),
    (Stage.EXPECTED, frozenset()),
)

# Here it is the person who is grouped, into the policy's user group; the service itself adds the
# device to its group when it enrols.  Cleared: nothing was seen that would take it another way.
DEVICE_PREPARATION: tuple[tuple[Stage, frozenset[Milestone]], ...] = (
    (Stage.DEPLOYED, frozenset({_M.IDENTIFIED, _M.DEPLOYED})),
    (Stage.DEPLOYING, frozenset({_M.IDENTIFIED, _M.ENROLLED})),
    (Stage.READY, frozenset({_M.IDENTIFIED, _M.GROUPED, _M.CLEARED})),
    (Stage.GROUPED, frozenset({_M.IDENTIFIED, _M.GROUPED})),
    (Stage.IDENTIFIED, frozenset({_M.IDENTIFIED})),
    (Stage.EXPECTED, frozenset()),
)

ROUTES = {Route.AUTOPILOT: AUTOPILOT, Route.DEVICE_PREPARATION: DEVICE_PREPARATION}

# What speaks of the device's person: without one it counts as passed, and its stage is left out.
PERSONAL = {
    Route.AUTOPILOT: (Milestone.ASSIGNED, Stage.ASSIGNED),
    Route.DEVICE_PREPARATION: (Milestone.GROUPED, Stage.GROUPED),
}

_ENDINGS = frozenset({Stage.PARKED, Stage.CANCELLED, Stage.RETIRED})
_S = Stage
_UNDONE = frozenset({_S.REGISTERED, _S.IDENTIFIED, _S.GROUPED, _S.ASSIGNED})
# To the beginning, because the device takes another route now.
_REROUTED = frozenset({_S.EXPECTED})
_FLOWN = frozenset({_S.DEPLOYING, _S.DEPLOYED})

# Which stage may follow which.  Going back happens when an import has to be made
# again, when a pairing changes (ready again without its person, or waiting for
# another one) or with it the route, and never once the device is deploying; from there a device
# that an operator releases or has repaired begins anew.
NEXT: dict[Stage, frozenset[Stage]] = {
    _S.EXPECTED: frozenset({_S.REGISTERING, _S.REGISTERED, _S.IDENTIFIED}) | _ENDINGS,
    _S.REGISTERING: frozenset({_S.REGISTERED}) | _REROUTED | _ENDINGS,
    _S.REGISTERED: frozenset({_S.GROUPED, _S.ASSIGNED, _S.READY}) | _FLOWN | _REROUTED | _ENDINGS,
    _S.IDENTIFIED: frozenset({_S.GROUPED, _S.READY}) | _FLOWN | _REROUTED | _ENDINGS,
    _S.GROUPED: frozenset({_S.ASSIGNED, _S.READY}) | _FLOWN | _UNDONE | _REROUTED | _ENDINGS,
    _S.ASSIGNED: frozenset({_S.READY}) | _FLOWN | _UNDONE | _REROUTED | _ENDINGS,
    _S.READY: _FLOWN | _UNDONE | _REROUTED | _ENDINGS,
    _S.DEPLOYING: frozenset({_S.DEPLOYED, _S.EXPECTED, _S.PARKED, _S.RETIRED}),
    # Parked only while it leaves.
    _S.DEPLOYED: frozenset({_S.EXPECTED, _S.PARKED, _S.RETIRED}),
    # Out of the park, redrive or correction leads back to what was observed before.
    _S.PARKED: frozenset(_S) - {_S.PARKED},
    _S.CANCELLED: frozenset({_S.EXPECTED, _S.RETIRED}),
    _S.RETIRED: frozenset({_S.EXPECTED}),
}


def stage_of(passed: frozenset[Milestone], *, has_person: bool, route: Route) -> Stage:
    """Find the stage that these milestones make."""
    personal, left_out = PERSONAL[route]
    counted = passed if has_person else passed | {personal}
    return next(
        stage
        for stage, needed in ROUTES[route]
        if needed <= counted and (has_person or stage is not left_out)
    )
