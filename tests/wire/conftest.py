"""What several wire tests talk to: one running Groundcrew, or a tenant of their own."""

from collections.abc import AsyncIterator, Iterator

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire, a_wire
from tests.tenancy import an_instant_tenant
from tests.wire.command_line import UpAndRunning, up
from tests.wire.flying import Flown, fly


@pytest.fixture(scope="session")
def groundcrew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UpAndRunning]:
    with up(tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="session")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    return fly(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


@pytest.fixture
async def wire(tenant: Tenant) -> AsyncIterator[Wire]:
    async with a_wire(tenant) as client:
        yield client
