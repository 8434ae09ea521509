"""A body that has been read: what to send, what to keep, what to say.

It is a value.  Sending and keeping are the use case's.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid5

from shared.domain.commands import Command
from shared.domain.errors import Reason
from shared.domain.hardware_hash import HardwareHash
from shared.domain.sources import Source
from shared.intake.permits import Permits
from shared.intake.verdicts import Outcome, Subject, Verdict, note_content
from shared.runtime.http import Problem

_NAMESPACE = UUID("b3c1f4c2-7f1f-4a3e-9d0e-2f1d9c0a6e55")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a body is read by: whose it is, which personas there are, and the time.

    *permits* say which personas and group tags the source may use; *delivery* is
    what the sender calls this delivery, if its scheme has a name for it.
    """

    source: Source
    personas: Collection[str]
    now: datetime
    permits: Permits = field(default_factory=Permits)
    delivery: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A command and what caused it; the same cause makes the same step."""

    command: Command
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHash:
    """A hash to keep for a device, by its normalised serial number."""

    serial: str
    decoded: HardwareHash


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What one request came to.  *receipt* is the same whenever the request is repeated."""

    receipt: str
    subject: Subject
    verdicts: tuple[Verdict, ...]
    steps: tuple[Step, ...] = ()
    hashes: tuple[KeptHash, ...] = ()
    notes: tuple[Reason, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many lines met each outcome."""
        met = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome.value: met[outcome] for outcome in Outcome}

    @property
    def goes_on(self) -> bool:
        """Whether the sender has nothing to mend before anything can go on.

        What is only passed over need not be sent again.
        """
        return bool(self.steps) or not self.counts[Outcome.REFUSED]

    def content(self) -> Mapping[str, Any]:
        """Write the receipt down."""
        return {
            "receipt": self.receipt,
            **self.counts,
            "lines": [verdict.content(self.subject) for verdict in self.verdicts],
            "notes": [note_content(reason) for reason in self.notes],
        }

    def problem(self) -> Problem:
        """Say that nothing at all goes on, and why."""
        return Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "nothing-accepted",
            "Nothing was accepted and nothing was queued; errors says what to mend.",
            tuple(error for verdict in self.verdicts for error in verdict.errors(self.subject)),
        )


def receipt_of(*cause: str) -> str:
    """Name a delivery after what caused it."""
    return str(uuid5(_NAMESPACE, json.dumps(cause)))


def digest(content: bytes) -> str:
    """Tell contents apart: SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
