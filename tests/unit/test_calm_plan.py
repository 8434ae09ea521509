"""The flight plan that a fast stack flies."""

from datetime import timedelta
from pathlib import Path

import pytest

from shared import flightplan
from shared.domain.stages import Stage
from shared.domain.verifiers import Signature
from simulator.stack.calm_plan import write_calm_plan
from simulator.stack.plan import FLIGHT_PLAN


def test_a_fast_stack_has_thirty_real_seconds_of_patience(tmp_path: Path) -> None:
    calm = flightplan.load(write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 600))

    assert calm.patience.outstayed[Stage.EXPECTED] == timedelta(hours=5)
    assert calm.patience.outstayed[Stage.READY] == timedelta(hours=5)


def test_a_stack_in_real_time_keeps_the_usual_patience(tmp_path: Path) -> None:
    calm = flightplan.load(write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 1))

    assert calm.patience.outstayed == flightplan.load(FLIGHT_PLAN).patience.outstayed


def test_all_else_stays_as_it_is(tmp_path: Path) -> None:
    before = flightplan.load(FLIGHT_PLAN)

    calm = flightplan.load(write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 600))

    assert calm.personas == before.personas
    assert calm.patience.first == before.patience.first


def test_what_the_plan_itself_says_counts(tmp_path: Path) -> None:
    original = tmp_path / "flightplan.yaml"
    text = FLIGHT_PLAN.read_text(encoding="utf-8")
    said = "patience:\n  outstayed:\n    ready: PT2H\n"
    original.write_text(text.replace("patience:\n", said), encoding="utf-8")

    calm = flightplan.load(write_calm_plan(original, tmp_path / "calm.yaml", 600))

    assert calm.patience.outstayed[Stage.READY] == timedelta(hours=2)


def test_settings_fill_the_places_that_name_them(tmp_path: Path) -> None:
    original = tmp_path / "flightplan.yaml"
    desk = 'desk: {events: [device.ready], url: "%DESK%/news", secrets: [S]}'
    said = f"subscribers:\n  {desk}\n"
    original.write_text(FLIGHT_PLAN.read_text(encoding="utf-8") + said, encoding="utf-8")

    settings = {"DESK": "http://127.0.0.1:8080", "OTHER": "else"}
    calm = flightplan.load(write_calm_plan(original, tmp_path / "calm.yaml", 600, settings))

    assert calm.subscribers["desk"].url == "http://127.0.0.1:8080/news"


@pytest.mark.parametrize("text", ["[", "- a list", "patience: 3", ""])
def test_a_plan_that_is_none_is_left_for_the_app_to_refuse(tmp_path: Path, text: str) -> None:
    original = tmp_path / "flightplan.yaml"
    original.write_text(text, encoding="utf-8")

    assert write_calm_plan(original, tmp_path / "calm.yaml", 600) == original


def tolerances(plan: Path) -> dict[str, timedelta | None]:
    sources = flightplan.load(plan).sources.values()
    return {
        source.name: source.verifier.tolerance
        for source in sources
        if isinstance(source.verifier, Signature)
    }


def test_a_signature_has_thirty_real_seconds_to_arrive(tmp_path: Path) -> None:
    calm = write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 600)

    assert tolerances(calm) == {"bamboohr": timedelta(hours=5)}


def test_in_real_time_a_signature_ages_as_its_preset_says(tmp_path: Path) -> None:
    calm = write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 1)

    assert tolerances(calm) == tolerances(FLIGHT_PLAN)


def test_vendors_beside_the_stack_are_asked_there(tmp_path: Path) -> None:
    here = {"VENDORS": "http://127.0.0.1:8080"}

    calm = flightplan.load(write_calm_plan(FLIGHT_PLAN, tmp_path / "calm.yaml", 600, here))

    hires = calm.sources["bamboohr"].hires
    assert hires is not None
    assert hires.fetch is not None
    assert hires.fetch.url.startswith("http://127.0.0.1:8080/{company}.bamboohr.com/")
