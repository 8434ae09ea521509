"""Write down for a caller what happened, what is waited for, and how a start stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.domain.device import Device
from shared.domain.hire import Readiness
from shared.domain.timeline import Timeline
from shared.domain.waiting import WaitingFor

type Json = Mapping[str, Any]


def timeline_json(timeline: Timeline) -> list[Json]:
    """Write a timeline: what led to each line, and which request to Graph told it."""
    return [
        {
            "at": entry.at.isoformat(),
            "stage": entry.stage,
            "what": entry.what,
            "cause": entry.cause or None,
            "graph_request_id": entry.request_id or None,
        }
        for entry in timeline
    ]


def waiting_json(
    waiting: WaitingFor | None, since: datetime | None, next_look: datetime | None = None
) -> Json | None:
    """Write what is waited for, since when, and when it is looked at next."""
    if waiting is None:
        return None
    return {
        "code": waiting.code,
        "sentence": waiting.sentence,
        "since": _moment(since),
        "next_look": _moment(next_look),
    }


def device_waiting_json(device: Device | None) -> Json | None:
    """Write what a device waits for."""
    if device is None:
        return None
    since = device.waiting_since or device.since
    return waiting_json(device.waiting_for, since, next_look_at(device))


def next_look_at(device: Device) -> datetime | None:
    """Tell when a device is looked at next (``None``: only somebody else can move it on)."""
    return None if device.rests else min(device.planned.values(), default=None)


def reason_json(readiness: Readiness | None) -> Json | None:
    """Write what a verdict rests on: what is missing, who can move it on, and how."""
    if readiness is None or not readiness.code:
        return None
    return {
        "code": readiness.code,
        "missing": readiness.missing or None,
        "sentence": readiness.sentence,
        "who": readiness.who or None,
        "remedy": readiness.remedy or None,
        "expected_stage": readiness.expected,
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
