"""Something that cannot go on until somebody decides."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A permanent failure and all that is needed to mend it.

    *error_class* is the branch of the error tree; *message* is the envelope as
    it lay on *queue*, so that it can be driven again.
    """

    id: str
    at: datetime
    reason: Reason
    error_class: str
    queue: str
    message: str
    serial: str = ""
