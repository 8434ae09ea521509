"""The fuzz sees what it is there to see, and makes the same request of the same number."""

from datetime import UTC, datetime

import pytest

from benchmarks.fuzz.generator import Generator
from benchmarks.fuzz.oracles import Judge
from benchmarks.fuzz.shots import Shot
from benchmarks.fuzz.target import Target, take_aim
from benchmarks.fuzz.wire import Answer
from shared.clock import FastClock
from simulator.entra_tokens import EntraTokens
from simulator.every_source import EverySource
from simulator.hardware import hardware_hash

SECRET = "a-secret-of-the-app"  # noqa: S105  of a simulation
PROBLEM = {"content-type": "application/problem+json"}
JSON = {"content-type": "application/json"}
HASH = hardware_hash("SN-FUZZ-1", "Contoso", "Contoso 13")


class Still(FastClock):
    """A clock that has stopped."""

    def now(self) -> datetime:
        return datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def a_shot(*, known: bool = True) -> Shot:
    return Shot(number=1, kind="any", pieces=(b"GET / HTTP/1.1\r\n\r\n",), known=known)


def judged(answer: Answer, *, known: bool = True) -> str:
    return Judge([SECRET]).wrong(a_shot(known=known), [answer])


def an_aim() -> Target:
    clock = Still(origin=datetime(2026, 1, 5, 8, 0, tzinfo=UTC), speed=1)
    every = EverySource(seed=7)
    every.tokens = EntraTokens(clock)
    return take_aim(every, "k" * 43, clock)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (Answer(status=500), "status 500"),
        (Answer(status=503, headers=PROBLEM, body=b'{"status":503,"code":"try-again"}'), "503"),
        (Answer(status=302), "status 302"),
        (Answer(status=200, headers=JSON, body=f'["{SECRET}"]'.encode()), "gives away"),
        (Answer(status=200, headers={**JSON, "x": SECRET}, body=b"{}"), "gives away"),
        (Answer(status=200, headers=JSON, body=f'{{"a":"{HASH}"}}'.encode()), "gives away"),
        (Answer(status=200, headers=JSON, body=b'{"a":"Traceback (most recent"}'), "gives away"),
        (Answer(status=400, headers=JSON, body=b"{}"), "status 400 is"),
        (Answer(status=400, headers=PROBLEM, body=b"{}"), "no problem"),
        (Answer(status=200, headers=JSON, body=b"{"), "no JSON"),
    ],
)
def test_an_answer_that_must_not_be_is_seen(answer: Answer, what: str) -> None:
    assert what in judged(answer)


def test_an_accepted_forgery_is_seen() -> None:
    accepted = Answer(status=202, headers=JSON, body=b"{}")

    assert "without the right key" in judged(accepted, known=False)
    assert judged(accepted, known=True) == ""


def test_a_refusal_as_it_should_be_is_none() -> None:
    body = b'{"status":401,"code":"sender-unknown"}'

    assert judged(Answer(status=401, headers=PROBLEM, body=body), known=False) == ""
    assert judged(Answer(status=401), known=False) == ""


def test_a_number_always_makes_the_same_request() -> None:
    target = an_aim()
    clock = Still(origin=datetime(2026, 1, 5, 8, 0, tzinfo=UTC), speed=1)

    one, other = (Generator(target, 7, clock) for _ in range(2))

    assert [one.shot(number) for number in range(300)] == [
        other.shot(number) for number in range(300)
    ]


def test_every_route_and_every_source_is_shot_at() -> None:
    target = an_aim()
    clock = Still(origin=datetime(2026, 1, 5, 8, 0, tzinfo=UTC), speed=1)
    generator = Generator(target, 7, clock)

    shots = b"".join(generator.shot(number).raw[:200] for number in range(3000)).decode("latin-1")

    assert [
        door.route for door in target.doors if f"/api/{door.route.split('/')[0]}" not in shots
    ] == []
    assert [each.name for each in target.senders if each.name not in shots] == []
