"""Asks the app whether it can work, which also makes it build all that it works with."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import ClientError, ClientSession

from simulator.stack.host_process import HostDied

_ATTEMPTS = 20
_PAUSE = 0.25  # seconds


async def wait_until_ready(base_url: str, check: Callable[[], None]) -> None:
    """Return when the app says that it is ready (``HostDied`` when it never does)."""
    told = "nothing"
    async with ClientSession() as session:
        for _ in range(_ATTEMPTS):
            check()
            try:
                async with session.get(f"{base_url}/api/health/ready") as answer:
                    if answer.status == HTTPStatus.OK:
                        return
                    told = f"{answer.status} {await answer.text()}"
                    if answer.status == HTTPStatus.INTERNAL_SERVER_ERROR:
                        break  # it is set up wrongly, and time mends nothing
            except ClientError as error:
                told = str(error)
            await asyncio.sleep(_PAUSE)
    message = f"The app does not become ready; it says: {told}"
    raise HostDied(message)
