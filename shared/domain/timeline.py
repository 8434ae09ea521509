"""What happened to a device, line by line."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.stages import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a device's timeline: where the device stood then, and *what* was seen or done."""

    at: datetime
    stage: Stage
    what: str
