"""The host as a process of its own."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from shared.clock import WallClock
from simulator.amqp import AmqpServer
from simulator.queues import Message, Queues
from tests.wire.hosting import an_app, until

ROOT = Path(__file__).parents[2]
APP = """
import asyncio
import os
import azure.functions as func

print("an app may print")
app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


@app.route("slow")
async def slow(req: func.HttpRequest) -> str:
    await asyncio.sleep(0.3)
    return os.environ["COLOUR"]
"""

QUEUE_APP = """
import azure.functions as func

app = func.FunctionApp()


@app.service_bus_queue_trigger("message", queue_name="devices", connection="BUS")
async def take(message: func.ServiceBusMessage) -> None:
    pass
"""


@asynccontextmanager
async def a_process(folder: Path, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "simulator.host", "--app", str(folder), *arguments),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def test_one_line_says_where_it_is_and_sigterm_lets_requests_end(tmp_path: Path) -> None:
    settings = tmp_path / "local.settings.json"
    settings.write_text('{"Values": {"COLOUR": "amber"}}')
    async with a_process(an_app(tmp_path, APP), "--settings", str(settings)) as process:
        assert process.stdout
        ready = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as http:
            request = asyncio.create_task(
                http.get(ready["url"] + "/api/slow", headers={"x-functions-key": ready["key"]})
            )
            await asyncio.sleep(0.15)
            process.send_signal(signal.SIGTERM)
            response = await request
            body = await response.text()
        rest, _ = await process.communicate()

    assert (response.status, body) == (200, "amber")
    assert ready["functions"] == ["slow"]
    assert (process.returncode, rest) == (0, b"")


async def test_an_app_that_cannot_be_loaded_ends_with_its_reason(tmp_path: Path) -> None:
    async with a_process(an_app(tmp_path, "import lost_luggage\n")) as process:
        out, err = await process.communicate()

    assert (process.returncode, out) == (1, b"")
    assert b"No module named 'lost_luggage'" in err


async def test_a_clock_is_given_by_origin_and_speed(tmp_path: Path) -> None:
    clock = "2026-03-02T08:00:00+00:00*60"
    async with a_process(an_app(tmp_path, APP), "--clock", clock) as process:
        assert process.stdout
        ready = json.loads(await process.stdout.readline())
        process.send_signal(signal.SIGINT)
        await process.communicate()

    assert ready["url"].startswith("http://127.0.0.1:")
    assert process.returncode == 0


# In a process of its own because azure-servicebus 7.15 forgets to close the socket of a
# connection that the other side ended (its Connection.close makes its _disconnect do nothing).
async def test_a_lost_connection_is_made_again(tmp_path: Path) -> None:
    queues = Queues(WallClock(), WallClock())
    queues.declare("devices")
    async with AmqpServer(queues, key="secret") as server:
        settings = tmp_path / "local.settings.json"
        settings.write_text(json.dumps({"Values": {"BUS": server.connection_string}}))
        arguments = ("--settings", str(settings))
        async with a_process(an_app(tmp_path, QUEUE_APP), *arguments) as process:
            queues.send("devices", Message(body=b"one"))
            await until(lambda: queues.tally.completed == 1)
            server.drop_links()
            queues.send("devices", Message(body=b"two"))
            await until(lambda: queues.tally.completed == 2)
            process.send_signal(signal.SIGTERM)
            await process.communicate()

    assert process.returncode == 0
