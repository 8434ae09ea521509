"""A collector of traces and metrics on this machine, by OpenTelemetry's own protocol."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.proto.trace.v1.trace_pb2 import Span


@dataclass(slots=True, kw_only=True)
class Collector:
    """What came in; *settings* lead an app here."""

    url: str = ""
    traces: list[ExportTraceServiceRequest] = field(default_factory=list[ExportTraceServiceRequest])
    metrics: list[ExportMetricsServiceRequest] = field(
        default_factory=list[ExportMetricsServiceRequest]
    )

    @property
    def settings(self) -> dict[str, str]:
        return {
            "OTEL_EXPORTER_OTLP_ENDPOINT": self.url,
            "OTEL_BSP_SCHEDULE_DELAY": "200",
            "OTEL_METRIC_EXPORT_INTERVAL": "500",
        }

    def spans(self) -> Iterator[Span]:
        for request in self.traces:
            for resource in request.resource_spans:
                for scope in resource.scope_spans:
                    yield from scope.spans

    def measured(self) -> Iterator[Metric]:
        for request in self.metrics:
            for resource in request.resource_metrics:
                for scope in resource.scope_metrics:
                    yield from scope.metrics

    def text(self) -> str:
        """Write all of it down, to be searched."""
        return "\n".join(map(str, [*self.traces, *self.metrics]))


@asynccontextmanager
async def a_collector() -> AsyncIterator[Collector]:
    collector = Collector()

    async def take_traces(request: web.Request) -> web.Response:
        collector.traces.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response()

    async def take_metrics(request: web.Request) -> web.Response:
        collector.metrics.append(ExportMetricsServiceRequest.FromString(await request.read()))
        return web.Response()

    application = web.Application(client_max_size=16 << 20)
    application.router.add_post("/v1/traces", take_traces)
    application.router.add_post("/v1/metrics", take_metrics)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        collector.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield collector
    finally:
        await runner.cleanup()
