"""Policies of device preparation as an app sends them, and what they are linked to."""

from typing import Any

from simulator.tenant import Tenant
from simulator.tenant.policy_settings import usual_settings
from simulator.tenant.service_principals import INTUNE_PROVISIONING_CLIENT

POLICIES = "/beta/deviceManagement/configurationPolicies"
TEMPLATE = "80d33118-b7b4-40d8-b15f-81be745e053f_1"
GROUP = "#microsoft.graph.groupAssignmentTarget"


def a_policy_body(name: str = "Standard", **other: object) -> dict[str, Any]:
    return {
        "name": name,
        "description": "For everybody.",
        "platforms": "windows10",
        "technologies": "enrollment",
        "roleScopeTagIds": ["0"],
        "templateReference": {"templateId": TEMPLATE},
        "settings": usual_settings(),
        **other,
    }


def created(tenant: Tenant, name: str = "Standard", **other: object) -> str:
    return str(tenant.create_configuration_policy(a_policy_body(name, **other))["id"])


def target(group_id: str) -> dict[str, Any]:
    return {"target": {"@odata.type": GROUP, "groupId": group_id}}


def a_link(target_id: str, kind: str = "staticSecurityGroup") -> dict[str, Any]:
    """Write what links a policy to a group of devices."""
    written = {
        "@odata.type": "microsoft.graph.enrollmentTimeDeviceMembershipTarget",
        "targetType": kind,
        "targetId": target_id,
    }
    return {"enrollmentTimeDeviceMembershipTargets": [written]}


def an_owned_group(tenant: Tenant, name: str = "Prepared") -> str:
    """Create an assigned group that the Intune Provisioning Client owns."""
    group_id = tenant.group_exists(name)
    principals = tenant.model.service_principals
    client = principals.of_app(INTUNE_PROVISIONING_CLIENT)
    if client is None:
        client = principals.create(INTUNE_PROVISIONING_CLIENT, tenant.model.agenda.now())
    tenant.model.groups.add_owner(group_id, client.id)
    return group_id
