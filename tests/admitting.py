"""Builders of sources that verify, and of what is sent to them."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.admission import Sender, admit
from handlers.intake import receive_hire
from shared import flightplan
from shared.domain.sources import Intake as WayIn
from shared.domain.sources import Source
from shared.domain.verifiers import Verifier
from shared.intake.verifying import Unrecognised, recognise_signature
from shared.runtime.http import Problem, Reply, Request
from shared.runtime.secrets import Secrets
from simulator.senders import Sending, sign
from tests.receiving import NOW, Intake, a_hire_event, an_intake, answered, as_json

SHARED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NEXT = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
PLAN = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
sources:
  acme:
"""


def a_source(
    verifier: Verifier, *secrets: str, takes: frozenset[WayIn] = frozenset(WayIn)
) -> Source:
    return Source(name="acme", takes=takes, verifier=verifier, secrets=secrets)


def preset_of(preset: str, more: Mapping[str, Any] | None = None) -> Source:
    """The source that a flight plan makes of a preset's verifier, for events of our own."""
    said = {"preset": preset, "takes": ["hr"], "hires": None, "secrets": ["ACME", "ACME_NEXT"]}
    said |= more or {}
    return flightplan.parse(f"{PLAN}    {json.dumps(said)}", "plan.yaml").sources["acme"]


def an_intake_for(source: Source, **settings: str) -> Intake:
    """An intake whose flight plan has this one source."""
    intake = an_intake()
    services = replace(
        intake.services,
        flight_plan=replace(intake.services.flight_plan, sources={source.name: source}),
        secrets=Secrets(settings),
    )
    return Intake(services, intake.outbox)


def a_standard_intake(**settings: str) -> Intake:
    return an_intake_for(preset_of("standard-webhooks"), **(settings or {"ACME": SHARED}))


def a_body(**data: Any) -> bytes:  # noqa: ANN401  any JSON
    return as_json(a_hire_event(**data))


def sent(
    body: bytes,
    preset: str = "standard-webhooks",
    secret: str = SHARED,
    headers: Mapping[str, str] | None = None,
    **how: Any,  # noqa: ANN401  passed on
) -> Request:
    """A request as a vendor sends it, and what somebody put over it on the way."""
    signed = sign(preset, Sending(body=body, secret=secret, **{"at": NOW, **how}))
    return Request(
        headers={"content-type": "application/json", **signed, **(headers or {})},
        route={"source": "acme"},
        body=body,
    )


async def hired(intake: Intake, request: Request) -> Reply:
    return await answered(receive_hire, request, intake.services)


async def admitted(intake: Intake, request: Request) -> Sender:
    return await admit(request, WayIn.HR, intake.services)


async def refusal(intake: Intake, request: Request) -> Problem:
    try:
        await admitted(intake, request)
    except Problem as problem:
        return problem
    raise AssertionError("It was admitted.")


def why_not(request: Request, source: Source, *secrets: str) -> str:
    """The reason for the log why a signature is refused; blank when it is not."""
    try:
        recognise_signature(request, source.verifier, secrets, NOW)  # type: ignore[arg-type]  # sources of these tests sign
    except Unrecognised as refused:
        return refused.code
    return ""
