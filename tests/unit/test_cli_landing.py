"""How the demo's end is told: the sentence, the report, and who went astray."""

import io
from datetime import timedelta
from typing import Any

import pytest
from rich.console import Console

from cli.flight import Landing, astray
from cli.landing import length, report, show_landing, summary
from cli.receipts import Verdict
from shared.domain.stages import Stage
from simulator.stories import Story
from tests.unit.cli_answers import a_device, waiting

REFUSED = Verdict(line=7, key="SN-9", accepted=False, word="refused", sentence="Wrong hash.")


def a_story(**ends: Stage | None) -> Story:
    return Story(
        scenes=(), ends=ends, arrange_tenant=lambda *_: None, arrange_queues=lambda *_: None
    )


def a_landing(*stages: str, **told: Any) -> Landing:  # noqa: ANN401  any field's value
    usual: dict[str, Any] = {
        "devices": [a_device(f"SN-{number}", stage=stage) for number, stage in enumerate(stages)],
        "hires": [],
        "requests": [],
        "parked": [],
        "refused": [],
        "graph": {"requests": 231, "round_trips": 90, "writes": 38, "throttled": 2},
        "messages": {"sent": 5},
        "seconds": 21.4,
        "told": timedelta(hours=1, minutes=50),
        "astray": [],
    }
    return Landing(**(usual | told))


def shown(landing: Landing) -> str:
    file = io.StringIO()
    show_landing(landing, Console(file=file, width=100))
    return file.getvalue()


def test_the_summary_counts_devices_lines_requests_and_time() -> None:
    stages = ["deployed"] * 9 + ["ready"] * 4 + ["parked"]

    assert summary(a_landing(*stages, refused=[REFUSED])) == (
        "14 devices: 9 deployed, 4 ready in stock, 1 parked; 1 line refused; "
        "231 Graph requests (16.5 a device; 90 exchanges, 38 writes, 2 throttled) "
        "in 21.4 s (= 1 h 50 min of the story)."
    )


def test_the_summary_speaks_of_one_device_and_no_lines() -> None:
    assert summary(a_landing("registering")).startswith("1 device: 1 registering; 0 lines refused;")


def test_the_summary_of_a_file_is_one_line() -> None:
    assert summary(a_landing("deployed")) in shown(a_landing("deployed"))


@pytest.mark.parametrize(
    ("minutes", "told"), [(0, "0 min"), (59, "59 min"), (60, "1 h 00 min"), (125, "2 h 05 min")]
)
def test_a_length_is_told_in_hours_and_minutes(minutes: int, told: str) -> None:
    assert length(timedelta(minutes=minutes)) == told


def test_the_report_holds_what_the_app_says() -> None:
    landing = a_landing("deployed", refused=[REFUSED])

    written = report(landing)

    assert written["devices"] == landing.devices
    assert written["graph"] == {**landing.graph, "requests_per_device": 231.0}
    assert written["seconds"] == 21.4
    assert written["refused"] == [{"line": 7, "serial": "SN-9", "why": "Wrong hash."}]
    assert written["astray"] == []


def test_a_device_that_ended_elsewhere_is_shown_with_what_it_waits_for() -> None:
    device = a_device("SN-1", waiting_for=waiting("membership", "The group is slow."))

    found = astray(a_story(**{"SN-1": Stage.DEPLOYED}), [device])

    said = shown(a_landing("registered", astray=found))
    assert "1 device did not end where the story says:" in said
    row = next(line for line in said.splitlines() if line.startswith(" SN-1"))
    assert row.split() == ["SN-1", "deployed", "registered", "The", "group", "is", "slow."]


def test_a_device_that_is_missing_went_astray() -> None:
    (found,) = astray(a_story(**{"SN-1": Stage.READY}), [])

    assert (found.should, found.stage) == ("ready", "not known")


def test_a_device_that_should_not_be_known_went_astray() -> None:
    (found,) = astray(a_story(**{"SN-1": None}), [a_device("SN-1")])

    assert (found.should, found.stage) == ("not known", "registered")


def test_a_device_that_the_story_does_not_know_went_astray() -> None:
    assert len(astray(a_story(), [a_device("SN-1")])) == 1


def test_nobody_went_astray_when_all_is_as_it_should_be() -> None:
    story = a_story(**{"SN-1": Stage.READY, "SN-2": None})

    assert astray(story, [a_device("SN-1", stage="ready")]) == []
