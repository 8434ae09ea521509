"""When the host runs a timer function."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.clock import FastClock, WallClock
from simulator.host import HostError
from simulator.host.schedule import read_schedule
from tests.wire.hosting import a_host, an_app, until

STARTUP = """
import asyncio
import azure.functions as func

app = func.FunctionApp()
runs = []
running = []


@app.timer_trigger("timer", schedule="00:01:00", run_on_startup=True)
async def tick(timer: func.TimerRequest) -> None:
    runs.append(len(running))
    running.append(timer)
    await asyncio.sleep(0.05)
    running.clear()
"""


def a_moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_a_timer_of_five_minutes_fires_at_the_speed_of_the_clock() -> None:
    clock = FastClock(origin=WallClock().now(), speed=3000)

    async with a_host(settings={"SCHEDULE": "0 */5 * * * *"}, clock=clock) as hosted:
        await until(lambda: len(hosted.app.seen) >= 3)
        seen = hosted.app.seen

    due = [datetime.fromisoformat(entry["status"]["Next"]) for entry in seen]
    assert (due[1] - due[0]).total_seconds() == 300
    assert due[0].minute % 5 == 0
    assert seen[0]["past_due"] is False


async def test_a_timer_never_runs_twice_at_once(tmp_path: Path) -> None:
    clock = FastClock(origin=WallClock().now(), speed=60_000)

    async with a_host(an_app(tmp_path, STARTUP), clock=clock) as hosted:
        await until(lambda: len(hosted.app.runs) >= 5)

        assert set(hosted.app.runs) == {0}


async def test_a_timer_may_run_on_startup(tmp_path: Path) -> None:
    async with a_host(an_app(tmp_path, STARTUP)) as hosted:
        await until(lambda: hosted.app.runs)

        assert len(hosted.app.runs) == 1


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        ("*/15 * * * * *", "2026-03-02T08:00:07", "2026-03-02T08:00:15"),
        ("0 */5 * * * *", "2026-03-02T08:05:00", "2026-03-02T08:10:00"),
        ("0 30 9 * * Monday-Friday", "2026-03-06T10:00:00", "2026-03-09T09:30:00"),
        ("0 0 6 * January Sun", "2026-03-02T08:00:00", "2027-01-03T06:00:00"),
        ("0 0 0 13 * 5", "2026-03-14T00:00:00", "2026-11-13T00:00:00"),
        ("01:30:00", "2026-03-02T08:00:00", "2026-03-02T09:30:00"),
    ],
)
def test_a_schedule_says_when_it_is_due(schedule: str, after: str, due: str) -> None:
    assert read_schedule(schedule, "tick")(a_moment(after)) == a_moment(due)


@pytest.mark.parametrize("schedule", ["*/5 * * * *", "0 99 * * * *", "often", "00:00:00"])
def test_an_unreadable_schedule_is_a_sentence(schedule: str) -> None:
    with pytest.raises(HostError, match=r"^The schedule '.*' of tick cannot be read: "):
        read_schedule(schedule, "tick")
