"""The service level, as the flight plan writes it."""

from datetime import timedelta
from pathlib import Path

import pytest

from shared import flightplan
from shared.domain.errors import Misconfigured
from shared.domain.flightplan import FlightPlan
from shared.domain.service_level import LeadTimes, Weekday
from shared.domain.stages import Stage

PLAN = """
default_persona: office
personas:
  office:
    groups: [{name: g}]
  board:
    groups: [{name: g}]
    service_level: {lead_time: P30D}
"""
LEVEL = """
service_level:
  lead_time: P2D
  by_stage: {expected: P21D, registered: P10D}
  weekend: [saturday, sunday]
  time_zone: Europe/Berlin
  time_zones: {Seattle: America/Los_Angeles}
"""


def read(tmp_path: Path, text: str) -> FlightPlan:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return flightplan.load(path)


def test_without_a_section_a_device_is_to_be_ready_a_week_before(tmp_path: Path) -> None:
    plan = read(tmp_path, PLAN)

    assert plan.lead_times_of("office") == LeadTimes(ready=timedelta(days=7))


def test_the_section_is_read(tmp_path: Path) -> None:
    level = read(tmp_path, PLAN + LEVEL).service_level

    assert level.lead_times == LeadTimes(
        ready=timedelta(days=2),
        by_stage={Stage.EXPECTED: timedelta(days=21), Stage.REGISTERED: timedelta(days=10)},
    )
    assert level.weekend == {Weekday.SATURDAY, Weekday.SUNDAY}
    assert level.zone_of("seattle").key == "America/Los_Angeles"
    assert level.zone_of("Munich").key == "Europe/Berlin"


def test_a_persona_has_its_own_lead_times_as_a_whole(tmp_path: Path) -> None:
    plan = read(tmp_path, PLAN + LEVEL)

    assert plan.lead_times_of("board") == LeadTimes(ready=timedelta(days=30))
    assert plan.lead_times_of("unheard-of") == plan.service_level.lead_times


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("lead_time: P0D", "service_level.lead_time"),
        ("lead_time: P2Y", "service_level.lead_time"),
        ("by_stage: {ready: P9D}", "by_stage has ready"),
        ("by_stage: {deployed: P9D}", "by_stage has deployed"),
        ("by_stage: {registered: P1D}", "by_stage has registered due after lead_time"),
        ("time_zone: Middle/Earth", "no time zone"),
        (f"weekend: [{', '.join(Weekday)}]", "service_level.weekend"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, f"{PLAN}service_level:\n  {wrong}\n")

    assert said in refused.value.reason.sentence
