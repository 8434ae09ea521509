"""Who is told what a survey or an apply is at, such as a progress bar."""

from datetime import timedelta
from typing import Protocol

from shared.domain.setup import Kind
from shared.tenant.applying.outcomes import Outcome


class Watcher(Protocol):
    """Is told everything as it happens; it must not take long, and answers nothing."""

    def looks(self, kind: Kind) -> None:
        """Hear that the objects of a kind are being read."""

    def begins(self, kind: Kind, name: str) -> None:
        """Hear that an object is about to be set up, changed or deleted."""

    def asks(self, says: str) -> None:
        """Hear of a request that changes something, in words such as "create the group"."""

    def waits(self, reason: str, span: timedelta) -> None:
        """Hear that nothing happens for so long."""

    def ends(self, outcome: Outcome) -> None:
        """Hear that an object is done with."""


class Nobody:
    """Watches nothing."""

    def looks(self, kind: Kind) -> None:
        """Take no notice."""

    def begins(self, kind: Kind, name: str) -> None:
        """Take no notice."""

    def asks(self, says: str) -> None:
        """Take no notice."""

    def waits(self, reason: str, span: timedelta) -> None:
        """Take no notice."""

    def ends(self, outcome: Outcome) -> None:
        """Take no notice."""
