"""Whether somebody's start is in danger because their device is not ready."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from shared.domain.device import Device
from shared.domain.hire import Hire, HireState
from shared.domain.news import News, NewsType
from shared.domain.stages import Stage


class Danger(StrEnum):
    """Why somebody may begin without a device."""

    NO_DEVICE = "no-device"
    PARKED = "parked"
    NOT_READY = "not-ready"


_WELL = frozenset({Stage.READY, Stage.DEPLOYING, Stage.DEPLOYED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """A danger, and a sentence that says what is missing."""

    danger: Danger
    sentence: str


def is_near(hire: Hire, today: date, lead: timedelta) -> bool:
    """Whether somebody who gets a device starts within the *lead*, or did so as lately."""
    coming = hire.state is HireState.STARTING and hire.needs_device is not False
    return coming and hire.start_date is not None and abs(hire.start_date - today) <= lead


def risk_of(device: Device | None) -> Risk | None:
    """Judge by the device of somebody who starts soon (``None``: there is none)."""
    if device is None:
        return Risk(danger=Danger.NO_DEVICE, sentence="No device is paired with this person yet.")
    if device.stage in _WELL:
        return None
    if device.stage is Stage.PARKED:
        what = device.timeline[-1].what if device.timeline else device.parked_for
        return Risk(danger=Danger.PARKED, sentence=what)
    waiting = device.waiting_for
    sentence = waiting.sentence if waiting else f"The device is {device.stage}, and not ready."
    return Risk(danger=Danger.NOT_READY, sentence=sentence)


def warned(hire: Hire, risk: Risk | None, at: datetime) -> Hire:
    """Tell of a danger once; one that has gone may be told of again."""
    danger = risk.danger.value if risk else ""
    if danger == hire.at_risk:
        return hire
    hire = replace(hire, at_risk=danger)
    if risk is None or hire.start_date is None:
        return hire
    days = (hire.start_date - at.date()).days
    facts = {
        "employee_id": hire.employee_id,
        "person": hire.user_principal_name,
        "start_date": hire.start_date.isoformat(),
        "days": str(days),
        "serial": hire.device,
        "code": risk.danger.value,
        "sentence": risk.sentence,
    }
    news = News(
        type=NewsType.HIRE_AT_RISK,
        subject=hire.employee_id,
        at=at,
        facts={name: value for name, value in facts.items() if value},
    )
    return replace(hire, news=(*hire.news, news))
