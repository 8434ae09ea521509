"""One running Groundcrew for all the tests that only need some app to talk to."""

from collections.abc import Iterator

import pytest

from tests.wire.command_line import UpAndRunning, up


@pytest.fixture(scope="session")
def groundcrew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UpAndRunning]:
    with up(tmp_path_factory.mktemp("home")) as running:
        yield running
