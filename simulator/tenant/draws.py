"""Chance that can be repeated: what is drawn follows from the seed and a name, not from the order.

So a tenant that is read more often, or by another face, does not live another life.
"""

from datetime import timedelta
from random import Random
from uuid import UUID

from simulator.tenant.latencies import STRETCH, Span


class Draws:
    """Draws delays, identifiers and luck by name."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def delay(self, span: Span, *name: str) -> timedelta:
        """Draw a delay within *span*, or beyond it in the share of cases that is its tail."""
        stream = self._stream("delay", *name)
        share = stream.random()
        if stream.random() < span.tail:
            return span.most + span.most * (STRETCH - 1) * share
        return span.least + (span.most - span.least) * share

    def guid(self, *name: str) -> str:
        """Draw an identifier."""
        return str(UUID(int=self._stream("guid", *name).getrandbits(128), version=4))

    def chance(self, share: float, *name: str) -> bool:
        """Draw a yes that comes in *share* of the cases (0 to 1)."""
        return share > 0 and self._stream("chance", *name).random() < share

    def _stream(self, *name: str) -> Random:
        return Random("/".join((str(self._seed), *name)))  # noqa: S311  a story, no secret
