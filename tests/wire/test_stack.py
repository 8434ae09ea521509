"""The stack by itself: what it leaves behind, and how it tells of its failures."""

import io
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from cli.addresses import Address
from cli.client import Client
from cli.flight import Flight, Landing
from cli.watching import Lines
from shared.domain.stages import Stage
from shared.ports import Clock
from simulator.cargo import ELIFS
from simulator.friendly import set_up
from simulator.stack import HostDied, Stack, StackPlan
from simulator.stack.plan import FLIGHT_PLAN
from simulator.stories import SHIPMENTS, Posting, Scene, Story
from simulator.tenant import Tenant


def arrange(tenant: Tenant, _began: datetime) -> None:
    set_up(tenant, FLIGHT_PLAN)


def a_story_without_an_end() -> Story:
    """A manifest with a device that its maker never registers."""
    says, file = "A distributor ships four.", "shipment-tailspin.json"
    scene = Scene(says=says, does=Posting(route=SHIPMENTS, file=file))
    ends: Mapping[str, Stage | None] = {ELIFS.serial: Stage.DEPLOYED}
    return Story(scenes=(scene,), ends=ends, arrange_tenant=arrange, arrange_queues=lambda _: None)


async def flown(story: Story, limit: timedelta, folder: Path) -> Landing:
    watcher = Lines(Console(file=io.StringIO()))
    async with (
        Stack(replace(story.plan(600), state=folder)) as stack,
        Client(Address(url=stack.base_url, key=stack.key)) as client,
    ):
        return await Flight(stack, story, watcher, limit).fly(client)


async def test_a_flight_that_never_settles_ends_and_says_what_devices_wait_for(
    tmp_path: Path,
) -> None:
    landing = await flown(a_story_without_an_end(), timedelta(minutes=30), tmp_path)

    (elifs,) = (each for each in landing.astray if each.serial == ELIFS.serial)
    assert (elifs.should, elifs.stage) == ("deployed", "registering")
    assert elifs.waiting_for.startswith("The manufacturer has not registered the device")
    assert landing.told >= timedelta(minutes=30)


async def test_a_state_folder_keeps_the_database_and_the_log(tmp_path: Path) -> None:
    async with Stack(StackPlan(state=tmp_path / "state")) as stack:
        assert stack.log == tmp_path / "state" / "host.log"

    kept = {path.name for path in (tmp_path / "state").iterdir()}
    assert {"groundcrew.db", "host.log"} <= kept


async def test_an_app_that_is_set_up_wrongly_is_told_of_at_once(tmp_path: Path) -> None:
    plan = StackPlan(flight_plan=tmp_path / "nowhere.yaml", state=tmp_path / "state")

    with pytest.raises(HostDied, match=r"The app does not become ready; .*nowhere\.yaml"):
        async with Stack(plan):
            pass


async def test_a_host_that_ends_shows_the_end_of_its_log(tmp_path: Path) -> None:
    (tmp_path / "host.json").write_text("{", encoding="utf-8")

    with pytest.raises(HostDied, match="ended with exit code 1") as died:
        async with Stack(StackPlan(app=tmp_path, state=tmp_path / "state")):
            pass

    assert "The last lines of its log:" in str(died.value)


def json_of(path: Path) -> Mapping[str, str]:
    values: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))["Values"]
    return values


async def test_a_neighbour_outlives_the_host_and_its_settings_reach_the_app(
    tmp_path: Path,
) -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def neighbour(clock: Clock) -> AsyncIterator[Mapping[str, str]]:
        seen.append(f"opened at {clock.now():%Y}")
        yield {"NEIGHBOUR": "http://127.0.0.1:8080"}
        seen.append("closed")

    async with Stack(StackPlan(state=tmp_path / "state", neighbours=(neighbour,))) as stack:
        settings = json_of(tmp_path / "state" / "local.settings.json")
        seen.append("running")

    assert settings["NEIGHBOUR"] == "http://127.0.0.1:8080"
    assert seen == [f"opened at {stack.began:%Y}", "running", "closed"]
