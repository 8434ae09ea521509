"""Telling of a verdict on somebody's start, once for each change of it."""

from dataclasses import replace
from datetime import datetime

from shared.domain.device import Device
from shared.domain.flightplan import FlightPlan
from shared.domain.hire import Hire, Readiness, Verdict
from shared.domain.news import News, NewsType
from shared.domain.readiness import Due, due_of, verdict_of

_LINES = {
    Verdict.ON_TRACK: "On track again",
    Verdict.AT_RISK: "The start is at risk",
    Verdict.LATE: "The device is late",
}


def judged(hire: Hire, device: Device | None, plan: FlightPlan, now: datetime) -> Hire:
    """Write down the verdict when it is another one, and have it told.

    Who was on track all the time is no news, and neither is who is not judged any more.
    """
    due = due_of(hire, plan, now)
    if due is None:
        return replace(hire, readiness=None)
    found, before = verdict_of(due, device, now), hire.readiness
    if before is not None and before.verdict is found.verdict:
        return hire
    hire = replace(hire, readiness=found)
    if found.verdict is Verdict.ON_TRACK and before is None:
        return hire
    told = News(
        type=NewsType.HIRE_AT_RISK,
        subject=hire.employee_id,
        at=now,
        facts=_facts(hire, due, found, "" if before is None else before.verdict),
    )
    line = f"{_LINES[found.verdict]}: {found.sentence}"
    return replace(hire, news=(*hire.news, told)).noted(now, line)


def _facts(hire: Hire, due: Due, found: Readiness, before: str) -> dict[str, str]:
    facts = {
        "employee_id": hire.employee_id,
        "person": hire.user_principal_name,
        "start_date": "" if hire.start_date is None else hire.start_date.isoformat(),
        "days": str(due.days),
        "serial": hire.device,
        "verdict": found.verdict.value,
        "before": before,
        "code": found.code,
        "missing": found.missing,
        "sentence": found.sentence,
        "who": found.who,
        "remedy": found.remedy,
    }
    return {name: value for name, value in facts.items() if value}
