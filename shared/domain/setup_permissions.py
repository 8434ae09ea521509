"""What the set-up of a tenant needs: the permission manifest of ``groundcrew tenant``.

The deployed app needs none of these.  Names are the same for an app and for a
signed-in administrator, but for the scope of automatic enrolment: Microsoft's
page "Update mobileDeviceManagementPolicy" has no application permission.
"""

from shared.domain.operations import Operation
from shared.domain.permissions import READ_AUTOPILOT, READ_USERS, WRITE_AUTOPILOT, Call, Grant

READ_ORGANIZATION = "Organization.Read.All"
READ_APPLICATIONS = "Application.Read.All"
WRITE_APPLICATIONS = "Application.ReadWrite.All"
READ_GROUPS = "Group.Read.All"
WRITE_GROUPS = "Group.ReadWrite.All"
READ_REGISTRATION = "Policy.Read.DeviceConfiguration"
WRITE_REGISTRATION = "Policy.ReadWrite.DeviceConfiguration"
READ_POLICIES = "Policy.Read.All"
WRITE_MOBILITY = "Policy.ReadWrite.MobilityManagement"
READ_CONFIGURATION = "DeviceManagementConfiguration.Read.All"
WRITE_CONFIGURATION = "DeviceManagementConfiguration.ReadWrite.All"
READ_APPS = "DeviceManagementApps.Read.All"
WRITE_APPS = "DeviceManagementApps.ReadWrite.All"

# Not for an app by itself: a signed-in administrator alone.
DELEGATED_ONLY = frozenset({Operation.MDM_POLICY, Operation.WRITE_MDM_POLICY})

_INTUNE = "/beta/deviceManagement"
_PAGES = f"{_INTUNE}/deviceEnrollmentConfigurations"
_PROFILES = f"{_INTUNE}/windowsAutopilotDeploymentProfiles"
_POLICIES = f"{_INTUNE}/configurationPolicies"
_SCRIPTS = f"{_INTUNE}/deviceManagementScripts"
_APPS = "/beta/deviceAppManagement/mobileApps"
_MDM = "/beta/policies/mobileDeviceManagementPolicies"
_REGISTRATION = "/v1.0/policies/deviceRegistrationPolicy"


def _grant(permission: str, *calls: str) -> Grant:
    return Grant((permission,), tuple(Call(*each.split(" ", 1)) for each in calls))


SETUP_GRANTS: dict[Operation, Grant] = {
    Operation.ORGANIZATION: _grant(READ_ORGANIZATION, "GET /v1.0/organization"),
    Operation.SERVICE_PRINCIPALS: _grant(
        READ_APPLICATIONS, "GET /v1.0/servicePrincipals(appId='{}')"
    ),
    Operation.CREATE_SERVICE_PRINCIPAL: _grant(WRITE_APPLICATIONS, "POST /v1.0/servicePrincipals"),
    Operation.GROUPS: _grant(READ_GROUPS, "GET /v1.0/groups", "GET /v1.0/groups/{}"),
    # Group.Create would make them; whoever has no more may change none of them afterwards.
    Operation.WRITE_GROUPS: _grant(
        WRITE_GROUPS, "POST /v1.0/groups", "PATCH /v1.0/groups/{}", "DELETE /v1.0/groups/{}"
    ),
    # v1.0 shows no apps among the owners; Microsoft, "List group owners".
    Operation.OWNERS: _grant(READ_GROUPS, "GET /beta/groups/{}/owners"),
    Operation.ADD_OWNERS: _grant(WRITE_GROUPS, "POST /v1.0/groups/{}/owners/$ref"),
    Operation.PEOPLE: _grant(READ_USERS, "GET /v1.0/users"),
    Operation.REGISTRATION_POLICY: _grant(READ_REGISTRATION, f"GET {_REGISTRATION}"),
    Operation.WRITE_REGISTRATION_POLICY: _grant(WRITE_REGISTRATION, f"PUT {_REGISTRATION}"),
    Operation.MDM_POLICY: _grant(READ_POLICIES, f"GET {_MDM}/{{}}"),
    Operation.WRITE_MDM_POLICY: _grant(
        WRITE_MOBILITY,
        f"PATCH {_MDM}/{{}}",
        f"POST {_MDM}/{{}}/includedGroups/$ref",
        f"DELETE {_MDM}/{{}}/includedGroups/{{}}/$ref",
    ),
    Operation.STATUS_PAGES: _grant(READ_AUTOPILOT, f"GET {_PAGES}"),
    Operation.WRITE_STATUS_PAGES: _grant(
        WRITE_AUTOPILOT,
        f"POST {_PAGES}",
        f"PATCH {_PAGES}/{{}}",
        f"DELETE {_PAGES}/{{}}",
        f"POST {_PAGES}/{{}}/assign",
        f"POST {_PAGES}/{{}}/setPriority",
    ),
    Operation.DEPLOYMENT_PROFILES: _grant(READ_AUTOPILOT, f"GET {_PROFILES}"),
    Operation.WRITE_DEPLOYMENT_PROFILES: _grant(
        WRITE_AUTOPILOT,
        f"POST {_PROFILES}",
        f"PATCH {_PROFILES}/{{}}",
        f"DELETE {_PROFILES}/{{}}",
        f"POST {_PROFILES}/{{}}/assignments",
        f"DELETE {_PROFILES}/{{}}/assignments/{{}}",
    ),
    Operation.PREPARATION_POLICIES: _grant(
        READ_CONFIGURATION, f"GET {_POLICIES}", f"GET {_POLICIES}/{{}}/settings"
    ),
    Operation.WRITE_PREPARATION_POLICIES: _grant(
        WRITE_CONFIGURATION,
        f"POST {_POLICIES}",
        f"PUT {_POLICIES}/{{}}",
        f"DELETE {_POLICIES}/{{}}",
        f"POST {_POLICIES}/{{}}/assign",
        f"POST {_POLICIES}/{{}}/reorder",
    ),
    Operation.DEVICE_GROUP_LINK: _grant(
        READ_CONFIGURATION, f"POST {_POLICIES}/{{}}/retrieveEnrollmentTimeDeviceMembershipTarget"
    ),
    Operation.LINK_DEVICE_GROUP: _grant(
        WRITE_CONFIGURATION,
        f"POST {_POLICIES}/{{}}/setEnrollmentTimeDeviceMembershipTarget",
        f"POST {_POLICIES}/{{}}/clearEnrollmentTimeDeviceMembershipTarget",
    ),
    Operation.APPS: _grant(READ_APPS, f"GET {_APPS}", f"GET {_APPS}/{{}}/assignments"),
    Operation.ASSIGN_APPS: _grant(WRITE_APPS, f"POST {_APPS}/{{}}/assign"),
    Operation.SCRIPTS: _grant(
        READ_CONFIGURATION, f"GET {_SCRIPTS}", f"GET {_SCRIPTS}/{{}}/assignments"
    ),
    Operation.ASSIGN_SCRIPTS: _grant(WRITE_CONFIGURATION, f"POST {_SCRIPTS}/{{}}/assign"),
    Operation.FILTERS: _grant(READ_CONFIGURATION, f"GET {_INTUNE}/assignmentFilters"),
    Operation.LIST_IDENTIFIERS: _grant(READ_AUTOPILOT, f"GET {_INTUNE}/importedDeviceIdentities"),
}

# The corporate identifiers of the flight plan are looked up and uploaded like those of devices.
SETTING_UP = frozenset(SETUP_GRANTS)
