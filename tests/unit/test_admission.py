"""Who is let in, in which order it is asked, and how little a stranger learns."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from handlers.admission import admit
from handlers.health import ready
from handlers.intake import receive_shipment
from shared.domain.sources import Intake as WayIn
from shared.domain.verifiers import Key
from shared.runtime.http import Request
from tests.admitting import (
    NEXT,
    SHARED,
    a_body,
    a_source,
    a_standard_intake,
    admitted,
    an_intake_for,
    hired,
    preset_of,
    refusal,
    sent,
)
from tests.receiving import answered, content_of

TOO_LONG = b" " * (256 * 1024 + 1)


def keyed(key: str, **headers: str) -> Request:
    return Request(headers={"x-groundcrew-key": key, **headers}, route={"source": "acme"})


async def test_the_delivery_is_what_the_sender_calls_it() -> None:
    sender = await admitted(a_standard_intake(), sent(a_body(), delivery="msg_77"))

    assert (sender.source.name, sender.delivery) == ("acme", "msg_77")


async def test_a_scheme_without_ids_calls_a_delivery_by_what_is_signed() -> None:
    intake = an_intake_for(preset_of("github"), ACME="s")
    first, again, other = [
        await admitted(intake, sent(body, "github", "s")) for body in (b"a", b"a", b"b")
    ]

    assert first.delivery == again.delivery != other.delivery


async def test_a_key_names_no_delivery() -> None:
    intake = an_intake_for(a_source(Key(), "ACME"), ACME="k")

    assert (await admitted(intake, keyed("k"))).delivery == ""


@pytest.mark.parametrize("held", [{"ACME": SHARED}, {"ACME": NEXT, "ACME_NEXT": SHARED}])
async def test_any_secret_that_is_set_holds(held: dict[str, str]) -> None:
    assert (await hired(a_standard_intake(**held), sent(a_body()))).status == 202


async def test_one_of_two_keys_may_be_missing_or_blank() -> None:
    intake = an_intake_for(a_source(Key(), "ACME", "ACME_NEXT"), ACME="", ACME_NEXT="k")

    assert (await admitted(intake, keyed("k"))).source.name == "acme"
    assert (await refusal(intake, keyed(""))).status == 401


async def test_a_key_in_an_address_opens_nothing() -> None:
    intake = an_intake_for(a_source(Key(), "ACME"), ACME="k")
    query = dict.fromkeys(["x-groundcrew-key", "x-functions-key", "code", "key"], "k")

    request = Request(query=query, route={"source": "acme"})

    assert (await refusal(intake, request)).status == 401


async def test_without_its_setting_a_source_of_keys_is_shut_and_not_open() -> None:
    intake = an_intake_for(a_source(Key(), "ACME"))

    assert {(await refusal(intake, keyed(key))).status for key in ("", "k")} == {401}


async def test_every_stranger_hears_the_same_whatever_was_wrong() -> None:
    intake = a_standard_intake()
    unset = a_standard_intake(ANOTHER=SHARED)
    strangers = [
        (intake, sent(a_body(), secret=NEXT)),
        (intake, sent(a_body(), headers={"webhook-timestamp": "1"})),
        (intake, sent(a_body(), headers={"webhook-signature": ""})),
        (intake, sent(b"no json at all", secret=NEXT)),
        (intake, sent(a_body(), headers={"content-type": "image/png"}, secret=NEXT)),
        (intake, Request(route={"source": "acme"})),
        (unset, sent(a_body())),
    ]

    replies = {await hired(*each) for each in strangers}

    assert len(replies) == 1
    assert {reply.status for reply in replies} == {401}


@pytest.mark.parametrize("name", ["", "nobody", "ACME", "acme/", "groundcrew"])
async def test_an_unknown_source_is_not_found(name: str) -> None:
    request = replace(sent(a_body()), route={"source": name})

    reply = await hired(a_standard_intake(), request)

    assert (reply.status, content_of(reply)["code"]) == (404, "source-unknown")


async def test_a_source_of_another_intake_is_as_unknown_as_any() -> None:
    intake = a_standard_intake()
    unknown = replace(sent(a_body()), route={"source": "nobody"})

    elsewhere = await answered(receive_shipment, sent(a_body()), intake.services)

    assert elsewhere == await answered(receive_shipment, unknown, intake.services)


async def test_whether_a_source_exists_is_asked_before_the_length() -> None:
    request = replace(sent(TOO_LONG), route={"source": "nobody"})

    assert (await hired(a_standard_intake(), request)).status == 404


async def test_the_length_is_asked_before_the_signature() -> None:
    assert (await refusal(a_standard_intake(), sent(TOO_LONG, secret=NEXT))).status == 413


async def test_the_signature_is_asked_before_the_content_type() -> None:
    headers = {"content-type": "image/png"}

    strange = await hired(a_standard_intake(), sent(a_body(), secret=NEXT, headers=headers))
    ours = await hired(a_standard_intake(), sent(a_body(), headers=headers))

    assert (strange.status, ours.status) == (401, 415)


@pytest.mark.parametrize(
    ("intake", "most"),
    [(WayIn.HR, 262_144), (WayIn.PROCUREMENT, 33_554_432), (WayIn.REQUESTS, 65_536)],
)
async def test_a_length_that_is_declared_is_enough_to_turn_it_down(
    intake: WayIn, most: int
) -> None:
    source = replace(a_source(Key(), "ACME"), takes=frozenset(WayIn))
    services = an_intake_for(source, ACME="k").services

    fits = await answered_by(intake, keyed("k", **{"content-length": str(most)}), services)
    too_long = await answered_by(intake, keyed("", **{"content-length": str(most + 1)}), services)

    assert (fits, too_long) == (200, 413)


async def answered_by(intake: WayIn, request: Request, services: Any) -> int:  # noqa: ANN401  services of an intake
    async def admit_only(request: Request, services: Any) -> Any:  # noqa: ANN401  as an answer is
        await admit(request, intake, services)
        return await ready(request, services)

    return (await answered(admit_only, request, services)).status


no_numbers = st.text().filter(lambda text: not text.isdigit())


@given(declared=no_numbers | st.sampled_from(["-1", "+5", "1e9", "9" * 5000, "٣", "0x10"]))
async def test_a_length_that_is_no_number_is_measured(declared: str) -> None:
    intake = a_standard_intake()

    reply = await hired(intake, sent(a_body(), headers={"content-length": declared}))

    assert reply.status == 202


async def test_the_log_says_why_and_nothing_of_what_was_sent() -> None:
    with capture_logs() as lines:
        await hired(a_standard_intake(), sent(a_body(), secret=NEXT, delivery="msg_secret"))

    assert lines == [
        {
            "event": "sender.refused",
            "log_level": "warning",
            "source": "acme",
            "intake": "hr",
            "code": "signature-wrong",
        }
    ]


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        ({}, "The setting ACME or ACME_NEXT is missing."),
        ({"ACME": ""}, "The setting ACME or ACME_NEXT is missing."),
        (
            {"ACME": "not base64!"},
            "The setting ACME or ACME_NEXT does not hold what the source's verifier needs.",
        ),
    ],
)
async def test_operators_see_which_setting_keeps_a_source_shut(
    held: dict[str, str], sentence: str
) -> None:
    intake = an_intake_for(preset_of("standard-webhooks"), **held)

    told = await ready(Request(), intake.services)

    content = content_of(told)
    assert (told.status, content["status"]) == (200, "degraded")
    assert content["checks"]["source acme"] == sentence


async def test_an_app_whose_sources_have_their_secrets_is_ready() -> None:
    told = content_of(await ready(Request(), a_standard_intake().services))

    assert told == {"status": "ready", "checks": {"store": "ok", "flight plan": "ok"}}
