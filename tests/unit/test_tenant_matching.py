"""Which of the objects that were listed are those that are wanted."""

from typing import Any

from shared.domain.object_requests import Json
from shared.domain.setup import Kind, Wanted
from shared.runtime.budget import Budget
from shared.tenant.naming.matching import Listed, Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look
from simulator.twins import Requests, TwinTenantObjects
from tests.tenancy import a_tenant


def a_body(object_id: str, name: str) -> Json:
    return {"id": object_id, "displayName": name}


def want(key: str, name: str = "", object_id: str = "") -> Wanted:
    return Wanted(kind=Kind.DEPLOYMENT_PROFILE, key=key, name=name or key, fields={}, id=object_id)


def matched(bodies: list[Json], *wanted: Wanted, **ids: str) -> Matched:
    tenant, clock = a_tenant()
    objects = TwinTenantObjects(Requests(tenant, Budget(clock)))
    look = Look(objects=objects, names=Names(), wanted=wanted, ids=ids)
    return Listed(what="deployment profiles", bodies=bodies).matched(look)


def found(told: Matched) -> dict[str, Any]:
    return {key: body["id"] for key, body in told.by_key.items()}


def test_a_stored_id_counts_for_more_than_a_name() -> None:
    told = matched([a_body("1", "office"), a_body("2", "renamed")], want("office"), office="2")

    assert found(told) == {"office": "2"}
    assert [each["id"] for each in told.others] == ["1"]


def test_the_id_in_the_flight_plan_counts_for_more_than_a_stored_one() -> None:
    told = matched([a_body("1", "a"), a_body("2", "b")], want("a", object_id="1"), a="2")

    assert found(told) == {"a": "1"}


def test_a_stored_id_of_nothing_gives_way_to_the_name() -> None:
    assert found(matched([a_body("1", "office")], want("office"), office="gone")) == {"office": "1"}


def test_case_does_not_count_unless_names_differ_by_it_alone() -> None:
    bodies = [a_body("1", "Office"), a_body("2", "OFFICE")]

    assert found(matched(bodies[:1], want("office"))) == {"office": "1"}
    assert found(matched(bodies, want("OFFICE"))) == {"OFFICE": "2"}
    assert matched(bodies, want("office")).unseen[0].reason.code == "ambiguous"


def test_what_one_key_has_by_id_no_other_has_by_name() -> None:
    bodies = [a_body("1", "office"), a_body("2", "office")]

    told = matched(bodies, want("first", "office"), want("second", "office"), first="2")

    assert found(told) == {"first": "2", "second": "1"}


def test_several_of_one_name_are_neither_ours_nor_others() -> None:
    told = matched([a_body("1", "office"), a_body("2", "office")], want("office"))

    assert (found(told), told.others) == ({}, [])
    assert "1, 2" in told.unseen[0].reason.sentence


def test_what_is_not_there_is_no_trouble() -> None:
    told = matched([a_body("1", "other")], want("office"))

    assert (found(told), told.unseen) == ({}, [])
