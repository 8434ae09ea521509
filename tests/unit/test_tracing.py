"""Traces: where a unit of work goes on from, and what it hands on."""

import re

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.runtime import tracing
from shared.runtime.envelope import first
from shared.runtime.tracing import Role, nearest, span, trace_id, trace_id_of, traceparent
from tests.measuring import STEP_COMMAND

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
CALLER = f"00-{TRACE}-00f067aa0ba902b7-01"
HOST = f"00-{TRACE}-aaaaaaaaaaaaaaaa-01"
OTHER = "00-11111111111111111111111111111111-2222222222222222-01"


def test_a_span_goes_on_in_the_trace_of_its_parent() -> None:
    with span("a", Role.SERVER, CALLER):
        assert trace_id() == TRACE
        assert traceparent().split("-")[2] != "00f067aa0ba902b7"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hanna.virtanen@contoso.com",
        CALLER.upper(),
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"ff-{TRACE}-00f067aa0ba902b7-01",
        f"00-{TRACE}-0000000000000000-01",
        f"00-{TRACE}-00f067aa0ba902b7-01-more",
    ],
)
def test_where_no_trace_came_a_valid_one_begins(written: str) -> None:
    with span("a", Role.SERVER, written):
        begun = trace_id()

    assert re.fullmatch("(?!0{32})[0-9a-f]{32}", begun)
    assert begun != TRACE


def test_a_span_without_a_parent_of_its_own_belongs_to_the_one_at_hand() -> None:
    with span("a", Role.SERVER, CALLER), span("b", Role.CLIENT):
        assert trace_id() == TRACE


def test_what_a_caller_does_not_record_is_not_recorded_and_still_goes_on() -> None:
    with span("a", Role.SERVER, f"{CALLER[:-2]}00"):
        assert trace_id() == TRACE
        assert traceparent().endswith("-00")


def test_outside_of_any_unit_there_is_no_trace() -> None:
    assert (trace_id(), traceparent()) == ("", "")


def test_the_host_s_own_span_is_nearer_than_what_was_written_of_the_same_trace() -> None:
    assert nearest(CALLER, HOST) == HOST


def test_what_was_written_counts_where_the_host_began_a_trace_of_its_own() -> None:
    assert nearest(CALLER, OTHER) == CALLER


def test_the_host_s_trace_counts_where_none_was_written() -> None:
    assert (nearest("", HOST), nearest("nonsense", HOST)) == (HOST, HOST)


def test_a_step_that_follows_carries_the_trace_on_its_message() -> None:
    with span("a", Role.CONSUMER, CALLER):
        message = first(STEP_COMMAND, origin="here", correlation="C-1").message()

    assert trace_id_of(message.trace) == TRACE


def test_a_span_tells_of_an_error_by_its_class_alone() -> None:
    exporter = InMemorySpanExporter()
    tracing.export_to(SimpleSpanProcessor(exporter))

    with pytest.raises(ValueError, match="Hanna"), span("a", Role.SERVER):
        raise ValueError("Hanna Virtanen")

    (ended,) = exporter.get_finished_spans()
    assert (ended.attributes or {})["error.type"] == "ValueError"
    assert "Hanna" not in ended.to_json()
    exporter.shutdown()
