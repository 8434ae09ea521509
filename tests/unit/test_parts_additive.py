"""Lists of assignments that are sent back whole: whatever somebody else assigned is kept."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.domain.object_requests import Json
from shared.domain.setup import Present, Ref, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.parts.apps import Apps
from shared.tenant.parts.scripts import Scripts
from tests.intune_setups import a_script, an_app

DATA = Path(__file__).parents[1] / "data" / "tenant"
OFFICE = "4a91b0c5-4b8e-4d6f-a6a7-0b6f3a3f1c01"
PEOPLE = "0c1e5a5c-0d35-4b2a-9e57-7a8f27f8e602"
PARTS: dict[str, tuple[Apps | Scripts, Callable[..., Wanted]]] = {
    "app": (Apps(), an_app),
    "script": (Scripts(), a_script),
}


def a_body(name: str) -> Json:
    body: Json = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return body


def known() -> Names:
    names = Names()
    names.learn(Ref.GROUP, "office", OFFICE)
    names.learn(Ref.GROUP, "people", PEOPLE)
    return names


def sent(name: str, *groups: str) -> list[Json]:
    part, wanted = PARTS[name]
    body = a_body(name)
    want = wanted(body["displayName"], *groups)
    present = part.present(body, known(), want.fields)
    assert isinstance(present, Present)
    (move,) = part.moves(want, present, known())
    assert move.request.body is not None
    (entries,) = move.request.body.values()
    return list(entries)


@pytest.mark.parametrize("name", PARTS)
def test_what_somebody_else_assigned_is_sent_back_as_it_was_read(name: str) -> None:
    before = [
        {key: value for key, value in each.items() if key != "id"}
        for each in a_body(name)["assignments"]
    ]

    *theirs, _ours = sent(name, "office")

    assert [
        {key: value for key, value in each.items() if key != "@odata.type"} for each in theirs
    ] == before


@pytest.mark.parametrize("name", PARTS)
def test_every_assignment_bears_its_type(name: str) -> None:
    kinds = {each["@odata.type"] for each in sent(name, "office")}

    assert kinds == {
        "#microsoft.graph.mobileAppAssignment"
        if name == "app"
        else "#microsoft.graph.deviceManagementScriptAssignment"
    }


def test_an_app_of_ours_is_required_and_has_no_settings_of_its_own() -> None:
    ours = sent("app", "office")[-1]

    assert ours == {
        "@odata.type": "#microsoft.graph.mobileAppAssignment",
        "intent": "required",
        "target": {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": OFFICE},
        "settings": None,
    }


def test_a_script_that_the_group_has_takes_no_request() -> None:
    part, wanted = PARTS["script"]
    want = wanted("Set time zone", "people")
    present = part.present(a_body("script"), known(), want.fields)
    assert isinstance(present, Present)

    assert part.moves(want, present, known()) == ()


def test_a_group_that_is_kept_from_a_script_is_a_conflict() -> None:
    body = a_body("script")
    body["assignments"][0]["target"]["@odata.type"] = (
        "#microsoft.graph.exclusionGroupAssignmentTarget"
    )

    told = PARTS["script"][0].present(body, known(), {"assigned_to": ["people"]})

    assert not isinstance(told, Present)
    assert "kept from it" in told.reason.sentence
