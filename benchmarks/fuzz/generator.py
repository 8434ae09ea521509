"""Makes a request of a seed and a number: always the same one, but for its time stamp."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from benchmarks.fuzz.bodies import LIMITS, at_the_limit, mutate
from benchmarks.fuzz.doors import PREFIX, Door
from benchmarks.fuzz.rough import roughen
from benchmarks.fuzz.samples import DECISIONS, SERIALS, good_body
from benchmarks.fuzz.senders import Delivery, Header, Sender
from benchmarks.fuzz.shots import Draft, Shot
from benchmarks.fuzz.target import Target
from benchmarks.fuzz.words import HEADERS, KINDS, METHODS, QUERIES, SEGMENTS, STRINGS
from shared.ports import Clock

_FUNCTION_KEY = b"x-functions-key"
_ODD = timedelta(days=2)
_RECENT = 400


class Generator:
    """Makes the requests of a seed for a target."""

    def __init__(self, target: Target, seed: int, clock: Clock) -> None:
        self._target = target
        self._seed = seed
        self._clock = clock
        # Sources send most of what the app has to read.
        self._doors = [door for door in target.doors for _ in range(8 if door.intake else 1)]

    def shot(self, number: int) -> Shot:
        """Make one request."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311  chance that can be had again
        if number and random.random() < 0.05:  # noqa: PLR2004  one in twenty is sent again
            before = self.shot(number - 1 - random.randrange(min(number, _RECENT)))
            return Shot(
                number=number,
                kind=before.kind if before.kind.endswith(" again") else f"{before.kind} again",
                pieces=before.pieces,
                known=before.known,
                framed=before.framed,
                half_closed=before.half_closed,
                pause=before.pause,
            )
        door = random.choice(self._doors)
        return (
            self._sent(random, number, door) if door.intake else self._asked(random, number, door)
        )

    def _sent(self, random: Random, number: int, door: Door) -> Shot:
        sender = random.choice(self._target.of(door.intake) or self._target.senders)
        body = good_body(random, door.intake, sender.name)
        content, kind = body.content, body.kind
        if random.random() < 0.65:  # noqa: PLR2004  two in three are changed
            content = mutate(random, content)
        if random.random() < 0.002:  # noqa: PLR2004  large ones take their time
            content = at_the_limit(random, content, random.choices(LIMITS, (9, 1))[0])
        if random.random() < 0.1:  # noqa: PLR2004  another kind than it is
            kind = random.choice(KINDS)
        draft = Draft(
            method=b"POST",
            target=door.path((sender.name, random.choice(DECISIONS))).encode(),
            headers=[(b"Content-Type", kind)],
            body=content,
            query=() if door.named else (b"source=" + sender.name.encode(),),
        )
        proof, known, how = self._proof(random, sender, content)
        draft.headers += proof
        if sender.signs and random.random() < 0.08:  # noqa: PLR2004  changed on its way
            draft.body = mutate(random, content)
            known, how = known and draft.body == content, "tampered"
        return self._finished(random, number, draft, (f"sender {how}", known))

    def _asked(self, random: Random, number: int, door: Door) -> Shot:
        values = (random.choice(SERIALS), random.choice(STRINGS[:3]) or "x")
        draft = Draft(
            method=random.choice(door.methods).encode(),
            target=door.path(values).encode(errors="replace"),
        )
        right = random.random() < 0.8  # noqa: PLR2004  four in five have the key
        key = self._target.key.encode()
        if right:
            draft.headers.append((_FUNCTION_KEY, key))
        elif random.random() < 0.8:  # noqa: PLR2004  the others mostly have a wrong one
            wrong = random.choice(
                (key[:-1], key + b"x", key.swapcase(), b"\xff\x00"[:1], b"", b"x")
            )
            draft.headers.append((_FUNCTION_KEY, wrong))
        if random.random() < 0.3:  # noqa: PLR2004  lists are asked for pages
            draft.query = random.choices(QUERIES, k=random.randrange(1, 3))
        how = "key" if right else "no key"
        return self._finished(random, number, draft, (how, right or door.open))

    def _finished(self, random: Random, number: int, draft: Draft, told: tuple[str, bool]) -> Shot:
        """Let the address, the method and the headers go wrong too, then write it down."""
        how, known = told
        if random.random() < 0.15:  # noqa: PLR2004  some addresses are odd
            draft.target = _odd_path(random, draft.target)
        if random.random() < 0.1:  # noqa: PLR2004  some queries are
            draft.query = random.choices(QUERIES, k=random.randrange(1, 3))
        if random.random() < 0.04:  # noqa: PLR2004  some methods are
            draft.method = random.choice(METHODS)
        if random.random() < 0.25:  # noqa: PLR2004  some headers are
            draft.headers += random.choices(HEADERS, k=random.randrange(1, 4))
        if random.random() < 0.05:  # noqa: PLR2004  or come twice, or not at all
            draft.headers += random.choices(draft.headers or [(b"X", b"")], k=2)
            draft.headers.pop(random.randrange(len(draft.headers)))
        draft.chunked = random.random() < 0.1  # noqa: PLR2004  one in ten comes in chunks
        if PREFIX.encode() + b"health" in draft.target.lower():
            known = True
        if random.random() < 0.03:  # noqa: PLR2004  and some break HTTP itself
            return roughen(random, number, draft, known=known)
        return Shot(number=number, kind=how, pieces=(draft.written(),), known=known)

    def _proof(self, random: Random, sender: Sender, body: bytes) -> tuple[list[Header], bool, str]:
        """Prove who sends, or try to seem to; also whether that may work, and what was done."""
        delivery = Delivery(body=body, id=f"msg_{random.getrandbits(64):x}", at=self._clock.now())
        if random.random() < 0.75:  # noqa: PLR2004  most must get as far as the readers
            return sender.headers(delivery), True, "known"
        return random.choice(_FORGERIES)(self._target, random, sender, delivery)


type _Forged = tuple[list[Header], bool, str]


def _nothing(_: Target, __: Random, ___: Sender, ____: Delivery) -> _Forged:
    return [], False, "without proof"


def _spoilt(_: Target, __: Random, sender: Sender, delivery: Delivery) -> _Forged:
    return sender.spoilt(delivery), False, "spoilt"


def _forged(target: Target, random: Random, sender: Sender, delivery: Delivery) -> _Forged:
    return sender.forged(random, delivery, target.stranger), False, "forged"


def _of_another(target: Target, random: Random, sender: Sender, delivery: Delivery) -> _Forged:
    """Prove truly that somebody else sends."""
    other = random.choice([each for each in target.senders if each.name != sender.name])
    # The tokens of one issuer open every source that trusts the same app.
    known = other.correspondent.way == sender.correspondent.way == "bearer"
    return other.headers(delivery), known, "of another sender"


def _of_another_body(_: Target, __: Random, sender: Sender, delivery: Delivery) -> _Forged:
    other = Delivery(body=delivery.body + b" ", id=delivery.id, at=delivery.at)
    return sender.headers(other), not sender.signs, "of another body"


def _at_another_time(_: Target, random: Random, sender: Sender, delivery: Delivery) -> _Forged:
    at = delivery.at + random.choice((_ODD, -_ODD))
    late = Delivery(body=delivery.body, id=delivery.id, at=at)
    return sender.headers(late), not sender.timed, "too late"


def _with_a_word(_: Target, random: Random, sender: Sender, delivery: Delivery) -> _Forged:
    """Put something odd where the proof belongs."""
    words = (b"", b"\xff\xfe", b"v1,", b"sha256=", b"null", b"0" * 64, b"A" * 6000, b"v1, v1, v1,")
    headers = [(name, random.choice(words)) for name, _ in sender.headers(delivery)]
    return headers, False, "odd"


_FORGERIES: tuple[Callable[[Target, Random, Sender, Delivery], _Forged], ...] = (
    _nothing,
    _spoilt,
    _forged,
    _of_another,
    _of_another_body,
    _at_another_time,
    _with_a_word,
)


def _odd_path(random: Random, target: bytes) -> bytes:
    parts = target.split(b"/")
    at = random.randrange(len(parts))
    match random.randrange(4):
        case 0:
            parts[-1] = random.choice(SEGMENTS)
        case 1:
            parts[at] = random.choice(SEGMENTS)
        case 2:
            parts.insert(at, random.choice(SEGMENTS))
        case _:
            parts[at] = parts[at].upper()
    return b"/".join(parts) or b"/"
