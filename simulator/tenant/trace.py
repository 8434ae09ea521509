"""What is told of every request: never a hardware hash."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from simulator.tenant.answers import Entity
from simulator.tenant.arrival import Arrival

type Trace = Callable[[Entity], None]


def line_of(arrival: Arrival, at: datetime) -> Entity:
    """Write down what was asked."""
    trace = {"traceparent": arrival.trace} if arrival.trace else {}
    return {
        "at": at.isoformat(),
        "method": arrival.method,
        "url": arrival.url,
        "body": without_hashes(arrival.body),
        **trace,
    }


def without_hashes(body: object) -> object:
    """Copy a body with every hardware hash replaced by the SHA-256 of its Base64 text.

    A hash can be used to claim a machine, so it stands in no trace.
    """
    match body:
        case dict():
            return {key: _masked(str(key), value) for key, value in body.items()}
        case list() | tuple():
            return [without_hashes(each) for each in body]
        case _:
            return body


def _masked(key: str, value: object) -> object:
    if key.lower() == "hardwareidentifier" and value:
        return f"sha256:{hashlib.sha256(str(value).encode()).hexdigest()}"
    return without_hashes(value)
