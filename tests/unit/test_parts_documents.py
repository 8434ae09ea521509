"""Microsoft's own shapes of Intune's objects, read as documents and written again.

The bodies in tests/data/tenant are those of the pages of each resource type,
with what others have seen beside them, and with properties nobody knows yet.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from shared.domain.object_requests import Json
from shared.domain.setup import Present, Ref, Wanted
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.parts.preparation_policies import PreparationPolicies
from shared.tenant.parts.profiles import DeploymentProfiles
from shared.tenant.parts.status_pages import StatusPages
from tests.intune_setups import OOBE, PROFILE

DATA = Path(__file__).parents[1] / "data" / "tenant"
APP, SCRIPT = "e9cbb5d0-1c7a-4c5a-9d36-8f5f4a0f0a11", "7a0d5b0c-6c2e-4a57-8a53-5b6b1c9c7a33"
OFFICE, PEOPLE = "4a91b0c5-4b8e-4d6f-a6a7-0b6f3a3f1c01", "0c1e5a5c-0d35-4b2a-9e57-7a8f27f8e602"
CREATED: dict[str, StatusPages | DeploymentProfiles | PreparationPolicies] = {
    "enrollment_status_page": StatusPages(),
    "deployment_profile": DeploymentProfiles(),
    "preparation_policy": PreparationPolicies(),
}


def a_body(name: str) -> Json:
    body: Json = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return body


def known() -> Names:
    names = Names()
    names.learn(Ref.GROUP, "office", OFFICE)
    names.learn(Ref.GROUP, "people", PEOPLE)
    names.learn(Ref.APP, "Company Portal", APP)
    names.note_type(APP, "#microsoft.graph.win32LobApp")
    names.learn(Ref.SCRIPT, "Set time zone", SCRIPT)
    return names


def read(name: str, body: Json | None = None) -> Present:
    part = CREATED[name]
    found = part.present(body or a_body(name), known(), {})
    assert isinstance(found, Present)
    return found


def as_wanted(present: Present, **changed: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    fields = {**present.fields, **changed}
    return Wanted(kind=present.kind, key="key", name=present.name, fields=fields)


@pytest.mark.parametrize("name", CREATED)
def test_nothing_is_to_be_done_where_all_is_as_it_was_read(name: str) -> None:
    present = read(name)

    assert CREATED[name].moves(as_wanted(present), present, known()) in ([], ())


@pytest.mark.parametrize("name", CREATED)
def test_what_is_read_creates_an_object_that_reads_the_same(name: str) -> None:
    present = read(name)

    (move,) = CREATED[name].moves(as_wanted(present), None, known())

    assert move.request.body is not None
    again = read(name, {**move.request.body, "id": "new"})
    later = {"assignments", "priority", "device_group"}
    assert {each: value for each, value in again.fields.items() if each not in later} == {
        each: value for each, value in present.fields.items() if each not in later
    }


def test_an_out_of_box_setting_that_nobody_knows_stays_beside_the_one_that_is_changed() -> None:
    present = read("deployment_profile")
    wanted = as_wanted(
        present, out_of_box_experience_setting={**OOBE, "user_type": "administrator"}
    )

    (move,) = CREATED["deployment_profile"].moves(wanted, present, known())

    assert move.request.body is not None
    assert move.request.body["outOfBoxExperienceSetting"]["somethingOfNextYear"] == "kept"


def test_profiles_of_a_hybrid_join_are_nobodys() -> None:
    hybrid = {"@odata.type": "#microsoft.graph.activeDirectoryWindowsAutopilotDeploymentProfile"}

    assert CREATED["deployment_profile"].kept([hybrid, a_body("deployment_profile")]) == [
        a_body("deployment_profile")
    ]


def test_the_default_page_keeps_its_name_whatever_it_is_called() -> None:
    body = a_body("enrollment_status_page")
    body["id"] = "t_DefaultWindows10EnrollmentCompletionPageConfiguration"
    present = read("enrollment_status_page", body)
    wanted = replace(as_wanted(present, description="Changed"), name="Everybody's")

    (move,) = CREATED["enrollment_status_page"].moves(wanted, present, known())

    assert move.request.body is not None
    assert set(move.request.body) == {"@odata.type", "description"}


def test_a_new_policy_shows_no_device_group_but_has_the_setting_for_it() -> None:
    wanted = as_wanted(read("preparation_policy"))

    (move,) = CREATED["preparation_policy"].moves(wanted, None, known())

    assert move.request.body is not None
    values = {
        each["settingInstance"]["settingDefinitionId"]: each["settingInstance"]
        for each in move.request.body["settings"]
    }
    shown = values["enrollment_autopilot_dpp_devicesecuritygroupids"]
    assert (wanted.fields["device_group"], shown["simpleSettingValue"]["value"]) == ("office", "")


def test_what_graph_leaves_out_is_what_it_means_by_that() -> None:
    body = {
        "@odata.type": "#microsoft.graph.azureADWindowsAutopilotDeploymentProfile",
        "id": "one",
        "displayName": "Bare",
        "description": None,
        "deviceNameTemplate": None,
        "outOfBoxExperienceSetting": None,
    }

    found = read("deployment_profile", body)

    assert found.fields.keys() == PROFILE.keys()
    assert (found.fields["description"], found.fields["device_name_template"]) == ("", "")


def test_a_policy_is_put_with_everything_that_nobody_here_knows() -> None:
    present = read("preparation_policy")

    (move,) = CREATED["preparation_policy"].moves(
        as_wanted(present, timeout_in_minutes=90), present, known()
    )

    body, before = move.request.body, a_body("preparation_policy")
    assert body is not None
    for name in ("somethingOfNextYear", "templateReference", "priorityMetaData", "technologies"):
        assert body[name] == before[name]
    changed = [each for each in body["settings"] if each not in before["settings"]]
    assert [each["settingInstance"]["settingDefinitionId"] for each in changed] == [
        "enrollment_autopilot_dpp_timeout"
    ]
    assert len(body["settings"]) == len(before["settings"])


def test_a_policy_is_put_without_what_graph_writes_itself() -> None:
    present = read("preparation_policy")

    (move,) = CREATED["preparation_policy"].moves(
        as_wanted(present, timeout_in_minutes=90), present, known()
    )

    assert move.request.body is not None
    own = {"id", "createdDateTime", "lastModifiedDateTime", "isAssigned", "settingCount"}
    assert own.isdisjoint(move.request.body)
    assert not [each for each in move.request.body if each.startswith("assignments")]


def test_a_list_of_apps_that_becomes_empty_is_left_out_of_the_policy() -> None:
    present = read("preparation_policy")

    (move,) = CREATED["preparation_policy"].moves(as_wanted(present, apps=[]), present, known())

    assert move.request.body is not None
    ids = [each["settingInstance"]["settingDefinitionId"] for each in move.request.body["settings"]]
    assert "enrollment_autopilot_dpp_allowedappids" not in ids


def test_an_app_stays_written_as_it_was_beside_one_that_is_added() -> None:
    present = read("preparation_policy")
    names = known()
    names.note_type(APP, "#microsoft.graph.winGetApp")
    names.learn(Ref.APP, "Editor", "ed")
    names.note_type("ed", "#microsoft.graph.winGetApp")

    (move,) = CREATED["preparation_policy"].moves(
        as_wanted(present, apps=["Company Portal", "Editor"]), present, names
    )

    assert move.request.body is not None
    (held,) = [
        each["settingInstance"]["simpleSettingCollectionValue"]
        for each in move.request.body["settings"]
        if each["settingInstance"]["settingDefinitionId"].endswith("allowedappids")
    ]
    assert [each["value"] for each in held] == [
        f'{{"id":"{APP}","type":"#microsoft.graph.win32LobApp"}}',
        '{"id":"ed","type":"#microsoft.graph.winGetApp"}',
    ]


def test_an_app_whose_type_nobody_knows_cannot_be_added() -> None:
    present = read("preparation_policy")
    names = known()
    names.learn(Ref.APP, "Editor", "ed")

    with pytest.raises(Unresolved):
        CREATED["preparation_policy"].moves(as_wanted(present, apps=["Editor"]), present, names)
