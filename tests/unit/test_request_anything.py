"""Whatever is sent as a request or a decision, the answer is a receipt or a problem."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.commands import DeviceRequest
from shared.intake.request_data import DecisionData, RequestData
from tests.anything import ANY_JSON, ANY_TEXT
from tests.journeys import ADELE
from tests.receiving import an_event, an_intake, content_of
from tests.requesting import OPERATOR, a_request, ask, decide

KINDS = st.sampled_from(["application/json", "application/cloudevents+json", "text/csv", ""])
FIELDS = st.sampled_from([*RequestData.model_fields, "specversion", "anything"])
DECISIONS = st.sampled_from(["approve", "refuse", "order", "cancel"])
DECISION_FIELDS = st.sampled_from([*DecisionData.model_fields, "anything"])
# Each example has a store of its own, and a busy machine takes its time.
SLOWLY = settings(deadline=None)
REFUSED = {400, 413, 415, 422}


@SLOWLY
@given(st.binary(max_size=300), KINDS)
async def test_any_bytes_are_answered(body: bytes, kind: str) -> None:
    reply = await ask(an_intake().services, body, kind=kind)

    assert reply.status in REFUSED
    assert content_of(reply)["code"]


@SLOWLY
@given(ANY_JSON, KINDS)
async def test_any_json_is_answered(content: Any, kind: str) -> None:  # noqa: ANN401  any JSON
    assert (await ask(an_intake().services, content, kind=kind)).status in REFUSED


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(FIELDS, ANY_JSON), st.booleans())
async def test_any_field_is_answered_and_what_goes_on_can_be_addressed(
    fields: dict[str, Any],
    as_event: bool,  # noqa: FBT001  hypothesis calls it
) -> None:
    intake = an_intake()
    content = {"person": ADELE} | fields

    reply = await ask(intake.services, an_event("request.asked", content) if as_event else content)

    assert reply.status in REFUSED | {202}
    for command in intake.commands:
        assert isinstance(command, DeviceRequest)
        assert command.request_id.replace("-", "").replace(".", "").replace("_", "").isalnum()


@SLOWLY
@given(DECISIONS, st.dictionaries(DECISION_FIELDS, ANY_JSON))
async def test_any_decision_is_answered(decision: str, fields: dict[str, Any]) -> None:
    services = an_intake().services
    await services.requests.put("R-1", a_request())

    reply = await decide(services, decision, {"by": OPERATOR} | fields)

    assert reply.status in {202, 409, 422}


@SLOWLY
@given(ANY_TEXT, DECISIONS, ANY_TEXT)
async def test_any_id_and_any_source_is_answered(
    request_id: str, decision: str, source: str
) -> None:
    services = an_intake().services

    known = await decide(services, decision, {"by": OPERATOR}, request_id)
    strange = await decide(services, decision, {}, request_id, query={"source": source})

    assert known.status in {404, 422}
    assert strange.status in {404, 422}
