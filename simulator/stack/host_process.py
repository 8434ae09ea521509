"""The Functions host as a child process: started, watched and ended."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self
from urllib.parse import urlsplit

_DRAIN = 10.0  # seconds that an orderly end may take
_LAST_LINES = 20


class HostDied(Exception):
    """The host ended, or never began; the message ends with the last lines of its log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Where the host listens, and the key that opens its functions."""

    url: str
    key: str


class HostProcess:
    """Runs ``python -m simulator.host`` with *arguments* in *folder*, logging to *log*."""

    def __init__(self, folder: Path, arguments: Sequence[str], log: Path, patience: float) -> None:
        self.log = log
        self.ready = Ready(url="", key="")
        self._folder = folder
        self._arguments = arguments
        self._patience = patience

    async def __aenter__(self) -> Self:
        """Start the host and wait until it accepts (``HostDied`` when it does not)."""
        self._log = self.log.open("ab")
        try:
            self._process = await self._spawn(self._log)
            try:
                await self._wait_until_ready(self._process)
            except BaseException:
                await self._end()
                raise
        except BaseException:
            self._log.close()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the host, kindly at first."""
        try:
            await self._end()
        finally:
            self._log.close()

    async def kill(self) -> None:
        """End the host between two instructions, as a power cut does."""
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
        await self._process.wait()

    async def restart(self) -> None:
        """Start a host that has ended again, at the same address (``HostDied`` if it cannot)."""
        port = urlsplit(self.ready.url).port
        self._process = await self._spawn(self._log, "--port", str(port))
        await self._wait_until_ready(self._process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def check(self) -> None:
        """Raise ``HostDied`` when the host does not run any more."""
        code = self._process.returncode
        if code is not None:
            raise self._died(f"The Functions host ended with exit code {code}.")

    async def _spawn(self, log: BinaryIO, *more: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "simulator.host",
            "--tethered",
            *self._arguments,
            *more,  # what stands later counts
            cwd=self._folder,
            # Never written to: it closes when this process ends, even if it is killed.
            stdin=PIPE,
            stdout=PIPE,
            stderr=log,
        )

    async def _wait_until_ready(self, process: Process) -> None:
        assert process.stdout is not None  # noqa: S101  it was asked for
        try:
            async with asyncio.timeout(self._patience):
                line = await process.stdout.readline()
                if not line:
                    code = await process.wait()
                    raise self._died(f"The Functions host ended with exit code {code}.")
        except TimeoutError as error:
            message = f"The Functions host did not start within {self._patience:g} seconds."
            raise self._died(message) from error
        told = json.loads(line)
        self.ready = Ready(url=told["url"], key=told["key"])

    async def _end(self) -> None:
        process = self._process
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.terminate()
            try:
                async with asyncio.timeout(_DRAIN):
                    await process.wait()
            except TimeoutError:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    def _died(self, sentence: str) -> HostDied:
        written = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        lines = "\n".join(f"  {line}" for line in written[-_LAST_LINES:])
        told = f" The last lines of its log:\n{lines}" if lines else " It wrote no log."
        return HostDied(sentence + told)
