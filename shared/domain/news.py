"""What others are told: something happened to a device, a hire or a request.

News is written on the aggregate in the same row, so that none is lost; it is
struck off when the messages that tell it are on their queue.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class NewsType(StrEnum):
    """What subscribers can ask for: the types of the CloudEvents that they get."""

    DEVICE_REGISTERED = "device.registered"
    DEVICE_READY = "device.ready"
    DEVICE_DEPLOYED = "device.deployed"
    DEVICE_PARKED = "device.parked"
    HIRE_AT_RISK = "hire.at_risk"
    REQUEST_CHANGED = "request.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing to tell.

    *subject* is the key of what it is about; *facts* is what there is to say, as
    it was then: names of fields and their values, never a hash or a secret.
    """

    type: NewsType
    subject: str
    at: datetime
    facts: dict[str, str] = field(default_factory=dict[str, str])
