"""What somebody else set up with another tool, in the shapes that Microsoft's pages show."""

import json
from pathlib import Path
from typing import Any

from shared.domain.setup import PROVISIONING_CLIENT_APP_ID
from simulator.tenant import Entity, Tenant

DATA = Path(__file__).parent / "data" / "tenant"
# The ids in the data, and what stands there for what.
_OFFICE, _PEOPLE = "4a91b0c5-4b8e-4d6f-a6a7-0b6f3a3f1c01", "0c1e5a5c-0d35-4b2a-9e57-7a8f27f8e602"
_APP, _SCRIPT = "e9cbb5d0-1c7a-4c5a-9d36-8f5f4a0f0a11", "7a0d5b0c-6c2e-4a57-8a53-5b6b1c9c7a33"
_NEXT_YEAR = "somethingofnextyear"
_UNTOLD = (
    *("id", "assignments", "assignments@odata.context", "createdDateTime", "isAssigned"),
    *("lastModifiedDateTime", "settingCount", "somethingOfNextYear", "version", "priorityMetaData"),
)


def set_up_by_others(tenant: Tenant) -> None:
    """Make groups, a page, a profile and a policy, and assign them, without the flight plan."""
    tenant.application_exists(PROVISIONING_CLIENT_APP_ID, "Intune Autopilot ConfidentialClient")
    client = tenant.service_principal_exists(PROVISIONING_CLIENT_APP_ID)
    ids = {
        _OFFICE: tenant.group_exists("Kiosks & 'Desks'"),
        _PEOPLE: tenant.group_exists("yes"),
        _APP: tenant.app_exists("Büroportal: 1e3"),
        _SCRIPT: tenant.script_exists("#time: zone"),
    }
    tenant.add_owner(ids[_OFFICE], client)
    _make_intune_objects(tenant, ids)
    tenant.include_group(ids[_PEOPLE])
    robin = tenant.user_appears("robin.o'neill@contoso.com")
    everybody = tenant.registration_policy()
    everybody["userDeviceQuota"] = 7
    everybody["azureADJoin"]["allowedToJoin"] = {
        "@odata.type": "#microsoft.graph.enumeratedDeviceRegistrationMembership",
        "users": [robin],
        "groups": [ids[_PEOPLE]],
    }
    tenant.replace_registration_policy(everybody)


def _make_intune_objects(tenant: Tenant, ids: dict[str, str]) -> None:
    page, profile, policy = (
        _body(name, ids)
        for name in ("enrollment_status_page", "deployment_profile", "preparation_policy")
    )
    made = tenant.create_enrollment_configuration(_told(page))
    tenant.assign_enrollment_configuration(made["id"], page["assignments"])
    made = tenant.create_deployment_profile(_told(profile))
    for each in profile["assignments"]:
        tenant.add_profile_assignment(made["id"], {"target": each["target"]})
    policy["settings"] = [each for each in policy["settings"] if _NEXT_YEAR not in str(each)]
    made = tenant.create_configuration_policy(_told(policy))
    tenant.assign_configuration_policy(made["id"], policy["assignments"])
    target = {
        "@odata.type": "microsoft.graph.enrollmentTimeDeviceMembershipTarget",
        "targetType": "staticSecurityGroup",
        "targetId": ids[_OFFICE],
    }
    tenant.link_device_group(made["id"], {"enrollmentTimeDeviceMembershipTargets": [target]})
    here = {"@odata.type": "#microsoft.graph.groupAssignmentTarget", "groupId": ids[_OFFICE]}
    tenant.assign_app(ids[_APP], [{"intent": "required", "target": here, "settings": None}])
    tenant.assign_script(ids[_SCRIPT], [{"target": here}])


def _body(name: str, ids: dict[str, str]) -> dict[str, Any]:
    text = (DATA / f"{name}.json").read_text("utf-8")
    for written, here in ids.items():
        text = text.replace(written, here)
    body: dict[str, Any] = json.loads(text)
    body.get("outOfBoxExperienceSetting", {}).pop("somethingOfNextYear", None)
    return body


def _told(body: Entity) -> Entity:
    return {name: value for name, value in body.items() if name not in _UNTOLD}
