"""BambooHR beside a stack: who asks it for somebody's number is told who that is."""

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from shared.ports import Clock
from simulator.cast import KLARA_JOINS
from simulator.twins.endpoints import TwinEndpoints
from simulator.vendors.api import VendorPerson
from simulator.vendors.bamboohr import BambooHr
from simulator.vendors.server import vendors_beside

# The setting with which the sample flight plan has BambooHR asked.
CREDENTIALS = "BAMBOOHR_CREDENTIALS"
_AHEAD = timedelta(days=14)


@asynccontextmanager
async def bamboohr_beside(clock: Clock) -> AsyncIterator[Mapping[str, str]]:
    """Serve BambooHR's API, as a neighbour of a stack; gives its settings."""
    credentials = f"{secrets.token_hex(20)}:x"
    async with vendors_beside(partial(_arrange, credentials), clock) as settings:
        yield {**settings, CREDENTIALS: credentials}


def _arrange(credentials: str, sites: TwinEndpoints, clock: Clock) -> None:
    bamboohr = BambooHr(clock, credentials)
    bamboohr.knows(
        VendorPerson(
            id=KLARA_JOINS.employee_id,
            email=KLARA_JOINS.colleague.upn,
            start_date=(clock.now() + _AHEAD).date(),
            department=KLARA_JOINS.department,
            location=KLARA_JOINS.location,
        )
    )
    for host in bamboohr.hosts:
        sites.stands(host, bamboohr)
