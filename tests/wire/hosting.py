"""The local Functions host around the sample app, or around an app written on the spot."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import aiohttp

from shared.ports import Clock
from simulator.host import FunctionsHost, Keys

SAMPLE = Path(__file__).parent / "sample_app"
KEYS = Keys(
    master="master-key",
    host={"default": "host-key"},
    functions={"echo": {"partner": "echo-key"}},
)
NOBODY = (
    "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=k;SharedAccessKey=a;UseDevelopmentEmulator=true;"
)
SETTINGS = {
    "BUS": NOBODY,
    "QUEUE": "devices",
    "SCHEDULE": "0 0 0 1 1 *",
    "AzureWebJobs.take.Disabled": "true",
    "AzureWebJobs.exhume.Disabled": "true",
    "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT": "1000",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that has been read."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """An entered host and a client for it."""

    host: FunctionsHost
    http: aiohttp.ClientSession

    @property
    def app(self) -> ModuleType:
        """The module of the function app, to look into its variables."""
        return sys.modules["function_app"]

    async def ask(
        self, method: str, path: str, key: str | None = None, body: bytes | None = None
    ) -> Answer:
        """Send a request; *key* goes into the header."""
        headers = {"X-Hangar": "north"} | ({"x-functions-key": key} if key else {})
        url = self.host.base_url + path
        async with self.http.request(method, url, data=body, headers=headers) as response:
            return Answer(
                status=response.status, headers=response.headers, body=await response.read()
            )


@asynccontextmanager
async def a_host(
    app: Path = SAMPLE, settings: Mapping[str, str] | None = None, clock: Clock | None = None
) -> AsyncIterator[Hosted]:
    """Run *app* with *settings* on top of the usual ones."""
    host = FunctionsHost(app, {**SETTINGS, **(settings or {})}, KEYS, clock=clock)
    async with host, aiohttp.ClientSession() as http:
        yield Hosted(host=host, http=http)


def an_app(folder: Path, source: str, host_json: str | None = None) -> Path:
    """Write an app that consists of *source*."""
    (folder / "function_app.py").write_text(source)
    if host_json is not None:
        (folder / "host.json").write_text(host_json)
    return folder


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait until *condition* holds."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  the condition rings no bell
            await asyncio.sleep(0.01)
