"""What a process tells of itself: lines in a log, and traces and metrics for whoever wants them."""

from shared.observability.discretion import Discretion
from shared.observability.exporting import export
from shared.observability.logs import configure

__all__ = ["Discretion", "configure", "export"]
