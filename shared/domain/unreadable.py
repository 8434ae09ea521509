"""Why bytes on a queue are no command of ours, and whose they are as far as they tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.domain.errors import Reason

_FIND_OUT = "Find out who else may send to this queue and take that right away; then dismiss this."
_NAMES, _LONGEST = 12, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Something that others write: *marks* are the fields that it always has."""

    name: str
    marks: frozenset[str]
    remedy: str = _FIND_OUT


_AT_THE_DOOR = (
    "Have it sent to Groundcrew's HTTP address for it, not to a queue; then dismiss this."
)

WRITERS: tuple[Writer, ...] = (
    Writer(
        name="a CloudEvent",
        marks=frozenset({"specversion", "type", "source"}),
        remedy=_AT_THE_DOOR,
    ),
    Writer(
        name="an event of Azure Event Grid",
        marks=frozenset({"eventType", "eventTime", "subject"}),
        remedy="Take the event subscription that delivers to this queue away; then dismiss this.",
    ),
    Writer(
        name="a change notification of Microsoft Graph",
        marks=frozenset({"subscriptionId", "changeType"}),
        remedy="Take the subscription that delivers to this queue away; then dismiss this.",
    ),
    Writer(
        name="an alert of Azure Monitor",
        marks=frozenset({"schemaId", "data"}),
        remedy="Take this queue out of the action group; then dismiss this.",
    ),
    Writer(name="a message of MassTransit", marks=frozenset({"messageType", "message"})),
)

# How the serialiser of the old .NET libraries begins a string on Service Bus.
_DOT_NET = (b"@\x06string", b"@\x0cbase64Binary")


def oversized(size: int, most: int) -> Reason:
    """Say that a message is larger than any that Groundcrew sends."""
    return Reason(
        code="message-oversized",
        sentence=f"The message has {size:,} bytes; Groundcrew sends none of more than {most:,}.",
        remedy=_FIND_OUT,
        evidence={"bytes": str(size), "limit": str(most)},
    )


def no_json(body: bytes, error: Exception) -> Reason:
    """Say that bytes are not even JSON."""
    by_dot_net = body.startswith(_DOT_NET)
    whose = " It looks like one that an old .NET library serialised." if by_dot_net else ""
    return Reason(
        code="message-malformed",
        sentence=f"The message is no JSON, so no command of Groundcrew's.{whose}",
        remedy=_FIND_OUT,
        evidence={"error": type(error).__name__, "bytes": str(len(body))},
    )


def damaged(size: int, error: Exception) -> Reason:
    """Say that an envelope of ours holds what no release of ours writes."""
    return Reason(
        code="message-malformed",
        sentence="The message is built like a command of Groundcrew's, and what it says is wrong.",
        remedy="Find out who changed or made it by hand; send the notice or the hire again.",
        evidence={"error": type(error).__name__, "bytes": str(size)},
    )


def foreign(written: object, size: int) -> Reason:
    """Say whose JSON it is, or at least what its fields are called; never what they hold."""
    fields = _fields_of(written)
    writer = next((each for each in WRITERS if each.marks <= fields.keys()), None)
    whose = f"It looks like {writer.name}." if writer else "Nothing in it tells whose it is."
    evidence = {"bytes": str(size), "fields": _named(fields) or type(written).__name__}
    return Reason(
        code="message-foreign",
        sentence=f"The message is no command of Groundcrew's. {whose}",
        remedy=writer.remedy if writer else _FIND_OUT,
        evidence=evidence,
    )


def too_old(version: int, oldest: int, size: int) -> Reason:
    """Say that an envelope is of a version that is no longer read."""
    return Reason(
        code="message-too-old",
        sentence=(
            f"A release of Groundcrew that is long gone wrote the message, in version {version}; "
            f"this one reads from version {oldest} on."
        ),
        remedy="Send the notice, the hire or the request again; then dismiss this.",
        evidence={"version": str(version), "oldest": str(oldest), "bytes": str(size)},
    )


def too_new(sentence: str, postponed: int) -> Reason:
    """Say that nobody newer came to read a message of a newer version."""
    return Reason(
        code="message-too-new",
        sentence=f"{sentence} It was put off {postponed} times, and no newer version came.",
        remedy="Deploy the newer version, then redrive.",
        evidence={"postponed": str(postponed)},
    )


def _fields_of(written: object) -> Mapping[str, Any]:
    """Find the fields of an object, or of the first one in a list, as Event Grid sends them."""
    match written:
        case dict():
            return written
        case [dict() as first, *_]:
            return first
        case _:
            return {}


def _named(fields: Mapping[str, Any]) -> str:
    """List the names that are identifiers: whatever else a name may be is not ours to show."""
    plain = [name for name in fields if name.isidentifier() and len(name) <= _LONGEST]
    shown: Sequence[str] = sorted(plain)[:_NAMES]
    return ", ".join(shown)
