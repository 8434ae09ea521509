"""What of Intune's set-up a caller may not read, on both faces: told with its permission."""

import pytest

from shared.domain.permissions import READ_AUTOPILOT
from shared.domain.setup import Kind
from shared.domain.setup_permissions import READ_APPS, READ_CONFIGURATION
from shared.tenant.parts import PARTS
from simulator.tenant.caller import Caller
from tests.contract.tenants import FACES, a_world
from tests.intune_setups import a_page, a_policy, a_profile, a_script, an_app, identifiers
from tests.setting_up import READING, seen

WANTED = {
    Kind.ENROLLMENT_STATUS_PAGE: (a_page(), READ_AUTOPILOT),
    Kind.DEPLOYMENT_PROFILE: (a_profile(), READ_AUTOPILOT),
    Kind.PREPARATION_POLICY: (a_policy(), READ_CONFIGURATION),
    Kind.APP: (an_app("Company Portal"), READ_APPS),
    Kind.SCRIPT: (a_script("Set wallpaper"), READ_CONFIGURATION),
    Kind.CORPORATE_IDENTIFIERS: (identifiers("Contoso,Contoso 13,SN-1"), READ_AUTOPILOT),
}


@pytest.mark.parametrize("kind", WANTED)
@pytest.mark.parametrize("face", FACES)
async def test_a_read_that_is_refused_is_told_with_the_permission_it_takes(
    face: str, kind: Kind
) -> None:
    wanted, permission = WANTED[kind]
    async with a_world(face, caller=Caller(roles=frozenset())) as world:
        found = await seen(PARTS[kind], world.objects, wanted)

    (unseen,) = found.unseen
    assert (unseen.kind, found.present) == (kind, {})
    assert permission in unseen.reason.remedy
    assert unseen.by_hand is not None


@pytest.mark.parametrize("kind", WANTED)
async def test_reading_permissions_are_enough_to_look(kind: Kind) -> None:
    async with a_world("twin", caller=Caller(roles=READING)) as world:
        world.tenant.app_exists("Company Portal")
        found = await seen(PARTS[kind], world.objects, WANTED[kind][0])

    assert found.unseen in ([], ())


async def test_an_app_that_blocks_cannot_be_told_by_whoever_reads_no_apps() -> None:
    async with a_world("twin", caller=Caller(roles=READING - {READ_APPS})) as world:
        page = a_page("default", name="All users and all devices", selected_mobile_apps=["Portal"])
        found = await seen(PARTS[page.kind], world.objects, page)

    (unseen,) = found.unseen
    assert (unseen.key, READ_APPS in unseen.reason.remedy) == ("default", True)
