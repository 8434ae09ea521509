"""Verifiers in the flight plan: what a preset says, what a plan says over it, what is useless."""

from datetime import timedelta

import pytest

from shared.domain.errors import Misconfigured
from shared.domain.verifiers import Algorithm, Bearer, Key, SecretForm, Signature, Verifier
from shared.flightplan import parse
from shared.flightplan.sources import presets

HEAD = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
sources:
  acme:
    takes: [hr]
    secrets: [ACME]
"""
TENANT = "3F1F0E4A-7a0c-4a53-9b7d-5f7a1a0c2b11"
# The first line of what a test says is the tenth of the file.
SIGNATURE = """\
    verifier:
      signature:
        header: X-Acme-Signature
"""
TOKEN = f"""\
    verifier:
      bearer:
        tenant: {TENANT}
        audience: api://groundcrew
        roles: [Sender]
"""


def verifier_of(said: str) -> Verifier:
    return parse(HEAD + said, "plan.yaml").sources["acme"].verifier


def mistakes_in(said: str) -> str:
    with pytest.raises(Misconfigured) as caught:
        parse(HEAD + said, "plan.yaml")
    return caught.value.reason.sentence


def test_a_header_is_known_in_lower_case() -> None:
    assert verifier_of(SIGNATURE) == Signature(header="x-acme-signature")


def test_a_plan_says_over_a_preset_what_its_vendor_does_otherwise() -> None:
    said = (
        "    preset: finch\n    hires:\n    verifier:\n      signature:\n        tolerance: PT1H\n"
    )

    verifier = verifier_of(said)

    assert isinstance(verifier, Signature)
    assert verifier.tolerance == timedelta(hours=1)
    assert verifier.timestamp_header == "finch-timestamp"


def test_another_kind_of_verifier_takes_the_place_of_the_presets() -> None:
    said = "    preset: paylocity\n    verifier:\n      key:\n        header: Authorization\n"

    assert verifier_of(said) == Key(header="authorization")


def test_the_tenant_gives_the_issuers_and_the_keys() -> None:
    tenant = TENANT.lower()

    assert verifier_of(TOKEN) == Bearer(
        tenant=tenant,
        audience="api://groundcrew",
        issuers=(
            f"https://login.microsoftonline.com/{tenant}/v2.0",
            f"https://sts.windows.net/{tenant}/",
        ),
        keys_url=f"https://login.microsoftonline.com/{tenant}/discovery/v2.0/keys",
        roles=frozenset({"Sender"}),
    )


def test_another_cloud_has_its_own_issuer_and_keys() -> None:
    us = f"https://login.microsoftonline.us/{TENANT}"
    said = f"        issuers: [{us}/v2.0]\n        keys_url: {us}/discovery/v2.0/keys\n"

    verifier = verifier_of(TOKEN + said)

    assert isinstance(verifier, Bearer)
    assert (verifier.issuers, verifier.keys_url) == (
        (f"{us}/v2.0",),
        f"{us}/discovery/v2.0/keys",
    )


def test_keys_on_this_machine_need_no_tls() -> None:
    verifier = verifier_of(TOKEN + "        keys_url: http://127.0.0.1:8080/keys\n")

    assert isinstance(verifier, Bearer)
    assert verifier.keys_url == "http://127.0.0.1:8080/keys"


def test_ed25519_wants_a_public_key() -> None:
    said = "        algorithm: ed25519\n        secret_form: hex\n"

    assert verifier_of(SIGNATURE + said) == Signature(
        header="x-acme-signature", algorithm=Algorithm.ED25519, secret_form=SecretForm.HEX
    )


@pytest.mark.parametrize(
    ("said", "line", "field"),
    [
        ("content: '{timestamp}'", 13, "content"),
        ("content: 'no place'", 13, "content"),
        ("content: '{body}{body}'", 13, "content"),
        ("content: '{body}{nonce}'", 13, "content"),
        ("content: '{timestamp}.{body}'", 13, "content"),
        ("content: '{id}.{body}'", 13, "content"),
        ("id_header: X-Acme-Id", 11, "content"),
        ("timestamp_header: X-Acme-Time", 11, "content"),
        ("tolerance: PT5M", 13, "tolerance"),
        ("tolerance: PT0S", 13, "tolerance"),
        ("algorithm: md5", 13, "algorithm"),
        ("algorithm: ed25519", 11, "secret_form"),
        (f"prefix: {'x' * 65}", 13, "prefix"),
        (f"separator: {'x' * 9}", 13, "separator"),
        ("prefix: 'v1,'\n        separator: ','", 14, "separator"),
        ("id_header: 'X Acme'", 13, "id_header"),
        ("colour: red", 13, "colour"),
    ],
)
def test_a_signature_that_proves_nothing_is_named_by_line_and_field(
    said: str, line: int, field: str
) -> None:
    wrong = mistakes_in(f"{SIGNATURE}        {said}\n")

    assert f"plan.yaml:{line}: sources.acme.verifier.signature.{field}: " in wrong


def test_a_tolerance_of_more_than_a_day_is_none() -> None:
    said = """\
        content: '{body}{timestamp}'
        timestamp_header: X-Acme-Time
        tolerance: P2D
"""

    wrong = mistakes_in(SIGNATURE + said)

    assert "plan.yaml:15: sources.acme.verifier.signature.tolerance" in wrong


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        (TENANT, "contoso.com", "plan.yaml:12: sources.acme.verifier.bearer.tenant: "),
        ("roles: [Sender]", "apps: [me]", "plan.yaml:14: sources.acme.verifier.bearer.apps.0: "),
        ("roles: [Sender]", "roles: []", "plan.yaml:11: sources.acme.verifier.bearer: "),
        ("api://groundcrew", "''", "plan.yaml:13: sources.acme.verifier.bearer.audience: "),
    ],
)
def test_a_bearer_that_admits_too_many_is_named_by_line_and_field(
    right: str, wrong: str, named: str
) -> None:
    assert named in mistakes_in(TOKEN.replace(right, wrong))


@pytest.mark.parametrize(
    "url",
    [
        "http://login.microsoftonline.com/keys",
        "ftp://127.0.0.1/keys",
        "login.microsoftonline.com/keys",
        "https://",
        "http://127.0.0.1.example.com/keys",
        "'http://[::1'",
    ],
)
def test_keys_come_over_tls(url: str) -> None:
    assert "plan.yaml:15: sources.acme.verifier.bearer.keys_url: " in mistakes_in(
        f"{TOKEN}        keys_url: {url}\n"
    )


@pytest.mark.parametrize("said", ["    verifier: {}\n", "    verifier: {key: {}, bearer: {}}\n"])
def test_a_verifier_is_one_of_three(said: str) -> None:
    assert "plan.yaml:10: sources.acme.verifier" in mistakes_in(said)


def test_the_vendors_have_their_presets() -> None:
    assert presets().keys() >= {
        *("bamboohr", "entra", "finch", "github", "greenhouse", "hibob", "merge", "paylocity"),
        *("personio", "rippling", "standard-webhooks", "standard-webhooks-ed25519"),
    }
