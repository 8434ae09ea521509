"""Who may join devices: "Update deviceRegistrationPolicy" in Microsoft's reference."""

from copy import deepcopy
from typing import Any

import pytest

from simulator.tenant import Entity, GraphFault, Tenant
from tests.tenancy import an_instant_tenant

NOBODY = "8f3c7a52-0000-4000-8000-000000000000"
SELECTED = "#microsoft.graph.enumeratedDeviceRegistrationMembership"
NONE = "#microsoft.graph.noDeviceRegistrationMembership"


@pytest.fixture
def tenant() -> Tenant:
    return an_instant_tenant()[0]


def changed(policy: Entity, path: str, value: Any) -> Entity:  # noqa: ANN401  JSON of any type
    """Copy a policy with another value at a path; without one (``...``) at all."""
    copy = deepcopy(policy)
    *outer, last = path.split(".")
    place = copy
    for name in outer:
        place = place[name]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return copy


def test_in_a_new_tenant_everybody_may_join(tenant: Tenant) -> None:
    policy = tenant.registration_policy()

    everybody = {"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"}
    assert policy["azureADJoin"] == {
        "isAdminConfigurable": True,
        "allowedToJoin": everybody,
        "localAdmins": {"enableGlobalAdmins": True, "registeringUsers": everybody},
    }
    assert policy["azureADRegistration"]["isAdminConfigurable"] is False
    assert policy["userDeviceQuota"] == 50
    assert policy["multiFactorAuthConfiguration"] == "notRequired"
    assert policy["localAdminPassword"] == {"isEnabled": False}


def test_what_was_read_can_be_put_back(tenant: Tenant) -> None:
    policy = tenant.registration_policy()

    assert tenant.replace_registration_policy(policy) == policy


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("userDeviceQuota", 5),
        ("multiFactorAuthConfiguration", "required"),
        ("azureADJoin.allowedToJoin", {"@odata.type": NONE}),
        ("azureADJoin.localAdmins.enableGlobalAdmins", False),
        ("azureADJoin.localAdmins.registeringUsers", {"@odata.type": NONE}),
        ("localAdminPassword.isEnabled", True),
    ],
)
def test_a_part_is_changed_with_the_whole(
    tenant: Tenant,
    path: str,
    value: Any,  # noqa: ANN401  JSON of any type
) -> None:
    wanted = changed(tenant.registration_policy(), path, value)

    assert tenant.replace_registration_policy(wanted) == wanted
    assert tenant.registration_policy() == wanted


@pytest.mark.parametrize(
    "path",
    [
        "userDeviceQuota",
        "multiFactorAuthConfiguration",
        "azureADRegistration",
        "azureADJoin",
        "azureADJoin.localAdmins",
        "localAdminPassword",
    ],
)
def test_a_part_that_is_missing_is_refused(tenant: Tenant, path: str) -> None:
    before = tenant.registration_policy()

    with pytest.raises(GraphFault, match=rf"400 Request_BadRequest: .*{path}.* is required"):
        tenant.replace_registration_policy(changed(before, path, ...))

    assert tenant.registration_policy() == before


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("userDeviceQuota", "50"),
        ("userDeviceQuota", -1),
        ("multiFactorAuthConfiguration", "sometimes"),
        ("azureADJoin.allowedToJoin", {"@odata.type": "#microsoft.graph.group"}),
        ("azureADJoin.allowedToJoin", {"@odata.type": SELECTED, "users": [NOBODY]}),
        ("azureADJoin.allowedToJoin", {"@odata.type": SELECTED, "groups": [NOBODY]}),
        ("azureADJoin.allowedToJoin", {"@odata.type": SELECTED, "groups": "all"}),
        ("azureADJoin.isAdminConfigurable", False),
        ("azureADRegistration.allowedToRegister", {"@odata.type": NONE}),
        ("azureADRegistration.isAdminConfigurable", True),
        ("localAdminPassword.isEnabled", "yes"),
    ],
)
def test_what_cannot_be_is_refused(
    tenant: Tenant,
    path: str,
    value: Any,  # noqa: ANN401  JSON of any type
) -> None:
    before = tenant.registration_policy()

    with pytest.raises(GraphFault, match="400 Request_BadRequest"):
        tenant.replace_registration_policy(changed(before, path, value))

    assert tenant.registration_policy() == before


def test_people_and_groups_are_enumerated(tenant: Tenant) -> None:
    person, group = tenant.user_appears("robin@contoso.com"), tenant.group_exists("Office")
    selected = {"@odata.type": SELECTED.lstrip("#"), "users": [person], "groups": [group]}

    wanted = changed(tenant.registration_policy(), "azureADJoin.allowedToJoin", selected)
    answer = tenant.replace_registration_policy(wanted)

    assert answer["azureADJoin"]["allowedToJoin"] == selected | {"@odata.type": SELECTED}
