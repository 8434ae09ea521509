"""Corporate identifiers and device-preparation policies over plain HTTP."""

import pytest

from simulator.tenant import Tenant
from tests.graph_wire import Wire
from tests.preparing import SERIAL, a_policy, a_preparing_tenant, an_identifier, group_id, switch_on

IDENTIFIERS = "/beta/deviceManagement/importedDeviceIdentities"
POLICIES = "/beta/deviceManagement/configurationPolicies"
IMPORT = f"{IDENTIFIERS}/importDeviceIdentityList"


@pytest.fixture
def tenant() -> Tenant:
    return a_preparing_tenant()[0]


def upload(*texts: str, overwrite: object = False) -> dict[str, object]:
    return {
        "importedDeviceIdentities": [an_identifier(each) for each in texts],
        "overwriteImportedDeviceIdentities": overwrite,
    }


async def test_an_upload_answers_200_with_a_status_for_each(wire: Wire) -> None:
    first = await wire.ask("POST", IMPORT, upload("A,B,C"))
    again = await wire.ask("POST", IMPORT, upload("A,B,C", "A,B,D"))
    over = await wire.ask("POST", IMPORT, upload("A,B,C", overwrite=True))

    assert [each.status for each in (first, again, over)] == [200] * 3
    assert [[line["status"] for line in each.body["value"]] for each in (first, again, over)] == [
        [True],
        [False, True],
        [True],
    ]


async def test_a_malformed_identifier_is_a_400_that_counts(wire: Wire) -> None:
    answer = await wire.ask("POST", IMPORT, upload("A,B,C", "A,B", "A,B,C.D"))

    assert (answer.status, answer.body["error"]["code"]) == (400, "BadRequest")
    assert (
        "Invalid Device Identifier parameter found for 2 import records"
        in (answer.body["error"]["message"])
    )


@pytest.mark.parametrize("body", [None, {}, {"importedDeviceIdentities": ["A,B,C"]}])
async def test_an_upload_without_identifiers_is_a_400(wire: Wire, body: object) -> None:
    answer = await wire.ask("POST", IMPORT, body)

    assert answer.status == 400


async def test_an_identifier_is_searched_read_and_deleted(wire: Wire) -> None:
    posted = await wire.ask("POST", IMPORT, upload("A,B,C"))
    one = f"{IDENTIFIERS}/{posted.body['value'][0]['id']}"

    found = await wire.ask("POST", f"{IDENTIFIERS}/searchExistingIdentities", upload("A,B,C"))
    read = await wire.ask("GET", one)
    deleted = await wire.ask("DELETE", one)
    gone = await wire.ask("GET", one)

    assert [each["id"] for each in found.body["value"]] == [read.body["id"]]
    assert (deleted.status, deleted.body) == (204, None)
    assert (gone.status, gone.body["error"]["code"]) == (404, "ResourceNotFound")


async def test_the_identifiers_go_on_at_their_next_link(tenant: Tenant, wire: Wire) -> None:
    tenant.import_identifiers([an_identifier(f"A,B,{number}") for number in range(5)])
    url = f"{IDENTIFIERS}?$top=2&$select=id"
    sizes = []

    while url:
        answer = await wire.ask("GET", url)
        sizes.append(len(answer.body["value"]))
        url = answer.body.get("@odata.nextLink", "")

    assert sizes == [2, 2, 1]


@pytest.mark.parametrize("name", ["name", "Name"])
async def test_a_policy_is_found_by_its_name(tenant: Tenant, wire: Wire, name: str) -> None:
    policy_id = a_policy(tenant)
    a_policy(tenant, name="Other")

    found = await wire.ask("GET", f"{POLICIES}?$filter={name} eq 'Standard'")
    every = await wire.ask("GET", POLICIES)

    assert [each["id"] for each in found.body["value"]] == [policy_id]
    names = [each["name"] for each in every.body["value"]]
    assert sorted(names) == ["Lock screen", "Other", "Standard"]


async def test_a_policy_tells_its_group_of_people(tenant: Tenant, wire: Wire) -> None:
    policy_id = a_policy(tenant)

    for address in (f"{POLICIES}/{policy_id}", f"{POLICIES}('{policy_id}')"):
        answer = await wire.ask("GET", f"{address}/assignments")

        assert [each["target"]["groupId"] for each in answer.body["value"]] == [
            group_id(tenant, "People")
        ]


async def test_policies_are_filtered_by_name_alone(wire: Wire) -> None:
    answer = await wire.ask("GET", f"{POLICIES}?$filter=platforms eq 'windows10'")
    unknown = await wire.ask("GET", f"{POLICIES}/none/assignments")

    assert (answer.status, unknown.status) == (400, 404)


@pytest.mark.parametrize("address", [IDENTIFIERS, POLICIES])
async def test_v1_has_neither(wire: Wire, address: str) -> None:
    answer = await wire.ask("GET", address.replace("beta", "v1.0"))

    assert answer.status == 400


async def test_a_prepared_machine_is_among_the_managed_devices(tenant: Tenant, wire: Wire) -> None:
    a_policy(tenant)
    switch_on(tenant)

    answer = await wire.ask(
        "GET", f"/v1.0/deviceManagement/managedDevices?$filter=serialNumber eq '{SERIAL}'"
    )

    assert [each["enrollmentProfileName"] for each in answer.body["value"]] == ["Standard"]
