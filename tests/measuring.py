"""Somebody who reads what is measured, for as long as a test lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from opentelemetry.sdk.metrics.export import InMemoryMetricReader, MetricsData

from shared.domain.commands import AssignUser
from shared.runtime import measures

STEP_COMMAND = AssignUser(serials=("SN-1",))


@dataclass(slots=True, kw_only=True)
class Reading:
    """What was measured, once it is kept."""

    reader: InMemoryMetricReader = field(default_factory=InMemoryMetricReader)
    data: MetricsData | None = None

    def keep(self) -> None:
        """Read what is there now."""
        self.data = self.reader.get_metrics_data()

    def points(self, name: str) -> list[Any]:
        """List the points of one of our metrics, whose attributes tell them apart."""
        return [
            point
            for resource in (self.data.resource_metrics if self.data else ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == f"groundcrew.{name}"
            for point in metric.data.data_points
        ]

    def text(self) -> str:
        """Write all of it down, to be searched."""
        return self.data.to_json() if self.data else ""


@contextmanager
def reading() -> Iterator[Reading]:
    """Read from now on."""
    read = Reading()
    measures.read_by(read.reader)
    try:
        yield read
    finally:
        measures.read_no_more(read.reader)
