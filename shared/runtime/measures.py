"""What is measured, in OpenTelemetry's metrics: never a person, never a serial number.

The meters are of a provider of our own, as the spans are; as long as nobody reads
them, measuring costs microseconds and nothing is kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from opentelemetry.metrics import CallbackOptions, Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader

from shared.clock import Stopwatch
from shared.runtime.tracing import RESOURCE

type Attributes = Mapping[str, str]

# An instance that does not count any more has nothing to say of how things stand.
EACH_SWEEP, EACH_HOUR = timedelta(minutes=15), timedelta(hours=2)
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_LONG = (
    60,
    300,
    900,
    3600,
    3 * 3600,
    6 * 3600,
    12 * 3600,
    86400,
    *(n * 86400 for n in (2, 4, 7, 14, 30)),
)

_provider = MeterProvider(resource=RESOURCE)
_meter = _provider.get_meter("groundcrew")
_readers: list[MetricReader] = []


def _seconds(
    name: str, means: str, buckets: tuple[float, ...]
) -> Callable[[float, Attributes], None]:
    histogram = _meter.create_histogram(
        name, unit="s", description=means, explicit_bucket_boundaries_advisory=buckets
    )
    return histogram.record


def _count(name: str, unit: str, means: str) -> Callable[[float, Attributes], None]:
    return _meter.create_counter(name, unit=unit, description=means).add


DURATION = _seconds("groundcrew.unit.duration", "How long units of work take.", _QUICK)
QUEUE_WAIT = _seconds("groundcrew.queue.wait", "How old messages are when they are taken.", _QUICK)
THROTTLE_WAIT = _seconds(
    "groundcrew.throttle.wait", "How long units of work are held back.", _QUICK
)
STAGE_DURATION = _seconds("groundcrew.stage.duration", "How long devices stay in a stage.", _LONG)
PARKED = _count("groundcrew.parked", "{command}", "Commands and devices that were parked.")
GRAPH_REQUESTS = _count("groundcrew.graph.requests", "{request}", "Requests to Graph.")
GRAPH_REFUSALS = _count("groundcrew.graph.refusals", "{response}", "Refusals of Graph's.")


@dataclass(slots=True, kw_only=True)
class Census:
    """How many there were of each kind when somebody counted last, which *lasts* a while."""

    lasts: timedelta
    counted: Counter[tuple[tuple[str, str], ...]] = field(default_factory=Counter)
    since: Stopwatch = field(default_factory=Stopwatch)

    def tell(self, _: CallbackOptions) -> Iterable[Observation]:
        """List what was counted, unless that is long ago."""
        if self.since.seconds > self.lasts.total_seconds():
            return
        for kind, count in self.counted.items():
            yield Observation(count, dict(kind))


def _gauge(
    name: str, unit: str, means: str, lasts: timedelta = EACH_SWEEP
) -> Callable[[Iterable[Attributes]], None]:
    """Make a gauge; who counts hands in the kind of each that there is."""
    census = Census(lasts=lasts)
    _meter.create_observable_gauge(name, [census.tell], unit=unit, description=means)

    def count(kinds: Iterable[Attributes]) -> None:
        census.counted = Counter(tuple(sorted(kind.items())) for kind in kinds)
        census.since = Stopwatch()

    return count


DEVICES = _gauge("groundcrew.devices", "{device}", "Devices by stage and route.")
PARK_RECORDS = _gauge("groundcrew.park.records", "{record}", "Park records by code.")
STARTS = _gauge("groundcrew.starts", "{hire}", "Hires by verdict on their start.", EACH_HOUR)


def read_by(reader: MetricReader) -> None:
    """Let somebody read what is measured from now on."""
    _provider.add_metric_reader(reader)
    _readers.append(reader)


def read_no_more(reader: MetricReader) -> None:
    """Let somebody go."""
    _provider.remove_metric_reader(reader)
    _readers.remove(reader)


def are_read() -> bool:
    """Tell whether anybody reads; counting for nobody would be dear."""
    return bool(_readers)
