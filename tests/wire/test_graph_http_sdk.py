"""Microsoft's own SDK is served by the simulated Graph on every route that Groundcrew takes."""

import base64
from collections.abc import AsyncIterator

import pytest
from kiota_abstractions.base_request_configuration import RequestConfiguration
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.import_.import_post_request_body import (  # noqa: E501  the SDK's own name
    ImportPostRequestBody,
)
from msgraph.generated.device_management.imported_windows_autopilot_device_identities.imported_windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own name
    ImportedWindowsAutopilotDeviceIdentitiesRequestBuilder as ImportsBuilder,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.item.assign_user_to_device.assign_user_to_device_post_request_body import (  # noqa: E501  the SDK's own name
    AssignUserToDevicePostRequestBody,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.item.update_device_properties.update_device_properties_post_request_body import (  # noqa: E501  the SDK's own name
    UpdateDevicePropertiesPostRequestBody,
)
from msgraph.generated.device_management.windows_autopilot_device_identities.windows_autopilot_device_identities_request_builder import (  # noqa: E501  the SDK's own name
    WindowsAutopilotDeviceIdentitiesRequestBuilder as IdentitiesBuilder,
)
from msgraph.generated.directory_objects.item.check_member_groups.check_member_groups_post_request_body import (  # noqa: E501  the SDK's own name
    CheckMemberGroupsPostRequestBody,
)
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.models.imported_windows_autopilot_device_identity import (
    ImportedWindowsAutopilotDeviceIdentity,
)
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
from msgraph.graph_service_client import GraphServiceClient

from simulator.tenant import Rule, Tenant, Throttle
from tests.graph_wire import an_sdk
from tests.tenancy import a_line, an_instant_tenant, device_object, registered

Filter = ImportsBuilder.ImportedWindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters
Listing = IdentitiesBuilder.WindowsAutopilotDeviceIdentitiesRequestBuilderGetQueryParameters


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


@pytest.fixture
async def graph(tenant: Tenant) -> AsyncIterator[GraphServiceClient]:
    async with an_sdk(tenant) as client:
        yield client


async def test_the_sdk_imports_and_reads_and_deletes(graph: GraphServiceClient) -> None:
    imports = graph.device_management.imported_windows_autopilot_device_identities
    line = ImportedWindowsAutopilotDeviceIdentity(
        serial_number="SN-1",
        hardware_identifier=base64.b64decode(a_line("SN-1")["hardwareIdentifier"]),
        import_id="ours",
    )
    body = ImportPostRequestBody(imported_windows_autopilot_device_identities=[line])

    posted = await imports.import_.post(body)

    assert posted is not None
    assert posted.value is not None
    record_id = str(posted.value[0].id)
    read = await imports.by_imported_windows_autopilot_device_identity_id(record_id).get()
    assert read is not None
    assert read.state is not None
    assert (read.import_id, str(read.state.device_import_status)) == (
        "ours",
        "ImportedWindowsAutopilotDeviceIdentityImportStatus.Complete",
    )
    await imports.by_imported_windows_autopilot_device_identity_id(record_id).delete()
    query = RequestConfiguration(query_parameters=Filter(filter="contains(serialNumber,'SN-1')"))
    left = await imports.get(request_configuration=query)
    assert left is not None
    assert left.value == []


async def test_the_sdk_follows_the_link_to_the_next_page(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    for number in range(5):
        registered(tenant, f"SN-{number}")
    query = RequestConfiguration(
        query_parameters=Listing(filter="contains(serialNumber,'SN-')", top=2)
    )
    identities = graph.device_management.windows_autopilot_device_identities
    serials: list[str | None] = []

    page = await identities.get(request_configuration=query)
    while page is not None:
        serials += [each.serial_number for each in page.value or []]
        link = page.odata_next_link
        page = await identities.with_url(link).get() if link else None

    assert serials == ["SN-0", "SN-1", "SN-2", "SN-3", "SN-4"]


async def test_the_sdk_assigns_changes_and_unassigns(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    tenant.user_appears("robin@contoso.com")
    identity_id = registered(tenant, "SN-1")
    one = graph.device_management.windows_autopilot_device_identities
    identity = one.by_windows_autopilot_device_identity_id(identity_id)

    await identity.assign_user_to_device.post(
        AssignUserToDevicePostRequestBody(
            user_principal_name="robin@contoso.com", addressable_user_name="Robin"
        )
    )
    assigned = await identity.get()
    await identity.update_device_properties.post(
        UpdateDevicePropertiesPostRequestBody(group_tag="office")
    )
    await identity.unassign_user_from_device.post()
    unassigned = await identity.get()
    await identity.delete()

    assert assigned is not None
    assert assigned.user_principal_name == "robin@contoso.com"
    assert unassigned is not None
    assert (unassigned.user_principal_name, unassigned.group_tag) == ("", "office")
    with pytest.raises(ODataError):
        await identity.get()


async def test_the_sdk_finds_a_device_and_puts_it_in_a_group(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    group_id = tenant.group_exists("Office & field")
    identity = tenant.identity(registered(tenant, "SN-1"))
    named = RequestConfiguration(
        query_parameters=GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(
            filter="displayName eq 'Office & field'"
        )
    )

    device = await graph.devices_with_device_id(identity["azureActiveDirectoryDeviceId"]).get()
    groups = await graph.groups.get(request_configuration=named)

    assert device is not None
    assert groups is not None
    assert [group.id for group in groups.value or []] == [group_id]
    members = graph.groups.by_group_id(group_id).members
    address = f"https://graph.microsoft.com/v1.0/directoryObjects/{device.id}"
    await members.ref.post(ReferenceCreate(odata_id=address))
    question = CheckMemberGroupsPostRequestBody(group_ids=[group_id])
    found = await graph.directory_objects.by_directory_object_id(
        str(device.id)
    ).check_member_groups.post(question)
    assert found is not None
    assert found.value == [group_id]
    await members.by_directory_object_id(str(device.id)).ref.delete()
    left = await members.get()
    assert left is not None
    assert left.value == []


async def test_the_sdk_reads_an_already_exists_refusal(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    group_id = tenant.group_exists("Office")
    object_id = device_object(tenant, registered(tenant, "SN-1"))
    tenant.add_member(group_id, object_id)
    address = f"https://graph.microsoft.com/v1.0/directoryObjects/{object_id}"

    with pytest.raises(ODataError) as refused:
        await graph.groups.by_group_id(group_id).members.ref.post(ReferenceCreate(odata_id=address))

    assert refused.value.response_status_code == 400
    assert refused.value.error is not None
    assert refused.value.error.code == "Request_BadRequest"
    assert "already exist" in str(refused.value.error.message)


async def test_the_sdk_reads_a_person_and_their_licences(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    tenant.user_appears("sam_fabrikam.com#EXT#@contoso.com")
    select = RequestConfiguration(
        query_parameters=UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(
            select=["id", "accountEnabled", "userType"]
        )
    )
    person = graph.users.by_user_id("sam_fabrikam.com#EXT#@contoso.com")

    user = await person.get(request_configuration=select)
    licences = await person.license_details.get()

    assert user is not None
    assert (user.account_enabled, user.user_type, user.display_name) == (True, "Member", None)
    assert licences is not None
    assert [each.sku_part_number for each in licences.value or []] == ["SPE_E3"]


async def test_the_sdk_reads_enrolled_devices(tenant: Tenant, graph: GraphServiceClient) -> None:
    registered(tenant, "SN-1")
    tenant.switches_on("SN-1")

    found = await graph.device_management.managed_devices.get()

    assert found is not None
    assert [each.serial_number for each in found.value or []] == ["SN-1"]


async def test_the_sdk_surfaces_the_seconds_to_wait(
    tenant: Tenant, graph: GraphServiceClient
) -> None:
    tenant.script.add(Rule(fault=Throttle(retry_after=20)))

    with pytest.raises(ODataError) as refused:
        await graph.users.by_user_id("robin@contoso.com").get()

    assert refused.value.response_status_code == 429
    assert refused.value.response_headers is not None
    assert refused.value.response_headers["Retry-After"] == "20"
