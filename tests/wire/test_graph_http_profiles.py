"""Autopilot deployment profiles over plain HTTP, beta alone."""

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Answer, Wire
from tests.tenancy import registered

PROFILES = "/beta/deviceManagement/windowsAutopilotDeploymentProfiles"
KIND = "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile"
# As Microsoft's example of a profile has it, under the names since May 2024.
WHOLE = {
    "@odata.type": KIND,
    "displayName": "Engineers",
    "description": "For those who build.",
    "locale": "de-DE",
    "deviceNameTemplate": "ENG-%RAND:5%",
    "deviceType": "windowsPc",
    "preprovisioningAllowed": False,
    "hardwareHashExtractionEnabled": True,
    "roleScopeTagIds": ["0"],
    "outOfBoxExperienceSetting": {
        "deviceUsageType": "singleUser",
        "escapeLinkHidden": True,
        "eulaHidden": True,
        "keyboardSelectionPageSkipped": True,
        "privacySettingsHidden": True,
        "userType": "standard",
    },
}


async def create(wire: Wire, **other: object) -> Answer:
    return await wire.ask("POST", PROFILES, WHOLE | other)


async def created(wire: Wire, **other: object) -> str:
    answer = await create(wire, **other)
    assert answer.status == 201
    return str(answer.body["id"])


def group_target(group_id: str, kind: str = "group") -> dict[str, object]:
    kind = f"#microsoft.graph.{kind}AssignmentTarget"
    return {"target": {"@odata.type": kind, "groupId": group_id}}


async def test_a_profile_keeps_what_it_was_given(wire: Wire) -> None:
    profile_id = await created(wire)

    read = await wire.ask("GET", f"{PROFILES}('{profile_id}')")

    assert {name: read.body[name] for name in WHOLE} == WHOLE


# Microsoft deprecated these names in May 2024; that they go on saying the same is assumed.
async def test_the_old_names_say_the_same(wire: Wire) -> None:
    old = {
        "@odata.type": KIND,
        "displayName": "Old",
        "language": "fr-FR",
        "enableWhiteGlove": True,
        "extractHardwareHash": True,
        "outOfBoxExperienceSettings": {"hideEULA": True, "userType": "standard"},
    }

    answer = await wire.ask("POST", PROFILES, old)

    assert answer.status == 201
    assert (answer.body["locale"], answer.body["preprovisioningAllowed"]) == ("fr-FR", True)
    assert answer.body["outOfBoxExperienceSetting"]["eulaHidden"] is True
    assert answer.body["outOfBoxExperienceSettings"]["hideEULA"] is True


# Observed by others (CIPP): a hyphen and the like make an error without a reason.
@pytest.mark.parametrize(
    ("name", "status"),
    [("A-B", 500), ("A/B", 500), ("A (B)", 500), ("Ä [1] {x} | a_b?", 201), ("x" * 201, 400)],
)
async def test_a_name_may_not_have_every_character(wire: Wire, name: str, status: int) -> None:
    answer = await create(wire, displayName=name)

    assert answer.status == status


# Microsoft, "Configure Autopilot profiles": apply device name template.
@pytest.mark.parametrize(
    ("template", "status"),
    [
        ("", 201),
        ("PC-%SERIAL%", 201),
        ("%RAND:15%", 201),
        ("PC-%RAND:13%", 400),
        ("A" * 16, 400),
        ("PC %SERIAL%", 400),
        ("PC-%MAC%", 400),
        ("12345", 400),
    ],
)
async def test_a_name_template_must_make_a_name(wire: Wire, template: str, status: int) -> None:
    answer = await create(wire, deviceNameTemplate=template)

    assert answer.status == status


@pytest.mark.parametrize("query", ["$filter=displayName eq 'Engineers'", "$search=Engineers"])
async def test_profiles_cannot_be_looked_for(wire: Wire, query: str) -> None:
    answer = await wire.ask("GET", f"{PROFILES}?{query}")

    assert answer.status == 400


async def test_a_change_leaves_the_rest(wire: Wire) -> None:
    profile_id = await created(wire)
    change = {"outOfBoxExperienceSetting": {"userType": "administrator"}, "locale": ""}

    answer = await wire.ask("PATCH", f"{PROFILES}/{profile_id}", change)

    setting = WHOLE["outOfBoxExperienceSetting"] | {"userType": "administrator"}  # type: ignore[operator]  # an object
    wanted = WHOLE | {"locale": "", "outOfBoxExperienceSetting": setting}
    assert answer.status == 200
    assert {name: answer.body[name] for name in wanted} == wanted


async def test_a_group_is_assigned_once_and_taken_away(tenant: Tenant, wire: Wire) -> None:
    profile_id, group_id = await created(wire), tenant.group_exists("Office")
    address = f"{PROFILES}/{profile_id}/assignments"

    added = await wire.ask("POST", address, group_target(group_id))
    again = await wire.ask("POST", address, group_target(group_id))
    listed = await wire.ask("GET", address)
    expanded = await wire.ask("GET", f"{PROFILES}?$expand=assignments")
    removed = await wire.ask("DELETE", f"{address}/{added.body['id']}")
    left = await wire.ask("GET", address)

    assert (added.status, again.status, removed.status) == (201, 409, 204)
    assert added.body["target"]["groupId"] == group_id
    assert [each["id"] for each in listed.body["value"]] == [added.body["id"]]
    assert expanded.body["value"][0]["assignments"] == listed.body["value"]
    assert left.body["value"] == []


@pytest.mark.parametrize(("kind", "status"), [("allLicensedUsers", 400), ("group", 400)])
async def test_not_everybody_can_be_assigned(wire: Wire, kind: str, status: int) -> None:
    profile_id = await created(wire)

    answer = await wire.ask(
        "POST", f"{PROFILES}/{profile_id}/assignments", group_target("nobody", kind)
    )

    assert answer.status == status


# Microsoft: the assignments go first.
async def test_an_assigned_profile_is_not_deleted(tenant: Tenant, wire: Wire) -> None:
    profile_id = await created(wire)
    body = group_target(tenant.group_exists("Office"))
    added = await wire.ask("POST", f"{PROFILES}/{profile_id}/assignments", body)

    refused = await wire.ask("DELETE", f"{PROFILES}/{profile_id}")
    await wire.ask("DELETE", f"{PROFILES}/{profile_id}/assignments/{added.body['id']}")
    deleted = await wire.ask("DELETE", f"{PROFILES}/{profile_id}")
    gone = await wire.ask("GET", f"{PROFILES}/{profile_id}")

    assert [each.status for each in (refused, deleted, gone)] == [400, 204, 404]


# Microsoft, "windowsAutopilotDeploymentProfile: assign": its parameter is deviceIds.
async def test_assign_takes_autopilot_devices_and_no_groups(tenant: Tenant, wire: Wire) -> None:
    profile_id, identity_id = await created(wire), registered(tenant, "SN-1")
    group_id = tenant.group_exists("Office")

    bodies = (
        {"deviceIds": [identity_id]},
        {"deviceIds": [group_id]},
        {"assignments": [group_target(group_id)]},
    )
    answers = [await wire.ask("POST", f"{PROFILES}/{profile_id}/assign", each) for each in bodies]

    assert [each.status for each in answers] == [204, 400, 400]
    assert tenant.identity_beta(identity_id)["deploymentProfileAssignmentStatus"] != "notAssigned"


async def test_payload_links_say_what_is_assigned(tenant: Tenant, wire: Wire) -> None:
    used, unused = await created(wire), await created(wire)
    body = group_target(tenant.group_exists("Office"))
    await wire.ask("POST", f"{PROFILES}/{used}/assignments", body)

    answer = await wire.ask("POST", f"{PROFILES}/hasPayloadLinks", {"payloadIds": [used, unused]})

    assert [each["hasLink"] for each in answer.body["value"]] == [True, False]


# Microsoft: 350 profiles in a tenant.
async def test_there_are_350_profiles_at_most(tenant: Tenant, wire: Wire) -> None:
    for _ in range(350):
        tenant.create_deployment_profile(dict(WHOLE))

    answer = await create(wire)
    first = await wire.ask("GET", PROFILES)

    assert answer.status == 400
    assert "@odata.nextLink" in first.body


async def test_v1_has_no_profiles(wire: Wire) -> None:
    answer = await wire.ask("GET", PROFILES.replace("beta", "v1.0"))

    assert answer.status == 400
