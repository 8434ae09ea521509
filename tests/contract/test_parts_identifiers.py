"""Corporate identifiers of a tenant's set-up, on both faces of the tenant."""

from collections.abc import AsyncIterator

import pytest

from shared.domain.setup import Kind
from shared.tenant.parts.identifiers import CorporateIdentifiers
from tests.contract.tenants import FACES, World, a_world
from tests.intune_setups import everything, identifiers
from tests.setting_up import SIGNED_IN, seen, set_up

PART = CorporateIdentifiers()
ONE, TWO = "Contoso,Contoso 13,SN-1", "Contoso,Contoso 13,SN.2"


@pytest.fixture(params=FACES)
async def world(request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with a_world(request.param, caller=SIGNED_IN) as made_world:
        yield made_world


async def test_those_that_are_missing_are_uploaded(world: World) -> None:
    await set_up(PART, world.objects, identifiers(ONE))

    said = await set_up(PART, world.objects, identifiers(ONE, TWO))

    assert said == ["upload 1 corporate identifiers"]
    found = (await seen(PART, world.objects, identifiers(ONE, TWO))).present
    assert found[Kind.CORPORATE_IDENTIFIERS].fields == {"identifiers": [ONE, TWO]}


async def test_a_thousand_take_one_request_to_find_and_one_to_upload(world: World) -> None:
    wanted = identifiers(*(f"Contoso,Contoso 13,SN-{number}" for number in range(1_001)))
    before = world.requests

    said = await set_up(PART, world.objects, wanted)

    assert said == ["upload 1000 corporate identifiers", "upload 1 corporate identifiers"]
    assert world.requests - before == 6


async def test_others_are_left_alone_and_listed_for_an_export(world: World) -> None:
    await set_up(PART, world.objects, identifiers(ONE, TWO))

    found = (await seen(PART, world.objects, identifiers(ONE))).present
    (all_of_them,) = (await everything(PART, world)).others

    assert found[Kind.CORPORATE_IDENTIFIERS].fields == {"identifiers": [ONE]}
    assert all_of_them.fields == {"identifiers": [ONE, "Contoso,Contoso 13,SN2"]}
    assert PART.removal(all_of_them) == ()


async def test_a_tenant_without_identifiers_has_none_to_export(world: World) -> None:
    assert (await everything(PART, world)).others == ()


async def test_one_that_intune_cannot_read_is_named(world: World) -> None:
    wanted = identifiers(ONE, "Contoso,,SN-2", TWO)

    (unseen,) = (await seen(PART, world.objects, wanted)).unseen

    assert unseen.reason.evidence["identifier"] == "Contoso,,SN-2"
