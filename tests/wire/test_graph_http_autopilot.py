"""Import records and identities over plain HTTP, as anything but the SDK would ask."""

import pytest

from simulator.tenant import LostAnswer, Operation, Rule, Tenant
from tests.graph_wire import Wire
from tests.tenancy import a_line, registered

IMPORTED = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities"
REGISTERED = "/v1.0/deviceManagement/windowsAutopilotDeviceIdentities"


def upload(*serials: str) -> dict[str, object]:
    return {"importedWindowsAutopilotDeviceIdentities": [a_line(each) for each in serials]}


async def test_an_upload_answers_200_with_its_records(wire: Wire) -> None:
    answer = await wire.ask("POST", f"{IMPORTED}/import", upload("SN-1", "SN-2"))

    assert answer.status == 200
    assert [each["state"]["deviceImportStatus"] for each in answer.body["value"]] == [
        "unknown",
        "unknown",
    ]


async def test_a_record_is_read_listed_and_deleted(wire: Wire) -> None:
    posted = await wire.ask("POST", f"{IMPORTED}/import", upload("SN-1"))
    record_id = posted.body["value"][0]["id"]

    read = await wire.ask("GET", f"{IMPORTED}/{record_id}")
    keyed = await wire.ask("GET", f"{IMPORTED}('{record_id}')")
    listed = await wire.ask("GET", f"{IMPORTED}?$filter=contains(serialNumber,'SN-1')")
    deleted = await wire.ask("DELETE", f"{IMPORTED}/{record_id}")
    gone = await wire.ask("GET", f"{IMPORTED}/{record_id}")

    assert read.body["serialNumber"] == keyed.body["serialNumber"] == "SN-1"
    assert [each["id"] for each in listed.body["value"]] == [record_id]
    assert (deleted.status, deleted.body) == (204, None)
    assert (gone.status, gone.body["error"]["code"]) == (404, "ResourceNotFound")


@pytest.mark.parametrize(
    "query",
    [
        "?$filter=contains(serialNumber,'SN-1')",
        "?%24filter=contains%28serialNumber%2C%27SN-1%27%29",
        "?%24filter=contains(serialNumber%2C+'SN-1')",
    ],
)
async def test_a_filter_is_read_plain_or_encoded(tenant: Tenant, wire: Wire, query: str) -> None:
    registered(tenant, "SN-1")
    registered(tenant, "SN-2")

    answer = await wire.ask("GET", REGISTERED + query)

    assert [each["serialNumber"] for each in answer.body["value"]] == ["SN-1"]


@pytest.mark.parametrize("query", ["$filter=serialNumber eq 'SN-1'", "$top=none", "$top=0"])
async def test_what_intune_does_not_understand_is_a_400(wire: Wire, query: str) -> None:
    answer = await wire.ask("GET", f"{REGISTERED}?{query}")

    assert answer.status == 400
    assert answer.body["error"]["code"] == "BadRequest"


async def test_a_list_goes_on_at_its_next_link(tenant: Tenant, wire: Wire) -> None:
    for number in range(5):
        registered(tenant, f"SN-{number}")
    url = f"{REGISTERED}?$filter=contains(serialNumber,'SN-')&$top=2&$select=id,serialNumber"
    sizes = []

    while url:
        answer = await wire.ask("GET", url)
        sizes.append(len(answer.body["value"]))
        assert set(answer.body["value"][0]) == {"id", "serialNumber"}
        url = answer.body.get("@odata.nextLink", "")

    assert sizes == [2, 2, 1]


async def test_beta_shows_the_profile_and_v1_does_not(tenant: Tenant, wire: Wire) -> None:
    identity_id = registered(tenant, "SN-1")
    beta = REGISTERED.replace("v1.0", "beta")

    in_v1 = await wire.ask("GET", f"{REGISTERED}/{identity_id}")
    in_beta = await wire.ask("GET", f"{beta}/{identity_id}")
    in_list = await wire.ask("GET", beta)

    assert "deploymentProfileAssignmentStatus" not in in_v1.body
    assert in_beta.body["deploymentProfileAssignmentStatus"] == "notAssigned"
    assert in_list.body["value"][0]["deploymentProfileAssignmentStatus"] == "notAssigned"


async def test_actions_answer_204_and_can_be_read_back(tenant: Tenant, wire: Wire) -> None:
    tenant.user_appears("robin@contoso.com")
    one = f"{REGISTERED}/{registered(tenant, 'SN-1')}"
    person = {"userPrincipalName": "robin@contoso.com", "addressableUserName": "Robin"}

    assigned = await wire.ask("POST", f"{one}/microsoft.graph.assignUserToDevice", person)
    read = await wire.ask("GET", one)
    updated = await wire.ask("POST", f"{one}/updateDeviceProperties", {"groupTag": "office"})
    unassigned = await wire.ask("POST", f"{one}/unassignUserFromDevice")
    read_again = await wire.ask("GET", one)
    deleted = await wire.ask("DELETE", one)

    assert [each.status for each in (assigned, updated, unassigned, deleted)] == [204] * 4
    assert read.body["userPrincipalName"] == "robin@contoso.com"
    assert read_again.body["userPrincipalName"] == ""
    assert read_again.body["groupTag"] == "office"


@pytest.mark.parametrize("body", [None, {}, {"importedWindowsAutopilotDeviceIdentities": ["SN"]}])
async def test_an_upload_without_devices_is_a_400(wire: Wire, body: object) -> None:
    answer = await wire.ask("POST", f"{IMPORTED}/import", body)

    assert answer.status == 400


async def test_unpadded_base64_is_a_400_in_odatas_words(wire: Wire) -> None:
    body = {"importedWindowsAutopilotDeviceIdentities": [{"hardwareIdentifier": "T0EEA"}]}

    answer = await wire.ask("POST", f"{IMPORTED}/import", body)

    assert answer.status == 400
    assert "to the expected type 'Edm.Binary'" in answer.body["error"]["message"]


async def test_an_import_whose_answer_is_lost_is_in_the_list(tenant: Tenant, wire: Wire) -> None:
    tenant.script.add(Rule(operation=Operation.IMPORT_DEVICES, fault=LostAnswer()))

    answer = await wire.ask("POST", f"{IMPORTED}/import", upload("SN-1"))

    assert answer.status == 504
    assert len(tenant.imports("SN-1")) == 1
