"""The calls that an event's id goes into, and what the flight plan may say of them."""

from dataclasses import replace
from typing import Any

import pytest

from handlers.fetching import call_for
from shared import flightplan
from shared.domain.calls import Answered, Call
from shared.domain.errors import Misconfigured, Rejected, Unavailable
from shared.domain.hire_formats import FurtherCall
from shared.domain.templates import filled, names_in
from shared.runtime.tokens import Tokens
from simulator.clock import JumpingClock
from simulator.vendors.api import told
from tests.fetching import a_source
from tests.tenancy import START

SOURCE = replace(a_source("bamboohr"), variables={"company": "contoso", "brand": "a/b"})


def a_call(employee_id: str, **other: str) -> Call:
    wanted = FurtherCall(
        url=other.get("url", "https://{company}.example/people/{employee_id}?brand={brand}"),
        method="POST",
        body=other.get("body", '{"ids": ["{employee_id}"], "who": {company}}'),
    )
    return call_for(wanted, employee_id, SOURCE, {"X-Person": "{employee_id}"})


@pytest.mark.parametrize(
    ("employee_id", "word"),
    [
        ("4711", "4711"),
        ("a/b?c#d&e", "a%2Fb%3Fc%23d%26e"),
        ("../4711", "..%2F4711"),
        ("Zoë 1", "Zo%C3%AB%201"),
        ("{company}", "%7Bcompany%7D"),
    ],
)
def test_an_id_stays_one_word_of_the_address(employee_id: str, word: str) -> None:
    call = a_call(employee_id)

    assert call.url == f"https://contoso.example/people/{word}?brand=a/b"
    assert call.headers == {"X-Person": word}


def test_an_id_stays_one_text_of_the_body() -> None:
    call = a_call('"], "admin": ["\\')

    assert call.body == b'{"ids": ["\\"], \\"admin\\": [\\"\\\\"], "who": contoso}'


@pytest.mark.parametrize("employee_id", ["", ".", ".."])
def test_an_id_that_would_lead_elsewhere_is_refused(employee_id: str) -> None:
    with pytest.raises(Rejected) as raised:
        a_call(employee_id)

    assert raised.value.reason.code == "employee-id-unusable"


def test_braces_around_anything_else_stay() -> None:
    assert filled('{"a": {b}, "c": {}}{d}', {"d": "{b}"}) == '{"a": {b}, "c": {}}{b}'
    assert names_in("{a}/{b_1}?{}&{2}") == {"a", "b_1"}


def load(fetch: dict[str, Any], **source: Any) -> None:  # noqa: ANN401  whatever YAML holds
    said = {
        "takes": ["hr"],
        "verifier": {"key": {}},
        "secrets": ["KEY"],
        "credentials": "HR_API",
        "hires": {
            "type": "type",
            "types": {"hired": "created"},
            "fields": {"employee_id": "id"},
            "fetch": {"url": "https://hr.example/{employee_id}"} | fetch,
        },
    } | source
    plan = {
        "personas": {"office": {"groups": [{"name": "Laptops"}]}},
        "default_persona": "office",
        "sources": {"hr": said},
    }
    flightplan.FlightPlanModel.model_validate(plan)


@pytest.mark.parametrize(
    "fetch",
    [
        {},
        {"url": "http://127.0.0.1:7071/{employee_id}"},
        {"url": "http://localhost/{employee_id}"},
        {"authorization": "client-credentials", "token_url": "https://hr.example/token"},
        {"more": {"job": {"url": "https://hr.example/jobs/{employee_id}"}}},
        {"body": '{"query": "{person}"}'},
    ],
)
def test_what_can_be_fetched_may_stand_in_the_flight_plan(fetch: dict[str, Any]) -> None:
    load(fetch)


@pytest.mark.parametrize(
    ("fetch", "told"),
    [
        ({"url": "http://hr.example/{employee_id}"}, "http is for this machine alone"),
        ({"url": "http://127.0.0.1.evil.example/"}, "http is for this machine alone"),
        ({"url": "http://{company}/"}, "http is for this machine alone"),
        ({"url": "{root}/people"}, "begins with https"),
        ({"url": "ftp://hr.example/"}, "begins with https"),
        ({"url": "https:///people"}, "begins with https"),
        ({"url": "https://hr.example/a b"}, "begins with https"),
        ({"url": "https://hr.example:99999/"}, "is no address"),
        ({"url": "https://[::1/"}, "is no address"),
        ({"url": "https://user:secret@hr.example/"}, "names no user"),
        ({"url": "https://{employee_id}.example/"}, "a host that no event decides"),
        ({"more": {"job": {"url": "http://hr.example/"}}}, "http is for this machine alone"),
        ({"url": "https://{company}.example/"}, "needs variables: company"),
        ({"headers": {"X-Tenant": "{tenant}"}}, "needs variables: tenant"),
        ({"authorization": "client-credentials"}, "token_url is what client-credentials needs"),
        ({"token_url": "https://hr.example/"}, "token_url is what client-credentials needs"),
        ({"per_minute": 0}, "greater than 0"),
    ],
)
def test_what_cannot_be_fetched_safely_may_not(fetch: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        load(fetch)


def test_nothing_is_fetched_without_credentials() -> None:
    with pytest.raises(ValueError, match="needs credentials"):
        load({}, credentials="")


def test_news_goes_to_safe_addresses_alone() -> None:
    text = (
        "personas: {office: {groups: [{name: Laptops}]}}\n"
        "default_persona: office\n"
        "subscribers: {chat: {events: [device.ready], url: 'http://chat.example'}}\n"
    )
    with pytest.raises(Misconfigured, match="http is for this machine alone"):
        flightplan.parse(text, "plan")


class Issuer:
    """Answers the requests for tokens, and counts them."""

    def __init__(self, *answers: Answered) -> None:
        self.answers = list(answers)
        self.calls = 0

    async def ask(self, *_: object) -> Answered:
        self.calls += 1
        return self.answers.pop(0)


async def test_a_token_that_does_not_say_how_long_it_lasts_is_used_once() -> None:
    issuer = Issuer(told({"access_token": "a"}), told({"access_token": "b", "expires_in": "x"}))
    tokens = Tokens(issuer.ask, JumpingClock(START))

    assert await tokens.token(SOURCE, "https://hr.example/token", "id:secret") == "a"
    with pytest.raises(Unavailable):
        await tokens.token(SOURCE, "https://hr.example/token", "id:secret")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'"token"', b'{"access_token": "a", "expires_in": [1]}']
)
async def test_what_is_no_token_is_no_answer(body: bytes) -> None:
    issuer = Issuer(Answered(status=200, body=body))

    with pytest.raises(Unavailable, match="bamboohr answered no token"):
        await Tokens(issuer.ask, JumpingClock(START)).token(SOURCE, "https://x.example", "id:s")
