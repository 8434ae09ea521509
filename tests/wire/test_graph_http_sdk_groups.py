"""Microsoft's own SDK sets a directory up through the simulated Graph."""

import pytest
from msgraph.generated.models.all_device_registration_membership import (
    AllDeviceRegistrationMembership,
)
from msgraph.generated.models.group import Group
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.service_principal import ServicePrincipal

from simulator.identity import IdentityServer
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT
from tests.graph_wire import an_sdk
from tests.tenancy import an_instant_tenant

SCOPES = (
    "Application.ReadWrite.All",
    "Group.ReadWrite.All",
    "Policy.ReadWrite.DeviceConfiguration",
)
ADMIN = IdentityServer().issue_for("admin@contoso.com", *SCOPES)


async def test_the_sdk_makes_a_device_group_and_gives_it_its_owner() -> None:
    tenant, _ = an_instant_tenant()
    tenant.nothing_is_set_up()
    wanted = Group(
        display_name="Prepared", mail_nickname="prepared", mail_enabled=False, security_enabled=True
    )
    async with an_sdk(tenant, ADMIN) as graph:
        app = graph.service_principals_with_app_id(INTUNE_PROVISIONING_CLIENT)
        with pytest.raises(ODataError) as missing:
            await app.get()
        await graph.service_principals.post(ServicePrincipal(app_id=INTUNE_PROVISIONING_CLIENT))
        owner, group = await app.get(), await graph.groups.post(wanted)
        assert owner is not None
        assert group is not None
        address = f"https://graph.microsoft.com/v1.0/directoryObjects/{owner.id}"
        owners = graph.groups.by_group_id(str(group.id)).owners
        await owners.ref.post(ReferenceCreate(odata_id=address))

    assert missing.value.response_status_code == 404
    # The SDK reads v1.0, which shows no service principals among the owners.
    assert [each["id"] for each in tenant.owners(str(group.id))] == [owner.id]


async def test_the_sdk_reads_who_may_join() -> None:
    tenant, _ = an_instant_tenant()
    async with an_sdk(tenant, ADMIN) as graph:
        policy = await graph.policies.device_registration_policy.get()

    assert policy is not None
    assert policy.azure_a_d_join is not None
    assert isinstance(policy.azure_a_d_join.allowed_to_join, AllDeviceRegistrationMembership)
    assert policy.user_device_quota == 50
