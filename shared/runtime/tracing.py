"""Where a unit of work belongs: a W3C trace, from the webhook to the last request to Graph.

Spans are OpenTelemetry's, of a provider of our own: the global one stays unset, so
that no library writes the addresses and errors that it sees into our traces.  A
span holds numbers, codes and names of our own; never the text of an error.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum

from opentelemetry.context import Context
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
from opentelemetry.trace import (
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    get_current_span,
    use_span,
)
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

type Attribute = str | bool | int | float

# OpenTelemetry's own settings (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) have the last word.
RESOURCE = Resource({"service.name": "groundcrew"}).merge(OTELResourceDetector().detect())
_HEADER = "traceparent"
_W3C = TraceContextTextMapPropagator()
_provider = TracerProvider(resource=RESOURCE)
_tracer = _provider.get_tracer("groundcrew")


class Role(Enum):
    """What a span is to the one before it."""

    SERVER = SpanKind.SERVER
    CONSUMER = SpanKind.CONSUMER
    CLIENT = SpanKind.CLIENT
    INTERNAL = SpanKind.INTERNAL


def export_to(processor: SpanProcessor) -> None:
    """Hand every span that ends from now on to this processor too."""
    _provider.add_span_processor(processor)


@contextmanager
def span(name: str, role: Role, parent: str = "") -> Iterator[None]:
    """Do something within a span of its own.

    *parent* is the ``traceparent`` to go on from; without one, or with one that is
    none, the span at hand is the parent, and where there is none a trace begins.
    An error is told by its class alone.
    """
    above = _W3C.extract({_HEADER: parent}, Context()) if trace_id_of(parent) else None
    begun = _tracer.start_span(name, context=above, kind=role.value)
    try:
        with use_span(begun, record_exception=False, set_status_on_exception=False):
            yield
    except BaseException as error:
        begun.set_attribute("error.type", type(error).__name__)
        begun.set_status(Status(StatusCode.ERROR))
        raise
    finally:
        begun.end()


def annotate(facts: Mapping[str, Attribute]) -> None:
    """Say something of the span at hand."""
    get_current_span().set_attributes(dict(facts))


def traceparent() -> str:
    """Write down the span at hand for whoever goes on from it; blank outside of any."""
    written: dict[str, str] = {}
    _W3C.inject(written)
    return written.get(_HEADER, "")


def trace_id() -> str:
    """Name the trace at hand; blank outside of any."""
    return _name(get_current_span().get_span_context())


def trace_id_of(written: str) -> str:
    """Name the trace of a ``traceparent``; blank when that is none."""
    if not written:
        return ""
    # An empty context, or the span at hand would be found in it.
    return _name(get_current_span(_W3C.extract({_HEADER: written}, Context())).get_span_context())


def nearest(written: str, host: str) -> str:
    """Choose what to go on from: what was *written*, or the *host*'s own span of the same trace.

    The Functions host goes on from what it finds on a message or a request, so that
    its span is nearer than what was written there; where nothing was, it begins.
    """
    return host if trace_id_of(written) in {"", trace_id_of(host)} else written


def _name(context: SpanContext) -> str:
    return f"{context.trace_id:032x}" if context.is_valid else ""
