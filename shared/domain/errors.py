"""Why a step cannot go on, sorted by what to do about it.

* GroundcrewError
  x Rejected            give up: asking again cannot help
    + Malformed           bytes that are no command of ours
    + Impossible          a stage that does not follow from the present one
    + Refused             the tenant said no, and means it
    + Misconfigured       a setting or the flight plan is wrong
  x Retryable           ask again: nothing is wrong with the request
    + Throttled           told to slow down, usually for how long
    + Unavailable         no answer, or one that says "not now"
    + Conflict            somebody else changed the row first
    + TooNew              a newer version of Groundcrew wrote it; an instance of that will read it

Waiting is not on the list.  A step that is merely not finished yet returns a
delayed follow-up; it does not raise.
"""

from dataclasses import dataclass, field
from datetime import timedelta

# The reasons that a manifest line which comes again does away with.
DEREGISTERED = "deregistered"
HASH_GONE = "hash-gone"
# Autopilot did not take a request to deregister; while a device is new, it will later.
NOT_DEREGISTERED = "not-deregistered"
# A hire was cancelled whose device is at work already: its record stands beside its stage.
HIRE_CANCELLED = "hire-cancelled-in-use"
# Graph does not find what was there.
NOT_FOUND = "not-found"

# In the evidence of a reason: Graph's id of the request that it refused.
REQUEST_ID = "request-id"


class GroundcrewError(Exception):
    """Every error that Groundcrew raises on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something is parked, for the person who has to mend it.

    *evidence* holds what support would ask for, never a hash or a secret.
    """

    code: str
    sentence: str
    remedy: str
    evidence: dict[str, str] = field(default_factory=dict[str, str])


class Rejected(GroundcrewError):
    """Asking again cannot help."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.sentence)
        self.reason = reason


class Malformed(Rejected):
    """The bytes on the queue are no command of ours."""


class Impossible(Rejected):
    """The stage does not follow from the present one."""


class Refused(Rejected):
    """The tenant said no, and means it."""


class Misconfigured(Rejected):
    """A setting or the flight plan is wrong."""


class Retryable(GroundcrewError):
    """Nothing is wrong with the request; ask again, *after* so long if given."""

    def __init__(self, message: str, *, after: timedelta | None = None) -> None:
        super().__init__(message)
        self.after = after


class Throttled(Retryable):
    """Told to slow down."""


class Unavailable(Retryable):
    """No answer, or one that says "not now"."""


class Conflict(Retryable):
    """Somebody else changed the row first."""


class TooNew(Retryable):
    """A newer version of Groundcrew wrote it; an instance of that will read it."""
