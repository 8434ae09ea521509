"""``groundcrew demo``: the whole story on a stack of its own."""

import json
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

from cli.addresses import Address
from cli.client import Client
from cli.exits import ExitCode, Trouble
from cli.flight import Flight, Landing
from cli.landing import length, report, set_up_report, show_landing, tell_set_up
from cli.local_tenant import SetUp, set_up
from cli.terminal import STARTING, console_for_data, progress
from cli.watching import watcher_for
from simulator.demo_story import demo
from simulator.stack import HostDied, Stack
from simulator.stack.plan import FLIGHT_PLAN
from simulator.stories import Story

_LIMIT = timedelta(hours=8)  # of the story
_LEAST = 60.0  # real seconds, however fast the story


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOptions:
    """How fast to fly, and where to write the report and the trace."""

    speed: float
    report: Path | None = None
    trace: Path | None = None


async def fly_demo(options: DemoOptions) -> ExitCode:
    """Fly the demo's story; ``FAILED`` unless every device ended where it must."""
    story = demo()
    limit = max(_LIMIT, timedelta(seconds=_LEAST * options.speed))
    async with AsyncExitStack() as entered:
        # Opened first: a name that cannot be written is told before anybody waits.
        reported = _open(entered, options.report)
        traced = _open(entered, options.trace)
        try:
            done, landing = await _fly(entered, options.speed, story, traced, limit)
        except HostDied as error:
            raise Trouble(str(error)) from error
        if reported is not None:
            json.dump(report(landing) | {"set_up": set_up_report(done)}, reported, indent=2)
    return _told(landing, limit)


async def _fly(
    entered: AsyncExitStack, speed: float, story: Story, traced: TextIO | None, limit: timedelta
) -> tuple[SetUp, Landing]:
    with progress(STARTING, aloud=True):
        stack = await entered.enter_async_context(Stack(story.plan(speed)))
    if traced is not None:
        stack.tenant.trace_to(_writer(traced))
    done = await set_up(stack, FLIGHT_PLAN)
    tell_set_up(done, console_for_data())
    stack.begin_now()
    address = Address(url=stack.base_url, key=stack.key)
    client = await entered.enter_async_context(Client(address))
    with watcher_for(console_for_data()) as watcher:
        return done, await Flight(stack, story, watcher, limit).fly(client)


def _told(landing: Landing, limit: timedelta) -> ExitCode:
    console = console_for_data()
    show_landing(landing, console)
    if not landing.astray:
        return ExitCode.DONE
    if landing.told > limit:
        console.print(f"Gave up after {length(limit)} of the story.")
    return ExitCode.FAILED


def _open(entered: AsyncExitStack, path: Path | None) -> TextIO | None:
    if path is None:
        return None
    try:
        return entered.enter_context(path.open("w", encoding="utf-8", newline="\n"))
    except OSError as error:
        raise Trouble(f"{path} cannot be written: {error.strerror}.") from error


def _writer(file: TextIO) -> Callable[[dict[str, Any]], None]:
    def write(line: dict[str, Any]) -> None:
        file.write(json.dumps(line, separators=(",", ":")) + "\n")

    return write
