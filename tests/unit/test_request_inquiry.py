"""Where requests stand, as callers are told."""

from dataclasses import replace

import pytest

from shared.domain.commands import RequestEvent
from shared.domain.request import Approval, RequestState
from shared.domain.stages import Milestone, Stage
from shared.domain.waiting import Wait
from tests.journeys import ADELE
from tests.receiving import an_intake, content_of
from tests.requesting import (
    BOSS,
    MINUTE,
    NOW,
    OPERATOR,
    a_device,
    a_request,
    a_word,
    list_all,
    show,
)

E = RequestEvent


async def test_a_request_is_shown_with_all_that_was_said_of_it() -> None:
    services = an_intake().services
    words = (
        a_word(E.ASKED, by=ADELE, after=0, why="Broken."),
        a_word(E.APPROVED, by=OPERATOR),
        a_word(E.APPROVED, by=BOSS, after=2),
    )
    request = a_request(*words, approval=Approval.MANAGER, manager=BOSS, location="Oslo")
    await services.requests.put("R-1", request)

    told = content_of(await show(services))

    assert (told["person"], told["location"], told["manager"]) == (ADELE, "Oslo", BOSS)
    assert (told["state"], told["decided_by"], told["device"]) == ("approved", BOSS, None)
    assert told["waiting_for"]["code"] == Wait.STOCK
    said = [(word["event"], word["by"], word["counts"]) for word in told["history"]]
    assert said == [("asked", ADELE, True), ("approved", OPERATOR, False), ("approved", BOSS, True)]


async def test_a_request_that_was_not_told_of_its_device_is_shown_where_the_device_is() -> None:
    services = an_intake().services
    await services.requests.put("R-1", a_request(a_word(E.APPROVED), device="SN-1"))
    device = a_device(Stage.READY).waits(Wait.SWITCH_ON)
    await services.devices.put("SN-1", device)

    told = content_of(await show(services))

    assert (told["state"], told["device"], told["device_stage"]) == ("ready", "SN-1", "ready")
    assert (told["waiting_for"], told["device_waiting_for"]["code"]) == (None, "switch-on")
    assert told["since"] == device.since.isoformat() == (NOW + MINUTE).isoformat()


@pytest.mark.parametrize("request_id", ["R-1", "R-9"])
async def test_what_nobody_asked_for_is_not_found(request_id: str) -> None:
    services = an_intake().services
    shell = replace(a_request(a_word(E.APPROVED)), person="")
    await services.requests.put("R-1", shell)

    reply = await show(services, request_id)

    assert (reply.status, content_of(reply)["code"]) == (404, "unknown")
    assert content_of(await list_all(services))["items"] == []


async def test_requests_are_listed_each_with_its_device() -> None:
    services = an_intake().services
    for number in range(40):
        request = a_request(a_word(E.APPROVED), device=f"SN-{number}")
        await services.requests.put(f"R-{number}", replace(request, id=f"R-{number}"))
        device = a_device(Stage.DEPLOYING, Milestone.ENROLLED, request=f"R-{number}")
        await services.devices.put(f"SN-{number}", replace(device, serial=f"SN-{number}"))

    listed = content_of(await list_all(services))

    assert {item["id"][2:] for item in listed["items"]} == set(map(str, range(40)))
    assert all(item["id"][2:] == item["device"][3:] for item in listed["items"])
    assert {item["state"] for item in listed["items"]} == {RequestState.DELIVERED}
    assert listed["continuation"] is None
