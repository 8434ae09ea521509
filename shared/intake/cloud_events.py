"""CloudEvents 1.0 over HTTP: structured, batched and binary.

See "HTTP Protocol Binding for CloudEvents 1.0" (github.com/cloudevents/spec).
What an event's data means is its reader's business.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, ValidationError

from shared.intake.bodies import CLOUD_EVENT, CLOUD_EVENTS, JSON, json_of
from shared.intake.faults import Fault, custom, faults_of
from shared.intake.fields import Moment, Reference, Text
from shared.intake.received import digest, receipt_of
from shared.intake.verdicts import Place
from shared.runtime.http import Problem, Request

ACCEPTED = (CLOUD_EVENT, CLOUD_EVENTS, JSON)
MOST_EVENTS = 1000
_BINARY = "ce-"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudEvent:
    """An event whose envelope is in order.  *source* and *id* together name it for good."""

    place: Place
    prefix: str
    id: str
    source: str
    type: str
    time: datetime | None
    data: Mapping[str, Any]

    def receipt(self, source: str) -> str:
        """Name the delivery of this event by a source of ours."""
        return receipt_of(source, self.source, self.id)

    def spelled(self, name: str) -> str:
        """Spell a field of the data the way that it stands in the body."""
        return f"{self.prefix}data.{name}" if name else f"{self.prefix}data"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenEvent:
    """An event that cannot be read."""

    place: Place
    faults: tuple[Fault, ...]


def _version(text: str) -> str:
    if text != "1.0":
        raise custom(
            "specversion-unknown",
            "The event is not of CloudEvents 1.0.",
            'Send the event with "specversion": "1.0".',
        )
    return text


def _json_type(text: str) -> str:
    media_type = text.split(";", 1)[0].strip().lower()
    if media_type and media_type != JSON and not media_type.endswith("+json"):
        raise custom(
            "data-not-json",
            "The event's data is not JSON.",
            "Send the data as a JSON object, with datacontenttype application/json or none.",
        )
    return text


def _object(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if not isinstance(value, dict):
        raise custom(
            "field-not-an-object",
            "The event's data is not a JSON object.",
            "Send the fields as an object under data; data_base64 is not read.",
        )
    return value


class _Envelope(BaseModel):
    specversion: Annotated[Reference, AfterValidator(_version)]
    id: Reference
    source: Reference
    type: Reference
    time: Moment = None
    datacontenttype: Annotated[Text, AfterValidator(_json_type)] = ""
    # Not Mapping[str, Any]: pydantic would put a key nobody asked for into its error.
    data: Annotated[Any, AfterValidator(_object)]


def read_events(request: Request) -> tuple[CloudEvent | BrokenEvent, ...]:
    """Read the events of a body; a ``Problem`` when there is no telling where they are."""
    content = json_of(request.body)
    if request.media_type == JSON and f"{_BINARY}specversion" in request.headers:
        content = {**_attributes(request.headers), "data": content}
    match content:
        case dict():
            return (_read(content, Place(), ""),)
        case list():
            return tuple(_batch(content))
        case _:
            raise Problem(
                HTTPStatus.BAD_REQUEST,
                "not-an-event",
                "The body is neither a CloudEvent (a JSON object) nor a list of them.",
            )


def receipt(events: Sequence[CloudEvent | BrokenEvent], body: bytes, source: str) -> str:
    """Name a delivery: after its event, or after the whole body when that is not one event."""
    match events:
        case [CloudEvent() as event]:
            return event.receipt(source)
        case _:
            return receipt_of(source, digest(body))


def batch_of(content: list[Any]) -> list[Any]:
    """See that a list holds no more events than are read at once (``Problem`` when it does)."""
    if len(content) > MOST_EVENTS:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "batch-too-long",
            f"The batch holds {len(content):,} events; {MOST_EVENTS:,} is the most.",
        )
    return content


def _batch(content: list[Any]) -> Iterator[CloudEvent | BrokenEvent]:
    if not content:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "batch-empty", "The batch holds no event.")
    for index, item in enumerate(batch_of(content)):
        yield _read(item, Place(event=index + 1), f"[{index}].")


def _read(content: Any, place: Place, prefix: str) -> CloudEvent | BrokenEvent:  # noqa: ANN401  whatever JSON holds
    try:
        envelope = _Envelope.model_validate(content)
    except ValidationError as error:
        return BrokenEvent(
            place=place, faults=faults_of(error, lambda name: (prefix + name).rstrip("."))
        )
    return CloudEvent(
        place=place,
        prefix=prefix,
        id=envelope.id,
        source=envelope.source,
        type=envelope.type,
        time=envelope.time,
        data=envelope.data,
    )


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    """Take the attributes of a binary event out of its headers."""
    return {
        name.removeprefix(_BINARY): unquote(value)
        for name, value in headers.items()
        if name.startswith(_BINARY)
    }
