"""What is asked of a sign-in, and what is made of its failures and its tokens."""

from datetime import UTC, datetime

import pytest

from shared.domain.sign_in import Bearer, SignIn, Way, read_bearer, scopes_of, sign_in_failed
from simulator.identity import write_token

ROOT = "https://graph.microsoft.us"


def test_a_person_is_asked_to_consent_to_each_permission_by_name() -> None:
    scopes = scopes_of(ROOT, SignIn(way=Way.DEVICE_CODE), ("Group.Read.All", "User.Read.All"))

    assert scopes == (f"{ROOT}/Group.Read.All", f"{ROOT}/User.Read.All")


@pytest.mark.parametrize("way", [Way.AUTO, Way.TOKEN])
def test_an_app_holds_what_it_was_granted(way: Way) -> None:
    assert scopes_of(ROOT, SignIn(way=way), ("Group.Read.All",)) == (f"{ROOT}/.default",)


def test_a_persons_token_tells_what_was_consented_to() -> None:
    token = write_token({"scp": "Group.Read.All User.Read.All", "tid": "t", "exp": 1_800_000_000})

    assert read_bearer(token) == Bearer(
        is_person=True,
        tenant_id="t",
        permissions=frozenset({"Group.Read.All", "User.Read.All"}),
        expires=datetime(2027, 1, 15, 8, tzinfo=UTC),
    )


def test_an_apps_token_tells_its_roles() -> None:
    bearer = read_bearer(write_token({"roles": ["Group.Read.All"]}))

    assert (bearer.is_person, bearer.permissions) == (False, frozenset({"Group.Read.All"}))


@pytest.mark.parametrize("token", ["", "opaque", "a.b.c", "a.W10.c"])
def test_what_is_no_token_of_entra_tells_nothing(token: str) -> None:
    assert read_bearer(token) == Bearer()


def test_a_failed_sign_in_is_told_without_its_trace_and_with_its_remedy() -> None:
    reason = sign_in_failed(
        "Authentication failed: AADSTS65001: The user or administrator has not consented.\r\n"
        "Trace ID: 1a2b Correlation ID: 3c4d Timestamp: 2026-03-02"
    )

    assert reason.sentence == (
        "Authentication failed: AADSTS65001: The user or administrator has not consented."
    )
    assert "--client-id" in reason.remedy


def test_a_failure_that_nobody_foresaw_has_a_remedy_too() -> None:
    assert "--sign-in" in sign_in_failed("Failed to open a browser").remedy


def test_who_is_signed_in_nowhere_is_not_told_of_every_place_that_was_looked_in() -> None:
    reason = sign_in_failed(
        "DefaultAzureCredential failed to retrieve a token from the included credentials.\n"
        "Attempted credentials:\n\tEnvironmentCredential: EnvironmentCredential is unavailable."
    )

    assert reason.sentence.startswith("Nobody is signed in on this machine")
    assert "az login" in reason.remedy


def test_what_entra_said_to_one_of_the_usual_places_is_told() -> None:
    reason = sign_in_failed(
        "DefaultAzureCredential failed to retrieve a token from the included credentials.\n"
        "\tAzureCliCredential: AADSTS90002: Tenant not found."
    )

    assert "AADSTS90002" in reason.sentence
    assert "--tenant" in reason.remedy
