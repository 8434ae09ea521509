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


def waiting(code: str, sentence: str = "It waits.") -> Json:
    return {"code": code, "sentence": sentence}
