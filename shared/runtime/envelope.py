"""Commands as bytes on a queue, and back."""

import json
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from pydantic import TypeAdapter, ValidationError

from shared.domain.commands import COMMANDS, Command, FollowUp, queue_of
from shared.domain.errors import Malformed, Reason
from shared.domain.messages import Message

VERSION = 2
# What an earlier release wrote is still read: it may lie on a queue while the app is renewed.
READABLE = frozenset({1, VERSION})
_NAMESPACE = UUID("6f0b1f0e-6f7c-4f0a-9a55-0d7c3a1f9a11")
_ADAPTERS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in COMMANDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One step, and how often we have tried it.

    *step* stays the same however often the step is postponed; the ledger goes
    by it.  A postponed copy is a new message, so the queue's own delivery
    count starts over.  *tries* does not.  *correlation* names what came in
    from outside and set this off; *trace* is its W3C ``traceparent`` (blank: not traced).
    """

    step: str
    command: Command
    correlation: str
    tries: int = 1
    trace: str = ""

    @property
    def message_id(self) -> str:
        """Name the message, so that sending it twice sends it once."""
        return f"{self.step}.{self.tries}"

    @property
    def queue(self) -> str:
        """Name the queue that the command travels on."""
        return queue_of(type(self.command))

    def again(self) -> "Envelope":
        """Make the copy to send when this try did not work out."""
        return replace(self, tries=self.tries + 1)

    def then(self, follow_up: FollowUp) -> "Envelope":
        """Make the next step, named after this one or after its own key."""
        command = follow_up.command
        origin = follow_up.key or f"{self.step}/{fields_text(command)}"
        following = first(command, origin=origin, correlation=self.correlation)
        return replace(following, trace=self.trace)

    def message(self) -> Message:
        """Write the step down, ready for its queue."""
        return Message(queue=self.queue, id=self.message_id, body=encode(self))


def first(command: Command, *, origin: str, correlation: str) -> Envelope:
    """Name a step after what caused it: the same cause makes the same step."""
    step = uuid5(_NAMESPACE, f"{type(command).__name__}/{origin}")
    return Envelope(step=str(step), command=command, correlation=correlation)


def encode(envelope: Envelope) -> bytes:
    """Write a step down."""
    return json.dumps(
        {
            "version": VERSION,
            "step": envelope.step,
            "tries": envelope.tries,
            "correlation": envelope.correlation,
            "trace": envelope.trace,
            "command": type(envelope.command).__name__,
            "fields": fields_of(envelope.command),
        },
        separators=(",", ":"),
    ).encode()


def decode(body: bytes) -> Envelope:
    """Read a step, or say that it is none (``Malformed``)."""
    try:
        return _read(json.loads(body))
    except (KeyError, TypeError, ValueError, RecursionError, ValidationError) as error:
        raise Malformed(
            Reason(
                code="message-malformed",
                sentence="The message is no command that this version of Groundcrew knows.",
                remedy="Find out who writes to this queue; drop the message if it is not ours.",
                evidence={"error": type(error).__name__, "bytes": str(len(body))},
            )
        ) from error


def _read(written: Any) -> Envelope:  # noqa: ANN401  JSON has no better type
    match written:
        case {
            "version": version,
            "step": str(step),
            "tries": int(tries),
            "correlation": str(told),
        } if version in READABLE and tries > 0:
            return Envelope(
                step=str(UUID(step)),
                command=_ADAPTERS[written["command"]].validate_python(written["fields"]),
                correlation=told,
                tries=tries,
                trace=str(written.get("trace", "")),
            )
        case _:
            raise ValueError("no envelope of this version")


def fields_text(command: Command) -> str:
    """Write the fields of a command down: equal commands make equal texts."""
    return json.dumps(fields_of(command), sort_keys=True)


def fields_of(command: Command) -> Any:  # noqa: ANN401  JSON has no better type
    """Write the fields of a command as JSON has them."""
    return _ADAPTERS[type(command).__name__].dump_python(command, mode="json")
