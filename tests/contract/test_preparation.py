"""What every ``DevicePreparation`` must do with corporate identifiers."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.errors import Refused, Throttled
from shared.domain.identifiers import CorporateIdentifier
from simulator.tenant import Throttle
from tests.contract.tenants import FACES, World, a_world, the_error


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param) as made:
        yield made


def identifiers(*serials: str, manufacturer: str = "Contoso") -> list[CorporateIdentifier]:
    return [
        CorporateIdentifier(manufacturer=manufacturer, model="Contoso 13", serial=serial)
        for serial in serials
    ]


async def test_what_was_uploaded_is_listed(world: World) -> None:
    wanted = identifiers("SN-1", "SN.2")

    before = await world.preparation.identifiers(wanted)
    failed = await world.preparation.import_identifiers(wanted)

    assert (before, failed) == ({"SN-1": False, "SN.2": False}, {})
    assert await world.preparation.identifiers(identifiers("SN-1", "SN.2", "SN-3")) == {
        "SN-1": True,
        "SN.2": True,
        "SN-3": False,
    }


async def test_the_identifier_of_another_maker_is_another_one(world: World) -> None:
    await world.preparation.import_identifiers(identifiers("SN-1"))

    told = await world.preparation.identifiers(identifiers("SN-1", manufacturer="Fabrikam"))

    assert told == {"SN-1": False}


async def test_uploading_again_is_no_error(world: World) -> None:
    wanted = identifiers("SN-1")

    assert [await world.preparation.import_identifiers(wanted) for _ in range(2)] == [{}, {}]


async def test_a_thousand_are_uploaded_by_one_request(world: World) -> None:
    wanted = identifiers(*(f"SN-{number}" for number in range(1_001)))

    assert await world.preparation.import_identifiers(wanted) == {}
    assert world.requests == 2
    assert set((await world.preparation.identifiers(wanted)).values()) == {True}
    assert world.requests == 4


async def test_a_malformed_identifier_spoils_no_other(world: World) -> None:
    good, bad = identifiers("SN-1", "SN-2", "SN-3"), identifiers("SN-4", manufacturer="")

    failed = await world.preparation.import_identifiers([*good, *bad])

    refused = the_error(failed, "SN-4")
    assert isinstance(refused, Refused)
    assert refused.reason.code == "identifier-invalid"
    assert set(failed) == {"SN-4"}
    assert set((await world.preparation.identifiers(good)).values()) == {True}


async def test_what_is_throttled_is_told_of_every_identifier(world: World) -> None:
    world.goes_wrong(Throttle(retry_after=60))

    told = await world.preparation.identifiers(identifiers("SN-1", "SN-2"))

    assert [type(each) for each in told.values()] == [Throttled, Throttled]
    assert world.requests == 1
