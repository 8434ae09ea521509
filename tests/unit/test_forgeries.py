"""Whatever is changed on the way is refused, and nothing that is sent raises anything else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.verifiers import Encoding, Signature, TimestampForm
from shared.flightplan.sources import presets
from shared.intake.verifying import Unrecognised, recognise_signature
from shared.runtime.http import Request
from simulator.senders import SENDERS, Sending, public_key_of, sign
from tests.admitting import SHARED, preset_of, sent, why_not
from tests.receiving import NOW

BODY = b'{"employee":"E-1","start":"2026-04-01"}'
PRIVATE = "whsk_Z3M1sqfU3IcPpmHF2IdfEKsA7QeDGUFA9tGbO5cU26Q="
HELD = {"standard-webhooks-ed25519": (PRIVATE, public_key_of(PRIVATE))}
VERIFIERS = {name: preset_of(name) for name in SENDERS}
SIGNED = {name: sent(BODY, name, HELD.get(name, (SHARED,))[0]) for name in SENDERS}
names = st.sampled_from(sorted(SENDERS))


def refused(name: str, request: Request) -> str:
    return why_not(request, VERIFIERS[name], HELD.get(name, ("", SHARED))[1])


def signing_headers(name: str) -> list[str]:
    return sorted(sign(name, Sending(body=BODY, secret=HELD.get(name, (SHARED,))[0], at=NOW)))


def in_hexadecimal(name: str, header: str) -> bool:
    verifier = VERIFIERS[name].verifier
    assert isinstance(verifier, Signature)
    return header == verifier.header and verifier.encoding is Encoding.HEX


def with_header(request: Request, name: str, value: str) -> Request:
    return replace(request, headers={**request.headers, name: value})


@pytest.mark.parametrize("name", sorted(SENDERS))
def test_what_a_vendor_sends_is_recognised_by_its_preset(name: str) -> None:
    assert refused(name, SIGNED[name]) == ""


def test_every_preset_that_verifies_signatures_has_its_sender() -> None:
    schemes = [presets()[name]["verifier"] for name in SENDERS]
    signing = {name: said["verifier"] for name, said in presets().items()}

    # Some vendors have two presets and sign alike.
    assert [
        name for name, scheme in signing.items() if "signature" in scheme and scheme not in schemes
    ] == []


@given(name=names, at=st.integers(0, len(BODY) - 1), bit=st.integers(0, 7))
def test_a_body_with_one_bit_flipped_is_refused(name: str, at: int, bit: int) -> None:
    flipped = bytearray(BODY)
    flipped[at] ^= 1 << bit

    assert refused(name, replace(SIGNED[name], body=bytes(flipped))) == "signature-wrong"


@given(name=names, body=st.binary())
def test_another_body_is_refused(name: str, body: bytes) -> None:
    if body != BODY:
        assert refused(name, replace(SIGNED[name], body=body)) == "signature-wrong"


@given(data=st.data(), name=names)
def test_a_header_with_one_bit_flipped_is_refused(data: st.DataObject, name: str) -> None:
    header = data.draw(st.sampled_from(signing_headers(name)))
    value = SIGNED[name].headers[header]
    at = data.draw(st.integers(0, len(value) - 1))
    flipped = value[:at] + chr(ord(value[at]) ^ 1 << data.draw(st.integers(0, 6))) + value[at + 1 :]

    # A capital in hexadecimal is the same signature in another spelling.
    if not (in_hexadecimal(name, header) and flipped.lower() == value):
        assert refused(name, with_header(SIGNED[name], header, flipped)) != ""


@given(data=st.data(), name=names, value=st.text() | st.text("0123456789abcdef=,. v1a+/-_"))
def test_any_other_text_in_a_header_is_refused(data: st.DataObject, name: str, value: str) -> None:
    header = data.draw(st.sampled_from(signing_headers(name)))

    if value.strip() != SIGNED[name].headers[header]:
        assert refused(name, with_header(SIGNED[name], header, value)) != ""


@given(data=st.data(), name=names)
def test_a_missing_header_is_refused(data: st.DataObject, name: str) -> None:
    dropped = data.draw(st.sampled_from(signing_headers(name)))
    headers = {each: value for each, value in SIGNED[name].headers.items() if each != dropped}

    assert refused(name, replace(SIGNED[name], headers=headers)) == "header-missing"


@given(data=st.data(), name=names)
def test_a_header_that_came_twice_is_refused(data: st.DataObject, name: str) -> None:
    header = data.draw(st.sampled_from(signing_headers(name)))
    value = SIGNED[name].headers[header]

    # The host joins the values of one name by commas.
    assert refused(name, with_header(SIGNED[name], header, f"{value},{value}")) != ""


texts = st.text() | st.text(st.characters(categories=["Cs", "Cc", "Nd", "Lo"]))


@given(
    verifier=st.builds(
        Signature,
        header=st.just("x-signature"),
        content=st.sampled_from(["{body}", "{body}{timestamp}", "{id}.{timestamp}.{body}"]),
        id_header=st.just("x-id"),
        timestamp_header=st.just("x-time"),
        separator=st.sampled_from(["", " ", ",", "v1,"]),
        prefix=st.sampled_from(["", "v1,", "sha256="]),
    ),
    values=st.lists(texts, min_size=3, max_size=3),
    body=st.binary(),
    secrets=st.lists(texts, max_size=3),
)
def test_no_header_and_no_secret_raises_anything_but_a_refusal(
    verifier: Signature, values: list[str], body: bytes, secrets: list[str]
) -> None:
    headers = dict(zip(["x-signature", "x-id", "x-time"], values, strict=True))

    with pytest.raises(Unrecognised):
        recognise_signature(Request(headers=headers, body=body), verifier, secrets, NOW)


@given(form=st.sampled_from(TimestampForm), text=texts | st.from_regex(r"[0-9T:+.-]{1,30}"))
def test_no_time_stamp_raises_anything_but_a_refusal(form: TimestampForm, text: str) -> None:
    verifier = Signature(
        header="x", content="{body}{timestamp}", timestamp_header="t", timestamp_form=form
    )
    request = Request(headers={"x": "00" * 32, "t": text})

    with pytest.raises(Unrecognised):
        recognise_signature(request, verifier, [SHARED], NOW)


def test_a_time_without_its_zone_is_no_time() -> None:
    verifier = Signature(
        header="x",
        content="{body}{timestamp}",
        timestamp_header="t",
        timestamp_form=TimestampForm.ISO8601,
    )
    request = Request(headers={"x": "00" * 32, "t": "2026-03-02T08:00:00"})

    with pytest.raises(Unrecognised, match="timestamp-malformed"):
        recognise_signature(request, verifier, [SHARED], NOW)


@pytest.mark.parametrize(
    ("header", "value", "code"),
    [
        ("webhook-signature", "v1," + "A" * 5000, "header-too-long"),
        ("webhook-id", "m" * 5000, "header-too-long"),
        ("webhook-signature", " ".join(["v1,AAAA"] * 9), "signatures-too-many"),
        ("webhook-signature", "v1,not base64", "signature-malformed"),
        ("webhook-signature", "v2,AAAA", "signature-malformed"),
        ("webhook-signature", "v1,", "signature-malformed"),
        ("webhook-id", "msg_\u00e9", "header-characters"),
        ("webhook-id", "msg_\n", "header-characters"),
        ("webhook-timestamp", "1767600000.5", "timestamp-malformed"),
        ("webhook-timestamp", "-1", "timestamp-malformed"),
        ("webhook-timestamp", "9" * 400, "timestamp-malformed"),
        ("webhook-timestamp", "NaN", "timestamp-malformed"),
    ],
)
def test_the_log_hears_why(header: str, value: str, code: str) -> None:
    request = with_header(SIGNED["standard-webhooks"], header, value)

    assert refused("standard-webhooks", request) == code
