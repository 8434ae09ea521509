"""Requests and decisions by their sender: people by access token, systems by their word."""

from dataclasses import replace
from typing import Any

import pytest

from shared.domain.verifiers import Bearer
from shared.runtime.http import Reply
from simulator.clock import JumpingClock
from simulator.entra_tokens import APP, AUDIENCE, HOST, ISSUER, PATH, TENANT, EntraTokens
from simulator.senders import Sending, sign
from simulator.twins import TwinEndpoints
from tests.admitting import SHARED, a_source, an_intake_for, preset_of
from tests.journeys import ADELE
from tests.receiving import NOW, Intake, an_event, an_intake, as_json, content_of
from tests.requesting import BOSS, NESTOR, a_request, ask, decide, restrict, the_word

ENTRA = EntraTokens(JumpingClock(NOW))
ACME = {"source": "acme"}


def by_token() -> Intake:
    verifier = Bearer(
        tenant=TENANT,
        audience=AUDIENCE,
        issuers=(ISSUER,),
        keys_url=f"https://{HOST}{PATH}",
        apps=frozenset({APP}),
    )
    intake = an_intake_for(a_source(verifier))
    endpoints = intake.services.endpoints
    assert isinstance(endpoints, TwinEndpoints)
    endpoints.stands(HOST, ENTRA.site)
    return intake


def bearing(upn: str) -> dict[str, str]:
    token = ENTRA.token(scp="Requests.Send", idtyp="user", upn=upn)
    return {"authorization": f"Bearer {token}"}


async def test_who_asks_is_whom_the_token_was_made_out_to() -> None:
    intake = by_token()
    said = {"person": ADELE, "asked_by": BOSS}

    reply = await ask(intake.services, said, query=ACME, headers=bearing(NESTOR))

    assert reply.status == 202
    assert the_word(intake).by == NESTOR


async def test_who_decides_is_whom_the_token_was_made_out_to() -> None:
    intake = by_token()
    await intake.services.requests.put("R-1", a_request())

    reply = await decide(
        intake.services, "cancel", {"by": BOSS}, query=ACME, headers=bearing(NESTOR)
    )

    assert reply.status == 202
    assert the_word(intake).by == NESTOR


async def test_nobody_approves_their_own_request_by_naming_somebody_else() -> None:
    intake = by_token()
    await intake.services.requests.put("R-1", a_request(asked_by=NESTOR))

    reply = await decide(
        intake.services, "approve", {"by": BOSS}, query=ACME, headers=bearing(NESTOR)
    )

    assert (reply.status, content_of(reply)["code"]) == (409, "approver-wrong")


async def signed(intake: Intake, content: Any, delivery: str) -> Reply:  # noqa: ANN401  any JSON
    body = as_json(content)
    sending = Sending(body=body, secret=SHARED, at=NOW, delivery=delivery)
    headers = dict(sign("standard-webhooks", sending))
    return await ask(intake.services, body, query=ACME, headers=headers)


async def test_a_signed_delivery_names_its_request_and_is_answered_once() -> None:
    intake = an_intake_for(preset_of("standard-webhooks", {"takes": ["requests"]}), ACME=SHARED)

    first, again, other = [
        await signed(intake, {"person": ADELE}, delivery) for delivery in ("d-1", "d-1", "d-2")
    ]

    assert [reply.status for reply in (first, again, other)] == [202, 202, 202]
    assert first.body == again.body
    assert content_of(first)["id"] != content_of(other)["id"]
    assert len(intake.messages) == 2


async def test_cloud_events_of_two_names_are_two_requests_though_they_say_the_same() -> None:
    services = an_intake().services
    events = [an_event("request.asked", {"person": ADELE}, id=name) for name in ("e-1", "e-2")]

    ids = {content_of(await ask(services, event))["id"] for event in events}

    assert len(ids) == 2


@pytest.mark.parametrize(("persona", "status"), [("office", 202), ("lab", 422)])
async def test_the_default_persona_counts_for_whoever_names_none(persona: str, status: int) -> None:
    intake = an_intake()
    restrict(intake, persona)

    assert (await ask(intake.services, {"person": ADELE})).status == status


async def test_a_source_that_takes_no_requests_is_not_found() -> None:
    intake = an_intake_for(replace(preset_of("standard-webhooks"), takes=frozenset()), ACME=SHARED)

    assert (await signed(intake, {"person": ADELE}, "d-1")).status == 404
