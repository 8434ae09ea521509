"""Builders of what the app answers."""

from typing import Any

from cli.client import Json


def a_device(serial: str = "SN-1", **told: Any) -> Json:  # noqa: ANN401  any field's value
    return {
        "serial": serial,
        "stage": "registered",
        "since": "2026-01-05T08:00:00+00:00",
        "person": None,
        "employee_id": None,
        "paired_by": None,
        "route": "autopilot",
        "persona": None,
        "order_reference": None,
        "waiting_for": None,
        "timeline": [],
        **told,
    }


def waiting(code: str, sentence: str = "It waits.", **told: str) -> Json:
    return {"code": code, "sentence": sentence, "since": None, "next_look": None, **told}


def an_entry(**told: Any) -> Json:  # noqa: ANN401  any field's value
    return {
        "at": "2026-01-05T08:30:00+00:00",
        "stage": "registered",
        "what": "Seen.",
        "cause": "message-1",
        "graph_request_id": "request-1",
        **told,
    }


def a_hire(employee_id: str = "10482", **told: Any) -> Json:  # noqa: ANN401  any field's value
    return {
        "employee_id": employee_id,
        "state": "starting",
        "person": None,
        "start_date": "2026-01-19",
        "days_left": 3,
        "verdict": None,
        "verdict_since": None,
        "reason": None,
        "persona": None,
        "location": None,
        "order_reference": None,
        "device": None,
        "device_stage": None,
        "device_waiting_for": None,
        "waiting_for": None,
        "timeline": [],
        **told,
    }
