"""Who sends to a local stack: the app must recognise each by what its flight plan says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared import flightplan
from shared.domain.verifiers import Key, Signature
from shared.intake.verifying import recognise_key, recognise_signature
from shared.runtime.http import Request
from simulator.local_senders import LocalSender, senders_of
from simulator.stack.plan import FLIGHT_PLAN

AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
BODY = b'{"employee":"E-1"}'
PERSONAS = "personas: {office: {groups: [{name: Laptops}]}}\ndefault_persona: office\n"


def a_plan(folder: Path, sources: str) -> Path:
    path = folder / "flightplan.yaml"
    path.write_text(f"{PERSONAS}sources:\n{sources}", encoding="utf-8")
    return path


def recognised(plan: Path, name: str, sender: LocalSender, held: str) -> str:
    """Have the app recognise a source by what its setting holds; raises when it does not."""
    verifier = flightplan.load(plan).sources[name].verifier
    headers = {key.lower(): value for key, value in sender.proof(BODY, AT).items()}
    request = Request(headers=headers, body=BODY)
    if isinstance(verifier, Key):
        return recognise_key(request, verifier, (held,))
    assert isinstance(verifier, Signature)
    return recognise_signature(request, verifier, (held,), AT)


@pytest.mark.parametrize("name", ["groundcrew", "bamboohr", "litware"])
def test_the_app_recognises_every_source_of_the_sample_plan(name: str) -> None:
    given = {"GROUNDCREW_KEY": "given"}

    senders, made = senders_of(FLIGHT_PLAN, given)

    (setting,) = flightplan.load(FLIGHT_PLAN).sources[name].secrets
    recognised(FLIGHT_PLAN, name, senders[name], {**made, **given}[setting])


def test_only_secrets_that_nobody_gave_are_made_up() -> None:
    _, made = senders_of(FLIGHT_PLAN, {"GROUNDCREW_KEY": "given"})

    assert made.keys() == {"BAMBOOHR_PRIVATE_KEY", "LITWARE_KEY"}


def test_every_stack_has_secrets_of_its_own() -> None:
    (_, one), (_, other) = senders_of(FLIGHT_PLAN, {}), senders_of(FLIGHT_PLAN, {})

    assert not set(one.values()) & set(other.values())


@pytest.mark.parametrize("preset", ["standard-webhooks", "standard-webhooks-ed25519"])
def test_a_preset_without_a_vendor_signs_as_well(tmp_path: Path, preset: str) -> None:
    plan = a_plan(tmp_path, f"  erp: {{preset: {preset}, takes: [hr], secrets: [S]}}\n")

    senders, made = senders_of(plan, {})

    assert recognised(plan, "erp", senders["erp"], made["S"]).startswith("msg_")


def test_a_signature_may_grow_older_than_the_preset_says(tmp_path: Path) -> None:
    later = "verifier: {signature: {tolerance: PT1H}}"
    plan = a_plan(
        tmp_path,
        f"  erp: {{preset: github, takes: [hr], secrets: [S]}}\n"
        f"  other: {{preset: standard-webhooks, takes: [hr], secrets: [T], {later}}}\n",
    )

    assert senders_of(plan, {})[0].keys() == {"erp", "other"}


def test_two_sources_of_one_setting_have_one_secret(tmp_path: Path) -> None:
    key = "takes: [hr], verifier: {key: {}}, secrets: [S]"
    plan = a_plan(tmp_path, f"  one: {{{key}}}\n  other: {{{key}}}\n")

    senders, made = senders_of(plan, {})

    assert senders["one"].secret == senders["other"].secret == made["S"]


@pytest.mark.parametrize(
    "source",
    [
        "{preset: entra, takes: [hr], verifier: {bearer: {tenant: t, audience: a}}}",
        "{preset: github, takes: [hr], secrets: [S], verifier: {signature: {header: x-else}}}",
    ],
)
def test_who_sends_otherwise_than_any_vendor_has_no_sender(tmp_path: Path, source: str) -> None:
    assert senders_of(a_plan(tmp_path, f"  erp: {source}\n"), {}) == ({}, {})


@pytest.mark.parametrize("text", ["[", "- a list", "sources: 3", "sources: {erp: 3}", ""])
def test_a_plan_that_is_none_has_no_senders(tmp_path: Path, text: str) -> None:
    path = tmp_path / "flightplan.yaml"
    path.write_text(text, encoding="utf-8")

    assert senders_of(path, {}) == ({}, {})
