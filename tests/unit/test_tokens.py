"""Access tokens of Entra: what one has to say, and what no forger gets past."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from shared.domain.errors import Unavailable
from shared.domain.verifiers import Bearer
from shared.runtime.http import Request
from simulator.clock import JumpingClock
from simulator.entra_tokens import APP, AUDIENCE, HOST, ISSUER, PATH, TENANT, EntraTokens
from simulator.twins import TwinEndpoints
from tests.admitting import a_source, admitted, an_intake_for, refusal
from tests.receiving import NOW, Intake

BEARER = Bearer(
    tenant=TENANT,
    audience=AUDIENCE,
    issuers=(ISSUER, f"https://sts.windows.net/{TENANT}/"),
    keys_url=f"https://{HOST}{PATH}",
    apps=frozenset({APP}),
)
ENTRA = EntraTokens(JumpingClock(NOW))
UPN = "adele.vance@contoso.com"


def an_intake(entra: EntraTokens = ENTRA, **other: Any) -> Intake:  # noqa: ANN401  any field
    intake = an_intake_for(a_source(replace(BEARER, **other)))
    endpoints = intake.services.endpoints
    assert isinstance(endpoints, TwinEndpoints)
    endpoints.stands(HOST, entra.site)
    return intake


def bearing(token: str, scheme: str = "Bearer") -> Request:
    return Request(headers={"authorization": f"{scheme} {token}"}, route={"source": "acme"})


async def is_admitted(intake: Intake, request: Request) -> bool:
    return (await admitted(intake, request)).source.name == "acme"


async def code_of(intake: Intake, request: Request) -> str:
    """Why the log says that it was refused."""
    with capture_logs() as lines:
        problem = await refusal(intake, request)
    assert problem.code == "sender-unknown"
    return str(lines[0]["code"])


def at(intake: Intake, ahead: timedelta) -> Intake:
    clock = intake.services.clock
    assert isinstance(clock, JumpingClock)
    clock.advance(ahead)
    return intake


async def test_a_token_of_an_app_is_nobodys() -> None:
    sender = await admitted(an_intake(), bearing(ENTRA.token()))

    assert (sender.person, sender.delivery) == ("", "")


async def test_a_token_of_version_1_is_recognised() -> None:
    token = ENTRA.token(iss=f"https://sts.windows.net/{TENANT}/", azp=None, appid=APP, ver="1.0")

    assert await is_admitted(an_intake(), bearing(token))


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
async def test_the_scheme_may_be_written_in_any_case(scheme: str) -> None:
    assert await is_admitted(an_intake(), bearing(ENTRA.token(), scheme))


@pytest.mark.parametrize(
    "named", [{"upn": UPN}, {"preferred_username": UPN}, {"upn": UPN, "preferred_username": "x"}]
)
async def test_a_token_for_a_person_names_that_person(named: dict[str, str]) -> None:
    token = ENTRA.token(scp="Requests.Send", idtyp="user", **named)

    assert (await admitted(an_intake(), bearing(token))).person == UPN


@pytest.mark.parametrize(
    "named", [{"upn": UPN}, {"scp": "x", "upn": 7}, {"scp": ["x"], "upn": UPN}]
)
async def test_a_claim_alone_makes_no_person(named: dict[str, Any]) -> None:
    assert (await admitted(an_intake(), bearing(ENTRA.token(**named)))).person == ""


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": "another"}, "token-audience"),
        ({"aud": None}, "token-claim-missing"),
        ({"iss": f"https://{HOST}/common/v2.0"}, "token-issuer"),
        ({"iss": None}, "token-claim-missing"),
        ({"tid": "9" * 8}, "token-tenant"),
        ({"tid": None}, "token-claim-missing"),
        ({"azp": "another"}, "token-app"),
        ({"azp": None}, "token-app"),
        ({"azp": [APP]}, "token-app"),
        ({"exp": None}, "token-claim-missing"),
        ({"exp": "soon"}, "token-malformed"),
        ({"exp": 10**30}, "token-malformed"),
        ({"nbf": []}, "token-malformed"),
    ],
)
async def test_a_token_that_says_something_else_is_refused(
    claims: dict[str, Any], code: str
) -> None:
    assert await code_of(an_intake(), bearing(ENTRA.token(**claims))) == code


@pytest.mark.parametrize("roles", [None, [], ["Reader"], "Sender", {"Sender": 1}, [["Sender"]]])
async def test_a_token_without_the_role_is_refused(roles: Any) -> None:  # noqa: ANN401  any JSON
    token = ENTRA.token(roles=roles)

    assert await code_of(an_intake(roles=frozenset({"Sender"})), bearing(token)) == "token-role"


async def test_one_of_the_roles_is_enough() -> None:
    token = ENTRA.token(roles=["Reader", "Sender"])

    assert await is_admitted(an_intake(roles=frozenset({"Sender", "Admin"})), bearing(token))


async def test_a_token_ends_a_minute_after_its_time() -> None:
    token = ENTRA.token()
    in_time = timedelta(hours=1, seconds=59)

    assert await is_admitted(at(an_intake(), in_time), bearing(token))
    assert await code_of(at(an_intake(), timedelta(hours=1, seconds=60)), bearing(token)) == (
        "token-expired"
    )


async def test_a_token_begins_a_minute_before_its_time() -> None:
    early, too_early = (ENTRA.token(nbf=int(NOW.timestamp()) + ahead) for ahead in (60, 61))

    assert await is_admitted(an_intake(), bearing(early))
    assert await code_of(an_intake(), bearing(too_early)) == "token-not-yet-valid"


def unsigned(algorithm: str, key: Any) -> str:  # noqa: ANN401  whatever the algorithm takes
    return jwt.encode(ENTRA.claims(), key, algorithm=algorithm, headers={"kid": "key-1"})


async def test_a_token_does_not_choose_its_algorithm() -> None:
    public = ENTRA.document()["keys"][0]["n"]

    assert await code_of(an_intake(), bearing(unsigned("none", None))) == "token-algorithm"
    assert await code_of(an_intake(), bearing(unsigned("HS256", public))) == "token-algorithm"


async def test_a_token_of_another_issuers_key_is_refused() -> None:
    forger = EntraTokens(JumpingClock(NOW))

    assert await code_of(an_intake(), bearing(forger.token())) == "token-signature"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "header-missing"),
        ({"authorization": "Basic YTpi"}, "token-missing"),
        ({"authorization": "Bearer"}, "token-missing"),
        ({"authorization": "Bearer a.b"}, "token-malformed"),
        ({"authorization": "Bearer ä"}, "header-characters"),
        ({"authorization": "Bearer " + "a" * 20_000}, "header-too-long"),
    ],
)
async def test_what_is_no_token_is_refused(headers: dict[str, str], code: str) -> None:
    request = Request(headers=headers, route={"source": "acme"})

    assert await code_of(an_intake(), request) == code


TOKEN = ENTRA.token()


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(place=st.integers(0, len(TOKEN) - 1), letter=st.characters(codec="ascii"))
async def test_a_token_with_one_letter_changed_is_refused(place: int, letter: str) -> None:
    # The last letter of each part holds bits that stand for nothing.
    ends = {index - 1 for index, each in enumerate(TOKEN) if each == "."} | {len(TOKEN) - 1}
    forged = TOKEN[:place] + letter + TOKEN[place + 1 :]

    if place not in ends and forged != TOKEN:
        assert await code_of(an_intake(), bearing(forged))


@settings(deadline=None)
@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*"))
async def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    assert await code_of(an_intake(), bearing(text))


async def test_keys_that_cannot_be_read_are_no_fault_of_the_caller() -> None:
    entra = EntraTokens(JumpingClock(NOW))
    entra.is_down = True

    with pytest.raises(Unavailable):
        await admitted(an_intake(entra), bearing(entra.token()))
