"""Commands as bytes on a queue, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Never
from uuid import UUID, uuid5

from pydantic import TypeAdapter

from shared.domain.commands import COMMANDS, Command, FollowUp, queue_of
from shared.domain.errors import Malformed, TooNew
from shared.domain.messages import Message
from shared.domain.unreadable import damaged, foreign, no_json, oversized, too_old
from shared.runtime.tracing import traceparent

VERSION = 2
# What an earlier release wrote is still read: it may lie on a queue while the app is renewed.
READABLE = frozenset({1, VERSION})
LARGEST = 256 * 1024
"""Bytes: what the standard tier of Service Bus takes ("Service Bus quotas"), header and all."""
_NAMESPACE = UUID("6f0b1f0e-6f7c-4f0a-9a55-0d7c3a1f9a11")
_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in COMMANDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One step, and how often we have tried it.

    *step* stays the same however often the step is postponed; the ledger goes
    by it.  A postponed copy is a new message, so the queue's own delivery
    count starts over.  *tries* does not.  *correlation* names what came in
    from outside and set this off; *trace* is its W3C ``traceparent`` (blank: not traced).
    *rescues* counts how often it was taken from the dead letters and sent again.
    """

    step: str
    command: Command
    correlation: str
    tries: int = 1
    trace: str = ""
    rescues: int = 0

    @property
    def message_id(self) -> str:
        """Name the message, so that sending it twice sends it once."""
        return f"{self.step}.{self.tries}"

    @property
    def queue(self) -> str:
        """Name the queue that the command travels on."""
        return queue_of(type(self.command))

    def again(self) -> "Envelope":
        """Make the copy to send when this try did not work out; it goes on from this try."""
        return replace(self, tries=self.tries + 1, trace=traceparent() or self.trace)

    def then(self, follow_up: FollowUp) -> "Envelope":
        """Make the next step, named after this one or after its own key."""
        command = follow_up.command
        origin = follow_up.key or f"{self.step}/{fields_text(command)}"
        following = first(command, origin=origin, correlation=self.correlation)
        return replace(following, trace=following.trace or self.trace)

    def message(self, due: datetime | None = None) -> Message:
        """Write the step down, ready for its queue at once or when it is *due*."""
        body = encode(self)
        return Message(queue=self.queue, id=self.message_id, body=body, due=due, trace=self.trace)


def first(command: Command, *, origin: str, correlation: str) -> Envelope:
    """Name a step after what caused it: the same cause makes the same step.

    It belongs to the trace at hand.
    """
    step = str(uuid5(_NAMESPACE, f"{type(command).__name__}/{origin}"))
    return Envelope(step=step, command=command, correlation=correlation, trace=traceparent())


def afresh(command: Command, *, origin: str, correlation: str) -> Envelope:
    """Name a step that begins a trace of its own, where the one at hand goes over many devices."""
    return replace(first(command, origin=origin, correlation=correlation), trace="")


def encode(envelope: Envelope) -> bytes:
    """Write a step down."""
    return json.dumps(
        {
            "version": VERSION,
            "step": envelope.step,
            "tries": envelope.tries,
            "correlation": envelope.correlation,
            "trace": envelope.trace,
            "rescues": envelope.rescues,
            "command": type(envelope.command).__name__,
            "fields": fields_of(envelope.command),
        },
        separators=(",", ":"),
    ).encode()


def trace_of(body: bytes) -> str:
    """Read the trace of a step, whatever else is wrong with it; blank when there is none."""
    try:
        written = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        return ""
    return str(written.get("trace", "")) if isinstance(written, dict) else ""


def decode(body: bytes) -> Envelope:
    """Read a step; ``Malformed`` when it is none, ``TooNew`` when a newer version wrote it."""
    if len(body) > LARGEST:
        raise Malformed(oversized(len(body), LARGEST))
    try:
        written = json.loads(body.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Malformed(no_json(body, error)) from error
    match written:
        case {"version": int(version), "step": str(step)} if type(version) is int and _is_uuid(
            step
        ):
            return _read(written, version, len(body))
        case _:
            raise Malformed(foreign(written, len(body)))


def _read(written: Mapping[str, Any], version: int, size: int) -> Envelope:
    """Read what is an envelope by its two lasting fields, ``version`` and ``step``."""
    if version > VERSION:
        raise TooNew(f"A newer Groundcrew wrote it, in version {version}; this reads {VERSION}.")
    if version not in READABLE:
        raise Malformed(too_old(version, min(READABLE), size))
    command = written.get("command")
    if isinstance(command, str) and command not in _ADAPTERS:
        if version < VERSION:
            raise Malformed(too_old(version, VERSION, size))
        raise TooNew("A newer version of Groundcrew asks for what this one does not know.")
    try:
        return _envelope(written)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise Malformed(damaged(size, error)) from error


def _envelope(written: Mapping[str, Any]) -> Envelope:
    tries, correlation = written["tries"], written["correlation"]
    if type(tries) is not int or tries < 1 or not isinstance(correlation, str):
        raise ValueError("no tries, or no correlation")
    rescues = written.get("rescues", 0)
    if type(rescues) is not int or rescues < 0:
        raise ValueError("no number of rescues")
    return Envelope(
        step=str(UUID(written["step"])),
        command=_ADAPTERS[written["command"]].validate_python(written["fields"]),
        correlation=correlation,
        tries=tries,
        trace=str(written.get("trace", "")),
        rescues=rescues,
    )


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _no_number(name: str) -> Never:
    """Refuse what Python takes for a number and JSON does not: NaN and the infinities."""
    raise ValueError(name)


def fields_text(command: Command) -> str:
    """Write the fields of a command down: equal commands make equal texts."""
    return json.dumps(fields_of(command), sort_keys=True)


def fields_of(command: Command) -> Any:  # noqa: ANN401  JSON has no better type
    """Write the fields of a command as JSON has them."""
    return _ADAPTERS[type(command).__name__].dump_python(command, mode="json")
