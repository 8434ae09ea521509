"""Which tokens open the gate."""

from datetime import UTC, datetime

import pytest
from azure.servicebus._pyamqp.utils import generate_sas_token

from simulator.amqp.gate import Gate
from simulator.clock import JumpingClock

CLOCK = JumpingClock(datetime(2026, 1, 1, tzinfo=UTC))
NOON = int(datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp())
YESTERDAY = int(datetime(2025, 12, 31, tzinfo=UTC).timestamp())


def a_signature(key: str, expiry: int = NOON) -> str:
    token = generate_sas_token(  # type: ignore[no-untyped-call]  # the SDK's own, untyped
        "sb://127.0.0.1:5672/devices", "simulated", key, expiry
    )
    return str(token)


def test_a_signature_made_with_the_key_is_good() -> None:
    assert Gate(CLOCK, "secret", None).admits(a_signature("secret"))


@pytest.mark.parametrize(
    "token",
    [
        a_signature("guess"),
        a_signature("secret", YESTERDAY),
        a_signature("secret").replace("devices", "hires"),
        "SharedAccessSignature sr=x",
        "SharedAccessSignature sr=x&sig=y&se=soon",
        "",
    ],
)
def test_any_other_signature_is_not(token: str) -> None:
    assert not Gate(CLOCK, "secret", None).admits(token)


def test_a_signature_is_worth_nothing_where_only_identities_come_in() -> None:
    assert not Gate(CLOCK, None, lambda _: True).admits(a_signature("secret"))


def test_other_tokens_are_judged_by_the_owner_of_the_gate() -> None:
    gate = Gate(CLOCK, None, lambda jwt: jwt == "good")

    assert gate.admits("good")
    assert not gate.admits("bad")


def test_a_gate_without_a_judge_stands_open() -> None:
    gate = Gate(CLOCK, None, None)

    assert gate.stands_open
    assert gate.admits("anything")
