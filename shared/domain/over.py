"""When something was over: from then on it is kept for as long as the flight plan says."""

from datetime import UTC, date, datetime, time

from shared.domain.device import Device
from shared.domain.hire import Hire, HireState
from shared.domain.request import Request, RequestState
from shared.domain.stages import Stage

_ENDED = frozenset({RequestState.REFUSED, RequestState.CANCELLED, RequestState.DELIVERED})
_GONE = frozenset({Stage.CANCELLED, Stage.RETIRED})


def hire_over_at(hire: Hire) -> datetime:
    """When a hire was cancelled, or their first day; without one, HR's latest word.

    Not before the last thing that happened to it: HR may announce somebody late.
    """
    last = hire.timeline[-1].at if hire.timeline else hire.said_at
    if hire.state is HireState.CANCELLED:
        return max(hire.cancelled_at or hire.said_at, last)
    return max(hire.said_at if hire.start_date is None else first_day(hire.start_date), last)


def first_day(start_date: date) -> datetime:
    """When somebody starts."""
    return datetime.combine(start_date, time(), UTC)


def request_over_at(request: Request) -> datetime | None:
    """When a request ended, or a decision came on one of which nothing else was heard."""
    return request.since if request.state in _ENDED or not request.known else None


def device_over_at(device: Device) -> datetime | None:
    """When a device was cancelled or retired."""
    return device.since if device.stage in _GONE else None
