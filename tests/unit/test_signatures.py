"""Signatures against vectors that openssl made, each with the command that made it."""

from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from shared.domain.verifiers import Algorithm, Encoding, SecretForm, Signature, TimestampForm
from shared.intake.verifying import Unrecognised, recognise_signature
from shared.runtime.http import Request
from simulator.senders import public_key_of
from tests.admitting import preset_of

# date -u -d @1767600000
AT = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TIME = "1767600000"
BODY = b'{"employee":"E-1"}'
PLAIN = "the secret"
SHARED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
# openssl genpkey -algorithm ed25519 -out k.pem
# openssl pkey -in k.pem -outform DER | tail -c 32 | base64
PRIVATE = "whsk_Z3M1sqfU3IcPpmHF2IdfEKsA7QeDGUFA9tGbO5cU26Q="
# openssl pkey -in k.pem -pubout -outform DER | tail -c 32 | base64
PUBLIC = "whpk_3h/geYtM1uCeb96JPfCQUrvYHdm6SLXKTwgWaJhahNE="

# printf %s "$BODY" | openssl dgst -sha256 -hmac 'the secret' -hex
HEX = "48bbf5b7742b0ac66b73bcd9fdfe38f96f51f1b14eb25961f72911e6f2f9c58f"
# printf %s "$BODY"1767600000 | openssl dgst -sha256 -hmac 'the secret' -hex
HEX_WITH_TIME = "b240405eedbb6e2a3220178051dc74f638ddf36b97a43e633605609b243b0d15"
# printf %s "$BODY" | openssl dgst -sha512 -hmac 'the secret' -binary | base64 -w0
SHA_512 = "LfaP5RkgFqTfO9mKEwU/Jo6XvgUtuQQzFyi6tPr4Zl5sHIkJUDJzCbQ93ugvqCUk5zOABN+59mY8uhIF+w5IVQ=="
# printf %s "$BODY" | openssl dgst -sha256 -hmac 'the secret' -binary | basenc --base64url -w0
URL_SAFE = "SLv1t3QrCsZrc7zZ_f44-W9R8bFOsllh9ykR5vL5xY8="
# KEY=$(printf %s MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | base64 -d | xxd -p), and then
# printf %s "msg_1.1767600000.$BODY" | openssl dgst -sha256 -mac HMAC -macopt hexkey:$KEY -binary
STANDARD = "SeuK32VgJ2l2r8p6BLI7/6F0X2NZ6l9UUdMAmM+UVDc="
# printf %s "msg_1.1767600000.$BODY" > c; openssl pkeyutl -sign -inkey k.pem -rawin -in c
ED25519 = "r7BppuHg+sNjfSwbMtvYJFkgsxxmY8EhpCM7edPmWq9Nkmimv0WNtagjQ4rJHwVFBJpVKNPJaX5+mg+rUwu/Bw=="


def recognised(
    preset: str,
    headers: dict[str, str],
    *secrets: str,
    now: datetime = AT,
    body: bytes = BODY,
) -> str:
    verifier = preset_of(preset).verifier
    assert isinstance(verifier, Signature)
    return recognise_signature(Request(headers=headers, body=body), verifier, secrets, now)


def standard(signature: str, **other: str) -> dict[str, str]:
    named = {f"webhook-{name}": value for name, value in other.items()}
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": TIME,
        "webhook-signature": signature,
        **named,
    }


VECTORS = {
    "bamboohr": {"x-bamboohr-signature": HEX_WITH_TIME, "x-bamboohr-timestamp": TIME},
    "hibob": {"bob-signature": SHA_512},
    "personio": {"x-personio-signature": HEX},
    "rippling": {"x-rippling-signature": HEX},
    "merge": {"x-merge-webhook-signature": URL_SAFE.rstrip("=")},
    "paylocity": {"x-paylocity-signature": HEX},
    "greenhouse": {"signature": f"sha256 {HEX}"},
    "github": {"x-hub-signature-256": f"sha256={HEX}"},
}


@pytest.mark.parametrize("preset", VECTORS)
def test_what_openssl_signed_is_recognised(preset: str) -> None:
    assert len(recognised(preset, VECTORS[preset], PLAIN)) == 64


@pytest.mark.parametrize("preset", VECTORS)
def test_what_openssl_signed_is_refused_for_another_body(preset: str) -> None:
    with pytest.raises(Unrecognised, match="signature-wrong"):
        recognised(preset, VECTORS[preset], PLAIN, body=BODY + b" ")


def test_what_openssl_signed_as_standard_webhooks_is_recognised() -> None:
    assert recognised("standard-webhooks", standard(f"v1,{STANDARD}"), SHARED) == "msg_1"


def test_finch_signs_as_standard_webhooks_with_headers_of_its_own() -> None:
    headers = {
        "finch-event-id": "msg_1",
        "finch-timestamp": TIME,
        "finch-signature": f"v1,{STANDARD}",
    }

    assert recognised("finch", headers, SHARED.removeprefix("whsec_")) == "msg_1"


def test_what_openssl_signed_with_a_private_key_is_recognised_by_the_public_one() -> None:
    headers = standard(f"v1a,{ED25519}")

    assert recognised("standard-webhooks-ed25519", headers, PUBLIC) == "msg_1"
    assert public_key_of(PRIVATE) == PUBLIC


def test_the_example_of_the_standards_own_libraries_is_recognised() -> None:
    # github.com/standard-webhooks/standard-webhooks, the libraries' tests of sign
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    then = datetime.fromtimestamp(1614265330, UTC)

    found = recognised("standard-webhooks", headers, SHARED, now=then, body=b'{"test": 2432232314}')

    assert found == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_what_the_library_signs_is_recognised() -> None:
    signature = Webhook(SHARED).sign("msg_1", AT, BODY.decode())

    assert recognised("standard-webhooks", standard(signature), SHARED) == "msg_1"


def test_signatures_of_another_kind_are_skipped() -> None:
    both = standard(f"v1a,{ED25519} v2,nonsense v1,{STANDARD}")

    assert recognised("standard-webhooks", both, SHARED) == "msg_1"
    assert recognised("standard-webhooks-ed25519", both, PUBLIC) == "msg_1"


def test_any_of_several_signatures_may_fit_any_of_several_secrets() -> None:
    wrong = Webhook(b"another").sign("msg_1", AT, BODY.decode())
    headers = standard(f"{wrong} v1,{STANDARD}")

    assert recognised("standard-webhooks", headers, "whsec_AAAA", SHARED) == "msg_1"
    assert recognised("standard-webhooks", headers, SHARED, "whsec_AAAA") == "msg_1"


def test_a_retired_secret_is_refused() -> None:
    with pytest.raises(Unrecognised, match="signature-wrong"):
        recognised("standard-webhooks", standard(f"v1,{STANDARD}"), "whsec_AAAA")


@pytest.mark.parametrize("off", [-300, 300])
def test_a_time_stamp_at_the_edge_of_the_tolerance_is_taken(off: int) -> None:
    now = AT + timedelta(seconds=off)

    assert recognised("standard-webhooks", standard(f"v1,{STANDARD}"), SHARED, now=now)


@pytest.mark.parametrize("off", [-301, -300.001, 300.001, 301])
def test_a_time_stamp_beyond_the_tolerance_is_stale_either_way(off: float) -> None:
    now = AT + timedelta(seconds=off)

    with pytest.raises(Unrecognised, match="timestamp-stale"):
        recognised("standard-webhooks", standard(f"v1,{STANDARD}"), SHARED, now=now)


# printf %s "$BODY$TIME" | openssl dgst -sha256 -hmac 'the secret' -hex
@pytest.mark.parametrize(
    ("form", "time", "made"),
    [
        (
            TimestampForm.MILLISECONDS,
            "1767600000000",
            "967c371ee9d9eb6a1e03ec50a7aaf6ff1695ea8755b247e8e8cc799f99633ace",
        ),
        (
            TimestampForm.ISO8601,
            "2026-01-05T09:00:00+01:00",
            "85ab5707b18066f3b2ef23d5951ff0919cc413adc5d28febbadff3bd287bf867",
        ),
    ],
)
def test_a_time_stamp_may_be_written_in_other_forms(
    form: TimestampForm, time: str, made: str
) -> None:
    verifier = Signature(
        header="x",
        content="{body}{timestamp}",
        timestamp_header="t",
        timestamp_form=form,
        tolerance=timedelta(0),
    )

    assert recognise_signature(
        Request(headers={"x": made, "t": time}, body=BODY), verifier, [PLAIN], AT
    )


@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (Encoding.BASE64, "SLv1t3QrCsZrc7zZ/f44+W9R8bFOsllh9ykR5vL5xY8="),
        (Encoding.BASE64URL, URL_SAFE),
    ],
)
def test_padding_may_be_missing(encoding: Encoding, text: str, padded: bool) -> None:  # noqa: FBT001  a case of the table
    verifier = Signature(header="x", encoding=encoding)
    request = Request(headers={"x": text if padded else text.rstrip("=")}, body=BODY)

    assert recognise_signature(request, verifier, [PLAIN], AT)


@pytest.mark.parametrize(
    ("form", "secret"),
    [
        (SecretForm.TEXT, PLAIN),
        (SecretForm.HEX, "74686520736563726574"),
        (SecretForm.HEX, "74686520736563726574\n"),
        (SecretForm.BASE64, "dGhlIHNlY3JldA=="),
        (SecretForm.BASE64, "dGhlIHNlY3JldA"),
        (SecretForm.BASE64, "whsec_dGhlIHNlY3JldA=="),
    ],
)
def test_a_secret_may_be_written_in_three_forms(form: SecretForm, secret: str) -> None:
    request = Request(headers={"x": HEX}, body=BODY)

    assert recognise_signature(request, Signature(header="x", secret_form=form), [secret], AT)


@pytest.mark.parametrize("secret", ["whsec_", "", "not base64!", "whsec_ä"])
def test_with_a_secret_that_cannot_be_used_nobody_is_recognised(secret: str) -> None:
    unkeyed = Webhook(b"\0").sign("msg_1", AT, BODY.decode())

    with pytest.raises(Unrecognised, match="secret-missing"):
        recognised("standard-webhooks", standard(unkeyed), secret)


def test_a_public_key_of_the_wrong_length_is_no_key() -> None:
    verifier = Signature(header="x", algorithm=Algorithm.ED25519, secret_form=SecretForm.BASE64)
    request = Request(headers={"x": b64decode(ED25519).hex()}, body=BODY)

    with pytest.raises(Unrecognised, match="secret-missing"):
        recognise_signature(request, verifier, ["whpk_AAAA"], AT)
