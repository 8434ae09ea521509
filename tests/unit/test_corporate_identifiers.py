"""Corporate identifiers are taken, found, listed and deleted (``importedDeviceIdentities``)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from simulator.tenant import GraphFault, Operation, Rule, Slice, Throttle
from tests.preparing import IDENTIFIER, an_identifier, switch_on
from tests.preparing import a_preparing_tenant as a_tenant


def test_an_identifier_is_kept_as_it_was_sent() -> None:
    tenant, _ = a_tenant()

    taken = tenant.import_identifiers([an_identifier("contoso,Contoso 13 ,sn-1")])

    assert taken[0]["status"] is True
    assert tenant.identifier(taken[0]["id"]) == {
        "id": taken[0]["id"],
        "importedDeviceIdentifier": "contoso,Contoso 13 ,sn-1",
        "importedDeviceIdentityType": "manufacturerModelSerial",
        "lastModifiedDateTime": "2026-03-02T08:00:00Z",
        "createdDateTime": "2026-03-02T08:00:00Z",
        "lastContactedDateTime": "0001-01-01T00:00:00Z",
        "description": "",
        "enrollmentState": "notContacted",
        "platform": "windows",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Contoso,SN-1",
        "Contoso,Contoso 13,SN-1,more",
        "Contoso,,SN-1",
        "Contoso, ,SN-1",
        "Contoso,Contoso 13,SN.1",
        f"Contoso,Contoso 13,{'S' * 129}",
        "",
    ],
)
def test_one_malformed_identifier_refuses_the_whole_list(text: str) -> None:
    tenant, _ = a_tenant()

    with pytest.raises(GraphFault, match=r"400 .* parameter found for 1 import records"):
        tenant.import_identifiers([an_identifier(), an_identifier(text)])

    assert tenant.identifiers() == []


def test_an_identifier_of_another_kind_is_malformed() -> None:
    tenant, _ = a_tenant()

    with pytest.raises(GraphFault, match="for 2 import records"):
        tenant.import_identifiers(
            [an_identifier(importedDeviceIdentityType="imei"), an_identifier("SN-1")]
        )


def test_a_malformed_identifier_cannot_be_searched_for() -> None:
    tenant, _ = a_tenant()

    with pytest.raises(GraphFault, match="400"):
        tenant.search_identifiers([an_identifier("SN-1")])


def test_a_known_identifier_is_refused_by_its_status_and_left() -> None:
    tenant, _ = a_tenant()
    tenant.import_identifiers([an_identifier(description="first")])

    again = tenant.import_identifiers([an_identifier(description="second")])

    assert [each["status"] for each in again] == [False]
    assert [each["description"] for each in tenant.identifiers()] == ["first"]


def test_a_known_identifier_is_written_anew_when_asked() -> None:
    tenant, clock = a_tenant()
    first = tenant.import_identifiers([an_identifier(description="first")])
    clock.advance(timedelta(minutes=1))

    again = tenant.import_identifiers([an_identifier(description="second")], overwrite=True)

    assert [(each["status"], each["id"]) for each in again] == [(True, first[0]["id"])]
    assert [
        (each["description"], each["lastModifiedDateTime"]) for each in tenant.identifiers()
    ] == [("second", "2026-03-02T08:01:00Z")]


def test_an_identifier_twice_in_one_list_is_taken_once() -> None:
    tenant, _ = a_tenant()

    taken = tenant.import_identifiers([an_identifier(), an_identifier()])

    assert [each["status"] for each in taken] == [True, False]
    assert len(tenant.identifiers()) == 1


def test_a_search_finds_what_is_there_letter_by_letter() -> None:
    tenant, _ = a_tenant()
    tenant.import_identifiers([an_identifier()])

    found = tenant.search_identifiers(
        [an_identifier(), an_identifier(IDENTIFIER.lower()), an_identifier("A,B,C")]
    )

    assert [each["importedDeviceIdentifier"] for each in found] == [IDENTIFIER]


def test_identifiers_are_listed_in_pages() -> None:
    tenant, _ = a_tenant()
    tenant.import_identifiers([an_identifier(f"Contoso,13,SN{number}") for number in range(501)])

    first = tenant.identifiers_page()
    second = tenant.identifiers_page(Slice(skip=500))

    assert (len(first.items), first.next_skip) == (500, 500)
    assert (len(second.items), second.next_skip) == (1, None)


def test_an_identifier_is_deleted_once() -> None:
    tenant, _ = a_tenant()
    taken = tenant.import_identifiers([an_identifier()])

    tenant.delete_identifier(taken[0]["id"])

    assert tenant.search_identifiers([an_identifier()]) == []
    with pytest.raises(GraphFault, match="404"):
        tenant.delete_identifier(taken[0]["id"])


def test_an_identifier_says_when_its_machine_enrolled() -> None:
    tenant, _ = a_tenant()
    tenant.import_identifiers([an_identifier(), an_identifier("Contoso,Contoso 13,SN-2")])

    switch_on(tenant)

    assert [
        (each["enrollmentState"], each["lastContactedDateTime"]) for each in tenant.identifiers()
    ] == [("enrolled", "2026-03-02T08:00:00Z"), ("notContacted", "0001-01-01T00:00:00Z")]


def test_an_upload_of_many_is_one_request_and_a_search_writes_nothing() -> None:
    tenant, _ = a_tenant()

    tenant.import_identifiers([an_identifier(), an_identifier("A,B,C")])
    tenant.search_identifiers([an_identifier(), an_identifier("A,B,C")])

    assert (tenant.counts.requests, tenant.counts.writes) == (2, 1)
    assert tenant.counts.by_operation[Operation.IMPORT_IDENTIFIERS] == 1


@pytest.mark.parametrize("ask", ["import", "search", "read", "delete"])
def test_a_script_can_befall_one_machines_requests(ask: str) -> None:
    tenant, _ = a_tenant()
    other, one = tenant.import_identifiers([an_identifier("A,B,SN-2"), an_identifier()])
    asks: dict[str, Callable[[dict[str, Any]], object]] = {
        "import": lambda line: tenant.import_identifiers([line]),
        "search": lambda line: tenant.search_identifiers([line]),
        "read": lambda line: tenant.identifier(line["id"]),
        "delete": lambda line: tenant.delete_identifier(line["id"]),
    }
    tenant.script.add(Rule(fault=Throttle(), about="sn-1"))

    asks[ask](other)

    with pytest.raises(GraphFault, match="429"):
        asks[ask](one)
