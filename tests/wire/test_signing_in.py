"""The Azure SDK's own ways to sign a person in, against a simulated Entra ID over https."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from shared.domain.sign_in import COMMAND_LINE_TOOLS
from simulator.entra_sign_in import USER_CODE, SignInServer
from tests.tenancy import an_instant_tenant
from tests.wire.desk import ADMINISTRATOR, Desk, a_desk

CONTEXT = "ssl.create_default_context(cafile='{}')"
SECTION = """\
tenant:
  automatic_enrolment:
    applies_to: none
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with a_desk(tmp_path, an_instant_tenant()[0]) as there:
        there.plan.write_text(SECTION, encoding="utf-8")
        yield there


async def test_a_person_signs_in_and_is_asked_for_what_the_plan_reads(desk: Desk) -> None:
    certificate = desk.home / "localhost.pem"
    async with SignInServer(desk.identity, certificate, ADMINISTRATOR) as entra:
        person = {
            "AZURE_AUTHORITY_HOST": entra.authority,
            "REQUESTS_CA_BUNDLE": str(certificate),
        }

        planned = await desk.run("plan", "--sign-in", "device-code", who=person)

        asked = {each.removeprefix(f"{desk.graph}/") for each in entra.scopes}
        assert planned.code == 3, planned.errors
        assert USER_CODE in planned.errors
        assert "somebody who has signed in" in planned.said
        assert {each for each in asked if each.endswith(".All")} == {
            "Group.Read.All",
            "Organization.Read.All",
            "Policy.Read.All",
        }
        assert entra.clients == {COMMAND_LINE_TOOLS}


def a_browser(certificate: Path) -> str:
    """Write the command of a browser that goes where it is sent, and shows nobody anything."""
    visit = f"import ssl,sys,urllib.request as u;u.urlopen(sys.argv[1],context={CONTEXT})"
    return f'{sys.executable} -c "{visit.format(certificate)}" %s &'


async def test_a_person_signs_in_with_a_browser(desk: Desk) -> None:
    certificate = desk.home / "localhost.pem"
    async with SignInServer(desk.identity, certificate, ADMINISTRATOR) as entra:
        person = {
            "AZURE_AUTHORITY_HOST": entra.authority,
            "REQUESTS_CA_BUNDLE": str(certificate),
            "BROWSER": a_browser(certificate),
        }

        applied = await desk.run("apply", "--yes", "--sign-in", "browser", who=person)

        assert applied.code == 0, applied.errors
        assert "somebody who has signed in" in applied.said
        assert "1 changed" in applied.said
        assert f"{desk.graph}/Policy.ReadWrite.MobilityManagement" in entra.scopes
        assert entra.clients == {COMMAND_LINE_TOOLS}


async def test_an_authority_without_a_known_certificate_is_not_trusted(desk: Desk) -> None:
    certificate = desk.home / "localhost.pem"
    async with SignInServer(desk.identity, certificate, ADMINISTRATOR) as entra:
        person = {"AZURE_AUTHORITY_HOST": entra.authority}

        planned = await desk.run("plan", "--sign-in", "device-code", who=person)

        assert planned.code == 1
        assert entra.scopes == ()
