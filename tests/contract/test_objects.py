"""What every ``TenantObjects`` must do with documents, whatever they are about."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.answers import Answer
from shared.domain.errors import Throttled
from shared.domain.object_requests import Method, ObjectRequest
from shared.domain.operations import Operation
from simulator.tenant import Throttle
from tests.contract.tenants import FACES, NOBODY, World, a_world
from tests.tenancy import registered

_IDENTITIES = "/beta/deviceManagement/windowsAutopilotDeviceIdentities"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


def reading(path: str) -> ObjectRequest:
    return ObjectRequest(operation=Operation.IDENTITIES, path=path)


async def test_a_document_is_read_as_graph_has_it(world: World) -> None:
    identity = registered(world.tenant, "SN-1")

    got = await world.objects.ask(reading(f"{_IDENTITIES}/{identity}?$select=id,serialNumber"))

    assert isinstance(got, dict)
    assert (got["id"], got["serialNumber"]) == (identity, "SN-1")


async def test_a_refusal_comes_back_as_it_arrived(world: World) -> None:
    got = await world.objects.ask(reading(f"/v1.0/groups/{NOBODY}"))

    assert isinstance(got, Answer)
    assert (got.status, got.code) == (404, "Request_ResourceNotFound")


async def test_an_answer_without_content_is_an_empty_document(world: World) -> None:
    request = ObjectRequest(
        operation=Operation.SYNC,
        path="/beta/deviceManagement/windowsAutopilotSettings/sync",
        method=Method.POST,
    )

    assert await world.objects.ask(request) == {}


async def test_a_list_is_read_to_its_last_page(world: World) -> None:
    for number in range(5):
        registered(world.tenant, f"SN-{number}")
    before = world.requests

    got = await world.objects.every(reading(f"{_IDENTITIES}?$top=2"))

    assert isinstance(got, list)
    assert {each["serialNumber"] for each in got} == {f"SN-{number}" for number in range(5)}
    assert world.requests - before == 3


async def test_a_page_that_is_refused_is_the_answer_to_the_list(world: World) -> None:
    for number in range(3):
        registered(world.tenant, f"SN-{number}")
    world.goes_wrong(Throttle(retry_after=60))

    got = await world.objects.every(reading(f"{_IDENTITIES}?$top=2"))

    assert isinstance(got, Answer)
    assert got.status == 429


async def test_many_are_read_in_one_exchange_and_each_has_its_own_answer(world: World) -> None:
    identity = registered(world.tenant, "SN-1")
    before = world.round_trips

    got = await world.objects.each(
        {
            "there": reading(f"{_IDENTITIES}/{identity}"),
            "gone": reading(f"{_IDENTITIES}/{NOBODY}"),
        }
    )

    assert world.round_trips - before == 1
    assert isinstance(got["there"], dict)
    assert isinstance(got["gone"], Answer)
    assert got["gone"].status == 404


async def test_nothing_is_sent_for_nothing(world: World) -> None:
    assert await world.objects.each({}) == {}
    assert world.requests == 0


async def test_a_closed_window_is_told_without_asking(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=600))
    await world.objects.ask(reading(_IDENTITIES))
    before = world.requests

    got = await world.objects.ask(reading(_IDENTITIES))

    assert isinstance(got, Throttled)
    assert world.requests == before


async def test_what_is_written_arrives_as_it_was_written(world: World) -> None:
    told: list[dict[str, object]] = []
    world.tenant.trace_to(told.append)
    identity = registered(world.tenant, "SN-1")
    request = ObjectRequest(
        operation=Operation.SET_GROUP_TAGS,
        path=f"/v1.0/deviceManagement/windowsAutopilotDeviceIdentities/{identity}"
        "/updateDeviceProperties",
        method=Method.POST,
        body={"groupTag": "Bücher & 'Mehr'"},
    )

    assert await world.objects.ask(request) == {}
    assert told[-1]["body"] == {"groupTag": "Bücher & 'Mehr'"}
