"""Commands as bytes, and the names of steps and messages."""

import json
from contextlib import suppress
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.commands import (
    COMMANDS,
    AddToGroup,
    AssignUser,
    Command,
    FollowUp,
    NewHire,
    RegisterDevices,
    Shipment,
    Step,
)
from shared.domain.errors import Malformed, TooNew
from shared.domain.shipment import ManifestLine, ShipmentEvent
from shared.runtime.envelope import Envelope, decode, encode, first

st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"])))
AWARE = st.datetimes(timezones=st.just(UTC))


def any_command() -> st.SearchStrategy[Command]:
    def of(kind: type[Command]) -> st.SearchStrategy[Command]:
        if not issubclass(kind, Step):
            return st.builds(kind, **({"said_at": AWARE} if kind is NewHire else {}))
        named = st.lists(st.text(), min_size=1).map(tuple)
        return st.builds(kind, serials=named) | st.builds(kind, at=AWARE)

    return st.one_of(*map(of, COMMANDS))


def a_step(command: Command | None = None) -> Envelope:
    return first(command or AssignUser(serials=("SN-1",)), origin="here", correlation="C-1")


def written(**changed: object) -> bytes:
    return json.dumps(json.loads(encode(a_step())) | changed).encode()


@given(any_command(), st.text(), st.integers(1, 99))
def test_every_command_survives_the_queue(command: Command, origin: str, tries: int) -> None:
    step = Envelope(step=a_step().step, command=command, correlation=origin, tries=tries)

    assert decode(encode(step)) == step


@given(st.binary())
def test_bytes_of_any_kind_are_malformed_and_nothing_worse(body: bytes) -> None:
    with pytest.raises(Malformed):
        decode(body)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.sampled_from(["version", "step", "tries", "command", "fields"]), ANY_JSON)
def test_a_field_of_any_other_kind_is_malformed_or_newer_and_nothing_worse(
    name: str, value: object
) -> None:
    with suppress(Malformed, TooNew):
        decode(written(**{name: value}))


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 0},
        {"version": None},
        {"version": True},
        {"version": 1, "command": "SellDevices"},
        {"command": 7},
        {"fields": {}},
        {"fields": {"serials": 1}},
        {"tries": 0},
        {"tries": float("inf")},
        {"step": "not-a-guid"},
        {"tries": True},
        {"correlation": 1},
    ],
)
def test_what_this_version_does_not_know_is_malformed(changed: dict[str, object]) -> None:
    with pytest.raises(Malformed) as caught:
        decode(written(**changed))

    assert caught.value.reason.evidence["bytes"].isdigit()


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    step = decode(written(fields={"serials": ["SN-1"], "urgent": True}, colour="red"))

    assert step.command == AssignUser(serials=("SN-1",))


def test_the_same_cause_makes_the_same_step() -> None:
    assert a_step() == a_step()
    assert a_step().message_id == f"{a_step().step}.1"


def test_another_command_of_the_same_cause_is_another_step() -> None:
    assert a_step(AddToGroup(serials=("SN-1",))).step != a_step().step


def test_a_postponed_copy_is_another_message_of_the_same_step() -> None:
    again = a_step().again()

    assert again.step == a_step().step
    assert again.message_id == f"{a_step().step}.2"


def test_a_follow_up_is_named_after_its_step_and_what_it_asks() -> None:
    once = a_step().then(FollowUp(command=AddToGroup(serials=("SN-1",))))
    twice = a_step().again().then(FollowUp(command=AddToGroup(serials=("SN-1",))))
    other = a_step().then(FollowUp(command=AddToGroup(serials=("SN-2",))))

    assert once.step == twice.step != other.step
    assert once.correlation == "C-1"


def test_follow_ups_with_the_same_key_are_one_whoever_sends_them() -> None:
    follow_up = FollowUp(command=AddToGroup(serials=("SN-1",)), key="SN-1/now")

    assert a_step().then(follow_up).step == a_step(AddToGroup(serials=("X",))).then(follow_up).step


def test_a_delay_does_not_make_another_step() -> None:
    later = FollowUp(command=AddToGroup(serials=("SN-1",)), after=timedelta(minutes=5))

    assert a_step().then(later).step == a_step().then(FollowUp(command=later.command)).step


def test_a_message_goes_to_the_queue_of_its_command() -> None:
    message = a_step(RegisterDevices(serials=("SN-1",))).message()

    assert message.queue == "register-devices"
    assert message.due is None


def test_fifty_lines_of_the_longest_ordinary_fields_fit_into_a_message() -> None:
    text = "x" * 64
    line = ManifestLine(
        serial=text,
        manufacturer=text,
        model=text,
        product_key=text,
        group_tag=text,
        persona=text,
        order_reference="x" * 128,
        fingerprint=text,
        person="x" * 113,
        employee_id="x" * 128,
    )
    command = Shipment(event=ShipmentEvent.DISPATCHED, shipment_id="x" * 512, lines=(line,) * 50)

    assert len(a_step(command).message().body) < 64_000


def test_a_follow_up_for_fifty_devices_fits_into_a_message() -> None:
    serials = tuple("X" * 62 + f"{number:02}" for number in range(50))

    assert len(a_step(RegisterDevices(serials=serials)).message().body) < 8_000
