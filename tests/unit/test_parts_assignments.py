"""Targets of assignments: what documents say of them, and that nothing is lost on the way."""

import pytest

from shared.domain.object_requests import Json
from shared.domain.setup import Ref
from shared.tenant.naming.names import Names, Unresolved
from shared.tenant.parts.assignments import document, mentioned, target_of, told

GROUP, FILTER = "4a91b0c5-4b8e-4d6f-a6a7-0b6f3a3f1c01", "2f7bdc7e-3c60-4d9e-8a27-1f0c7d0f9b55"
NO_FILTER = {
    "deviceAndAppManagementAssignmentFilterId": None,
    "deviceAndAppManagementAssignmentFilterType": "none",
}
FILTERED = {
    "deviceAndAppManagementAssignmentFilterId": FILTER,
    "deviceAndAppManagementAssignmentFilterType": "exclude",
}


def known() -> Names:
    names = Names()
    names.learn(Ref.GROUP, "office", GROUP)
    names.learn(Ref.FILTER, "Laptops", FILTER)
    return names


def a_target(kind: str, **other: object) -> Json:
    return {"@odata.type": f"#microsoft.graph.{kind}AssignmentTarget", **other}


PAIRS = [
    (a_target("group", groupId=GROUP), {"group": "office"}),
    (a_target("exclusionGroup", groupId=GROUP), {"exclude": "office"}),
    (a_target("allDevices"), {"all": "devices"}),
    (a_target("allLicensedUsers"), {"all": "users"}),
    (
        a_target("group", groupId=GROUP, **FILTERED),
        {"group": "office", "filter": "Laptops", "filter_mode": "exclude"},
    ),
    (
        a_target("allDevices", **FILTERED),
        {"all": "devices", "filter": "Laptops", "filter_mode": "exclude"},
    ),
]


@pytest.mark.parametrize(("target", "written"), PAIRS)
def test_a_target_is_read_and_written_again(target: Json, written: Json) -> None:
    assert document(target, known()) == written
    assert target_of(written, known()) == target


@pytest.mark.parametrize(("target", "written"), PAIRS[:4])
def test_a_filter_of_the_type_none_is_none(target: Json, written: Json) -> None:
    assert document({**target, **NO_FILTER}, known()) == written


def test_a_target_of_a_type_that_nobody_knows_is_kept_as_it_is() -> None:
    target = a_target("configurationManagerCollection", collectionId="SMS00001")

    assert target_of(document(target, known()), known()) == target


def test_what_is_there_is_spelled_as_it_is_wanted() -> None:
    target = a_target("group", groupId=GROUP.upper())

    assert document(target, known(), [{"group": GROUP}]) == {"group": GROUP}


def test_an_id_that_nobody_knows_is_its_own_name() -> None:
    assert document(a_target("group", groupId=GROUP), Names()) == {"group": GROUP}


def test_a_group_that_is_not_there_yet_cannot_be_assigned() -> None:
    with pytest.raises(Unresolved):
        target_of({"group": "office"}, Names())


def test_groups_and_filters_are_mentioned_and_the_filter_of_the_type_none_is_not() -> None:
    unused = {**FILTERED, "deviceAndAppManagementAssignmentFilterType": "none"}
    body = {"assignments": [{"target": a_target("group", groupId=GROUP, **unused)}]}

    assert mentioned([body, {}]) == {Ref.GROUP: {GROUP}, Ref.FILTER: set()}


def test_people_are_told_whom_it_is_for() -> None:
    said = told([{"group": "office"}, {"exclude": "lab"}, {"all": "users"}])

    assert (said, told([])) == ("office, all but lab, all users", "nobody")
