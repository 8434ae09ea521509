"""Where a device is on its route, as tables.

A stage follows from what has been *observed*, never from the order in which
messages came: each observation is a milestone, and a device stands at the
first stage of its route whose milestones it has all passed.
"""

from enum import StrEnum


class Route(StrEnum):
    """How a device gets to its desk.  The second route arrives with its own table."""

    AUTOPILOT = "autopilot"


class Stage(StrEnum):
    """Where a device is."""

    EXPECTED = "expected"
    REGISTERING = "registering"
    REGISTERED = "registered"
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
    GROUPED = "grouped"
    ASSIGNED = "assigned"
    PROFILED = "profiled"
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

ROUTES = {Route.AUTOPILOT: AUTOPILOT}

_ENDINGS = frozenset({Stage.PARKED, Stage.CANCELLED, Stage.RETIRED})
_S = Stage
_UNDONE = frozenset({_S.REGISTERED, _S.GROUPED, _S.ASSIGNED})

# Which stage may follow which.  Going back happens when an import has to be made
# again, or when a pairing changes (ready again without its person, or waiting
# for another one), and never once the device is deploying.
NEXT: dict[Stage, frozenset[Stage]] = {
    _S.EXPECTED: frozenset({_S.REGISTERING, _S.REGISTERED}) | _ENDINGS,
    _S.REGISTERING: frozenset({_S.EXPECTED, _S.REGISTERED}) | _ENDINGS,
    _S.REGISTERED: frozenset({_S.GROUPED, _S.ASSIGNED, _S.READY, _S.DEPLOYING, _S.DEPLOYED})
    | _ENDINGS,
    _S.GROUPED: frozenset({_S.ASSIGNED, _S.READY, _S.DEPLOYING, _S.DEPLOYED}) | _UNDONE | _ENDINGS,
    _S.ASSIGNED: frozenset({_S.READY, _S.DEPLOYING, _S.DEPLOYED}) | _UNDONE | _ENDINGS,
    _S.READY: frozenset({_S.DEPLOYING, _S.DEPLOYED}) | _UNDONE | _ENDINGS,
    _S.DEPLOYING: frozenset({_S.DEPLOYED, _S.PARKED, _S.RETIRED}),
    _S.DEPLOYED: frozenset({_S.RETIRED}),
    # Out of the park, redrive or correction leads back to what was observed before.
    _S.PARKED: frozenset(_S) - {_S.PARKED},
    _S.CANCELLED: frozenset({_S.EXPECTED, _S.RETIRED}),
    _S.RETIRED: frozenset({_S.EXPECTED}),
}


def stage_of(passed: frozenset[Milestone], *, has_person: bool, route: Route) -> Stage:
    """Find the stage that these milestones make."""
    counted = passed if has_person else passed | {Milestone.ASSIGNED}
    return next(
        stage
        for stage, needed in ROUTES[route]
        if needed <= counted and (has_person or stage is not Stage.ASSIGNED)
    )
