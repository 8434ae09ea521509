"""Traces and metrics on their way out: to OpenTelemetry's own protocol, to Application Insights.

Exporters are optional packages, imported when a setting asks for them.  Telemetry
that cannot go out keeps no device from its desk: it is a warning.
"""

from collections.abc import Callable

import structlog
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from shared.config import TelemetrySettings
from shared.runtime import measures, tracing

log = structlog.get_logger()


def export(settings: TelemetrySettings) -> None:
    """Let traces and metrics go where the settings say, from now on."""
    if settings.otlp:
        _begin("otlp", _to_otlp)
    if settings.application_insights:
        address = settings.application_insights
        _begin("application-insights", lambda: _to_application_insights(address))


def _begin(extra: str, exporting: Callable[[], None]) -> None:
    try:
        exporting()
    except ImportError:
        log.warning("telemetry.exporter_missing", extra=extra)
    except ValueError as error:
        # Its text repeats the address, which may hold a key.
        log.warning("telemetry.address_wrong", extra=extra, error=type(error).__name__)


def _to_otlp() -> None:
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter  # noqa: PLC0415  optional
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  optional

    tracing.export_to(BatchSpanProcessor(OTLPSpanExporter()))
    measures.read_by(PeriodicExportingMetricReader(OTLPMetricExporter()))


def _to_application_insights(address: str) -> None:
    from azure.monitor.opentelemetry.exporter import (  # noqa: PLC0415  optional
        AzureMonitorMetricExporter,
        AzureMonitorTraceExporter,
    )

    tracing.export_to(BatchSpanProcessor(AzureMonitorTraceExporter(connection_string=address)))
    metrics = AzureMonitorMetricExporter(connection_string=address)
    measures.read_by(PeriodicExportingMetricReader(metrics))
