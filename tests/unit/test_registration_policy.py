"""The device registration policy as Microsoft's page shows it, read and given back."""

from copy import deepcopy
from typing import Any

from shared.domain.setup import Kind, Present, Ref
from shared.tenant.naming.names import Names
from shared.tenant.parts.device_registration import DeviceRegistration
from shared.tenant.parts.registration_policy import present
from tests.setting_up import the_only

PART = DeviceRegistration()
SOMEBODY = "3c8ef067-8b96-44de-b2ae-557dfa0f97a0"
# The response of "Update deviceRegistrationPolicy", with what other answers have besides.
POLICY: dict[str, Any] = {
    "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#policies/deviceRegistrationPolicy",
    "id": "deviceRegistrationPolicy",
    "displayName": "Device Registration Policy",
    "description": "Tenant-wide policy that manages intial provisioning controls",
    "userDeviceQuota": 2,
    "multiFactorAuthConfiguration": "notRequired",
    "azureADRegistration": {
        "isAdminConfigurable": False,
        "allowedToRegister": {
            "@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership",
            "users": [SOMEBODY],
            "groups": [],
        },
    },
    "azureADJoin": {
        "isAdminConfigurable": True,
        "allowedToJoin": {"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"},
        "localAdmins": {
            "enableGlobalAdmins": False,
            "registeringUsers": {"@odata.type": "#microsoft.graph.noDeviceRegistrationMembership"},
        },
        "newerThanWeKnow": {"kept": [1, 2]},
    },
    "localAdminPassword": {"isEnabled": True},
    "alsoNew": "kept",
}


def read(policy: dict[str, Any] = POLICY) -> Present:
    return present(policy, knowing(), [])


def knowing() -> Names:
    names = Names()
    names.learn(Ref.USER, "robin@contoso.com", SOMEBODY)
    names.learn(Ref.GROUP, "Office", "0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a")
    return names


def put(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of any type
    (move,) = PART.moves(the_only(Kind.DEVICE_REGISTRATION, **fields), read(), knowing())
    assert move.request.body is not None
    return dict(move.request.body)


def test_microsofts_example_is_read_whole() -> None:
    assert read().fields == {
        "user_device_quota": 2,
        "multi_factor_auth_configuration": "notRequired",
        "allowed_to_join": "everyone",
        "allowed_to_register": {"users": ["robin@contoso.com"], "groups": []},
        "local_admins": {"enable_global_admins": False, "registering_users": "nobody"},
        "local_admin_password": {"is_enabled": True},
    }


def test_it_is_given_back_as_it_was_but_for_what_graph_wants_left_out() -> None:
    expected = deepcopy(POLICY) | {"userDeviceQuota": 20}
    for name in ("@odata.context", "id", "displayName", "description"):
        del expected[name]

    assert put(user_device_quota=20) == expected


def test_a_part_that_is_changed_leaves_its_neighbours() -> None:
    joining = put(allowed_to_join={"users": [], "groups": ["Office"]})["azureADJoin"]

    assert joining == POLICY["azureADJoin"] | {
        "allowedToJoin": {
            "@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership",
            "users": [],
            "groups": ["0f9d1c7e-5a0e-4a63-9f0c-3f1f6a3f1f6a"],
        }
    }


def test_what_was_read_is_not_written_into() -> None:
    before = deepcopy(POLICY)

    put(allowed_to_join="nobody", local_admins={"enable_global_admins": True})

    assert before == POLICY


def test_what_is_as_it_shall_be_is_not_written() -> None:
    wanted = the_only(Kind.DEVICE_REGISTRATION, allowed_to_join="everyone", user_device_quota=2)

    assert PART.moves(wanted, read(), knowing()) == []


def test_a_type_is_understood_without_its_hash() -> None:
    bare = {"@odata.type": "microsoft.graph.noDeviceRegistrationMembership"}
    policy = deepcopy(POLICY)
    policy["azureADJoin"]["allowedToJoin"] = bare

    assert read(policy).fields["allowed_to_join"] == "nobody"


def test_a_policy_without_a_newer_part_is_read_all_the_same() -> None:
    policy = {name: value for name, value in POLICY.items() if name != "localAdminPassword"}

    assert read(policy).fields["local_admin_password"] == {"is_enabled": False}


def test_lists_that_graph_leaves_out_are_empty() -> None:
    selected = {"@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership"}
    policy = deepcopy(POLICY)
    policy["azureADJoin"]["allowedToJoin"] = selected | {"users": None}

    assert read(policy).fields["allowed_to_join"] == {"users": [], "groups": []}


def test_the_move_says_where_a_person_does_the_same() -> None:
    wanted = the_only(Kind.DEVICE_REGISTRATION, user_device_quota=20)
    (move,) = PART.moves(wanted, read(), knowing())

    assert move.by_hand is not None
    assert move.by_hand.does == "Set user_device_quota as in the flight plan, then Save."
