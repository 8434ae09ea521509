"""The host as a process of its own: one JSON line on stdout when it is ready, logs on stderr."""

import argparse
import asyncio
import json
import logging
import os
import signal
import sys
from contextlib import redirect_stdout, suppress
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TextIO

from shared.clock import FastClock, WallClock
from shared.ports import Clock
from simulator.host import FunctionsHost, HostError
from simulator.host.keys import read_keys
from simulator.host.settings import read_settings

_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")  # the last is Windows' way to end a child


def read_clock(text: str) -> Clock:
    """Read ``ORIGIN*SPEED``, such as ``2026-03-02T08:00:00+00:00*60``."""
    origin, star, speed = text.partition("*")
    moment = datetime.fromisoformat(origin)
    if not star or moment.tzinfo is None:
        message = f"{text!r} is not ORIGIN*SPEED with a time zone in ORIGIN."
        raise ValueError(message)
    return FastClock(origin=moment, speed=float(speed))


def main() -> int:
    """Run until told to stop; 0 after an orderly end, 1 when the app cannot be run."""
    arguments = _arguments().parse_args()
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.INFO,
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
    )
    logging.getLogger("azure.servicebus").setLevel(logging.WARNING)
    logging.getLogger("azure.identity").setLevel(logging.WARNING)
    announce = sys.stdout
    try:
        with redirect_stdout(sys.stderr):  # an app may print; stdout carries one line only
            asyncio.run(_serve(arguments, announce))
    except HostError as error:
        sys.stderr.write(f"{error.trace}{error}\n")
        return 1
    return 0


async def _serve(arguments: argparse.Namespace, announce: TextIO) -> None:
    stop = asyncio.Event()
    _on_signals(stop)
    host = FunctionsHost(
        arguments.app,
        read_settings(arguments.settings) if arguments.settings else {},
        read_keys(arguments.keys) if arguments.keys else None,
        port=arguments.port,
        clock=arguments.clock,
    )
    if arguments.tethered:
        _on_end_of_input(stop)
    async with host:
        names = [function.name for function in host.functions]
        ready = {"url": host.base_url, "functions": names, "key": host.key}
        announce.write(json.dumps(ready) + "\n")
        announce.flush()
        await stop.wait()


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _on_end_of_input(stop: asyncio.Event) -> None:
    """Stop when whoever started this process is gone, in whatever way: then its pipe closes."""
    loop = asyncio.get_running_loop()
    descriptor = sys.stdin.fileno()

    def wait() -> None:
        # Not through sys.stdin: its lock would be held when the interpreter ends.
        while os.read(descriptor, 1):
            pass
        with suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(stop.set)

    Thread(target=wait, daemon=True).start()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator.host", description=__doc__)
    parser.add_argument("--app", type=Path, required=True, help="folder of function_app.py")
    parser.add_argument("--settings", type=Path, help="a local.settings.json")
    parser.add_argument("--keys", type=Path, help="keys, as az functionapp keys list prints them")
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    parser.add_argument("--clock", type=read_clock, default=WallClock(), help="ORIGIN*SPEED")
    parser.add_argument("--tethered", action="store_true", help="stop when stdin is closed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
