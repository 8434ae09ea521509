"""No port asks Graph for anything that the permission manifest does not list, nor needs more."""

import re
from contextlib import suppress

import pytest

from shared.domain.errors import GroundcrewError
from shared.domain.monitoring import Report
from shared.domain.operations import Operation
from shared.domain.permissions import GRANTS, Call
from tests.contract.asking import ASKS, a_cast
from tests.contract.tenants import FACES, World, a_world


def requests_of(world: World) -> list[Call]:
    """Collect what the tenant is asked for from now on; a batch is no request of its own."""
    asked: list[Call] = []

    def note(line: dict[str, str]) -> None:
        path = line["url"].partition("?")[0]
        if not path.endswith("$batch"):
            asked.append(Call(line["method"], path))

    world.tenant.trace_to(note)
    return asked


def operation_of(method: str) -> Operation:
    return Operation[method.partition(" ")[0].upper()]


def is_granted(call: Call, operation: Operation) -> bool:
    return any(
        call.method == granted.method and re.fullmatch(_pattern(granted.url), call.url)
        for granted in GRANTS[operation].calls
    )


def _pattern(template: str) -> str:
    return re.escape(template).replace(r"\{\}", "[^/']+")


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("method", ASKS)
async def test_a_method_asks_only_for_what_the_manifest_lists(
    face: str, method: str, count: int
) -> None:
    operation = operation_of(method)
    async with a_world(face) as world:
        cast = a_cast(world, count)
        asked = requests_of(world)

        await ASKS[method](world, cast)

    assert [call for call in asked if not is_granted(call, operation)] == []


async def test_reading_an_export_asks_for_its_job_and_downloads_the_file() -> None:
    async with a_world("graph") as world:
        job = await world.monitoring.begin_export(Report.AUTOPILOT)
        asked = requests_of(world)

        await world.monitoring.export(Report.AUTOPILOT, job)

    look, download = asked
    assert is_granted(look, Operation.EXPORT)
    assert download.url.startswith("/exports/")


@pytest.mark.parametrize("method", [name for name in ASKS if name != "group by id"])
async def test_the_permissions_of_the_manifest_are_enough(method: str) -> None:
    async with a_world("twin") as world:
        cast = a_cast(world, 3)
        refused = _refusals(world)

        with world.tenant.acting_as(GRANTS[operation_of(method)].permissions):
            await ASKS[method](world, cast)

    assert refused == []


def _refusals(world: World) -> list[str]:
    refused: list[str] = []
    world.tenant.trace_to(
        lambda line: refused.append(line["url"]) if line["status"] == 403 else None
    )
    return refused


@pytest.mark.parametrize("method", [name for name in ASKS if name != "group by id"])
async def test_each_permission_of_the_manifest_is_needed(method: str) -> None:
    for left_out in GRANTS[operation_of(method)].permissions:
        async with a_world("twin") as world:
            cast = a_cast(world, 3)
            refused = _refusals(world)
            held = set(GRANTS[operation_of(method)].permissions) - {left_out}

            with world.tenant.acting_as(held), suppress(GroundcrewError):
                await ASKS[method](world, cast)

        assert refused, left_out
