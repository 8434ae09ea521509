"""What others are told: something happened to a device, a hire or a request.

News is written on the aggregate in the same row, so that none is lost; it is
struck off when the messages that tell it are on their queue.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.domain.stages import Milestone, Stage


class NewsType(StrEnum):
    """What subscribers can ask for: the types of the CloudEvents that they get."""

    DEVICE_REGISTERED = "device.registered"
    DEVICE_READY = "device.ready"
    DEVICE_DEPLOYED = "device.deployed"
    DEVICE_PARKED = "device.parked"
    HIRE_AT_RISK = "hire.at_risk"
    REQUEST_CHANGED = "request.changed"


# Which transition of a device is news: the stage that it comes to, or what is first seen of it.
BY_STAGE: dict[Stage, NewsType] = {
    Stage.READY: NewsType.DEVICE_READY,
    Stage.DEPLOYED: NewsType.DEVICE_DEPLOYED,
    Stage.PARKED: NewsType.DEVICE_PARKED,
}
BY_MILESTONE: dict[Milestone, NewsType] = {
    Milestone.REGISTERED: NewsType.DEVICE_REGISTERED,
    Milestone.IDENTIFIED: NewsType.DEVICE_REGISTERED,
}


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
