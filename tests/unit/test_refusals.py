"""What is refused, and what the refusal says."""

from datetime import UTC, datetime

import pytest

from handlers import inquiry
from handlers.parking import mark_parked
from handlers.redriving import redrive
from shared.domain.answers import Answer
from shared.domain.commands import Command, ConfirmRegistration
from shared.domain.device import Device
from shared.domain.directory import group_unclear
from shared.domain.documents import DOCUMENT_LIMIT, from_json, to_json
from shared.domain.errors import DEREGISTERED, Reason, Rejected, Retryable
from shared.domain.faults import error_for
from shared.domain.park import park
from shared.domain.park import redrive as redriven
from shared.domain.parked import Parked
from shared.domain.shipment import ManifestLine
from shared.domain.stages import Milestone, Stage
from shared.runtime.envelope import first
from shared.runtime.http import Request
from shared.runtime.responder import respond
from tests.journeys import a_hire, a_line, a_world, ship
from tests.operating import said

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
REASON = Reason(code="unanswered", sentence="No answer.", remedy="-")


def a_record(command: Command) -> Parked:
    message = first(command, origin="here", correlation="C-1").message()
    return Parked(
        id="P-1",
        at=NOW,
        reason=REASON,
        error_class="Rejected",
        queue=message.queue,
        message=message.body.decode(),
    )


async def test_an_unknown_thing_is_answered_with_its_problem() -> None:
    request = Request(route={"serial": "SN-9"})

    answer = await respond(request, inquiry.show_device, lambda: a_world().services)

    assert answer.status == 404


async def test_a_parked_look_parks_every_device_that_is_known() -> None:
    world = a_world()
    await ship(world, a_line("SN-1"))
    await world.settle()
    look = ConfirmRegistration(serials=("SN-1", "SN-9"))

    await mark_parked(look, a_record(look), world.services)

    (device,) = await world.devices()
    assert (device.stage, device.parked_as) == (Stage.PARKED, ("P-1",))


async def test_a_parked_hire_is_taken_in_when_redriven() -> None:
    world = a_world()
    hire = a_hire()
    await mark_parked(hire, a_record(hire), world.services)
    await world.services.parked.put("P-1", a_record(hire))

    answer = await redrive(said("P-1"), world.services)
    await world.settle()

    assert answer.status == 202
    assert [hire.employee_id for hire in await world.hires()] == ["E-1"]
    assert await world.parked() == ()


def test_a_deregistered_device_that_is_redriven_begins_again() -> None:
    reason = Reason(code=DEREGISTERED, sentence="Gone.", remedy="-")
    device = Device(serial="SN-1", since=NOW, line=ManifestLine(serial="SN-1"))
    seen = park(device.reached(Milestone.REGISTERED, NOW, "Seen."), reason, "P-1", NOW)

    assert redriven(seen, NOW).stage is Stage.EXPECTED
    assert redriven(device, NOW) is device


@pytest.mark.parametrize(("found", "code"), [(0, "group-missing"), (2, "group-ambiguous")])
def test_a_group_that_is_unclear_is_named(found: int, code: str) -> None:
    error = group_unclear("Autopilot Office", found)

    assert error.reason.code == code
    assert "'Autopilot Office'" in error.reason.sentence


def test_the_evidence_of_a_refusal_names_the_request() -> None:
    error = error_for(Answer(operation="testing", status=418, code="teapot", request_id="R-1"))

    assert isinstance(error, Rejected)
    assert error.reason.evidence["request-id"] == "R-1"
    assert str(error) == "Graph answered 418 teapot to testing."


def test_no_answer_at_all_is_asked_for_again() -> None:
    error = error_for(Answer(operation="testing", status=0))

    assert isinstance(error, Retryable)
    assert str(error) == "Graph gave no answer to testing."


def test_a_document_survives_and_one_that_no_store_holds_is_refused() -> None:
    assert from_json(to_json({"name": "\u00e9"})) == {"name": "\u00e9"}
    with pytest.raises(Rejected, match="too large"):
        to_json({"name": "x" * DOCUMENT_LIMIT})
