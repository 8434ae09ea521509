"""``groundcrew up``: the stack stays until Ctrl-C, with a tenant that takes every machine."""

import asyncio
import os
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.table import Table
from rich.text import Text

from cli.addresses import Address, forget, remember
from cli.exits import ExitCode, Trouble
from cli.local_tenant import local_tenant, set_up
from cli.terminal import STARTING, console_for_data, console_for_errors, progress
from simulator.friendly import welcome
from simulator.hr_department import bamboohr_beside
from simulator.stack import HostDied, Stack, StackPlan, StateTaken
from simulator.stack.plan import FLIGHT_PLAN
from simulator.stories import EXAMPLES

_GLANCE = 1.0  # seconds between two looks whether the host still runs


@dataclass(frozen=True, slots=True, kw_only=True)
class UpOptions:
    """Where to listen, how fast time passes, and where to keep the state.

    A *new_tenant* is left as Microsoft makes it.
    """

    port: int = 0
    speed: float = 1.0
    state: Path | None = None
    new_tenant: bool = False


async def stay_up(options: UpOptions) -> ExitCode:
    """Run the stack until somebody ends it, which is no failure."""
    plan = StackPlan(
        speed=options.speed,
        port=options.port,
        state=options.state,
        arrange_tenant=partial(welcome, FLIGHT_PLAN),
        neighbours=(bamboohr_beside,),
    )
    _check_port(options.port)
    try:
        with progress(STARTING, aloud=True):
            stack = await Stack(plan).__aenter__()
    except HostDied as error:
        raise Trouble(str(error)) from error
    except StateTaken as error:
        raise Trouble(str(error), "Choose another folder with --state, or delete it.") from error
    try:
        if not options.new_tenant:
            await set_up(stack, FLIGHT_PLAN)
        await _run(stack)
    except HostDied as error:
        raise Trouble(str(error)) from error
    except asyncio.CancelledError:
        console_for_errors().print("\nStopping.")
    finally:
        await stack.__aexit__()
    return ExitCode.DONE


def _check_port(port: int) -> None:
    """Tell a taken port from all else that can go wrong (``Trouble``)."""
    with socket.socket() as probe:
        if os.name == "posix":  # where this means: whatever a run just ended left behind
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            message = f"Port {port} cannot be used: {error.strerror}."
            raise Trouble(message, "Choose another with --port; 0 takes any free one.") from error


async def _run(stack: Stack) -> None:
    address = Address(
        url=stack.base_url,
        key=stack.key,
        senders={name: asdict(sender) for name, sender in stack.senders.items()},
        clock=stack.told_clock,
        tenant=local_tenant(stack),
    )
    try:
        remember(address)
    except OSError as error:
        console = console_for_errors()
        console.print(f"The address cannot be remembered ({error}); pass --url and --key.")
    try:
        _say(stack)
        while True:
            await asyncio.sleep(_GLANCE)
            stack.check()
    finally:
        forget(address)


def _to_try() -> Iterator[str]:
    """Name a command for each way in."""
    yield f"groundcrew send hr {_example('hire-hanna.json')}"
    yield f"groundcrew send hr {_example('hire-klara.json')} --source bamboohr"
    yield f"groundcrew send shipment {_example('shipment-litware.edi')} --source litware"
    yield f"groundcrew send request {_example('request-lars.json')}"
    yield "groundcrew devices"
    yield "groundcrew tenant plan --local"


def _example(name: str) -> str:
    """Write an example's path for a command, from this folder on where it lies below it."""
    path, here = EXAMPLES / name, Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    return f'"{shown}"' if " " in shown else shown


def _say(stack: Stack) -> None:
    console = console_for_data()
    facts = Table.grid(padding=(0, 2))
    for name, value in (
        ("App", stack.base_url),
        ("Key", stack.key),
        ("Time", f"{stack.clock.speed:g} times as fast as real"),
        ("Log", str(stack.log)),
    ):
        facts.add_row(Text(name, style="dim"), Text(value, overflow="fold"))
    console.print("[bold green]Groundcrew is up.[/]")
    console.print(facts)
    for line in (
        "",
        "In another terminal:",
        *(f"  {command}" for command in _to_try()),
        "",
        "Or with curl:",
        f'  curl -H "x-functions-key: {stack.key}" {stack.base_url}/api/devices',
        "",
        "Ctrl-C stops it.",
    ):
        console.print(line, markup=False, soft_wrap=True)
