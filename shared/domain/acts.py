"""What people did by hand: who, when, what, to what, and why."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID, uuid5

_NAMESPACE = UUID("2d9b7a44-6a0c-4c39-8f5e-0b7c1d0a5e61")


class ActType(StrEnum):
    """What somebody can do by hand."""

    REDRIVE = "redrive"
    CORRECT = "correct"
    DISMISS = "dismiss"
    RETIRE = "retire"
    RELEASE = "release"
    REPLACE = "replace"
    REASSIGN = "reassign"
    UNBLOCK = "unblock"
    RETRY = "retry"
    FORGET = "forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: *by* is who says that they did it, *subject* the serial number or record.

    *facts* is what else there is to say; never a hash, a secret or a person's data.
    """

    type: ActType
    at: datetime
    by: str
    why: str
    subject: str
    facts: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def id(self) -> str:
        """Name the act, so that acts are listed in the order of their times."""
        at = self.at.astimezone(UTC)
        named = uuid5(_NAMESPACE, f"{self.type}/{self.subject}/{self.by}/{at.isoformat()}")
        return f"{at:%Y%m%dT%H%M%S.%fZ}-{named}"

    def repeated_as(self, mark: str) -> str:
        """Name what the same person says again, whenever they do; *mark* is what it is done to."""
        said = json.dumps(
            [self.type, self.subject, self.by, self.why, self.facts, mark], sort_keys=True
        )
        return str(uuid5(_NAMESPACE, said))
