"""Requests on Intune's side of a tenant's set-up: by whom, counted where, and without a socket."""

from collections.abc import Callable

import pytest

from simulator.graph_http import apps, configuration_policies, enrollment, profiles
from simulator.graph_http.routing import Call, Router
from simulator.tenant import GraphFault, Operation, ResourceGroup, Tenant
from simulator.tenant.resource_groups import group_of
from tests.policies import a_policy_body, created
from tests.tenancy import an_instant_tenant

SERVICE = "DeviceManagementServiceConfig.{}.All"
CONFIGURATION = "DeviceManagementConfiguration.{}.All"
MANAGED = "DeviceManagementManagedDevices.{}.All"
APPS = "DeviceManagementApps.{}.All"

READS: list[tuple[str, Callable[[Tenant], object]]] = [
    (SERVICE, Tenant.enrollment_configurations_page),
    (CONFIGURATION, Tenant.enrollment_configurations_page),
    (SERVICE, Tenant.deployment_profiles_page),
    (CONFIGURATION, Tenant.configuration_policies_page),
    (CONFIGURATION, Tenant.assignment_filters_page),
    (CONFIGURATION, Tenant.scripts_page),
    (MANAGED, Tenant.scripts_page),
    (APPS, Tenant.apps_page),
]
WRITES: list[tuple[str, Callable[[Tenant], object]]] = [
    (SERVICE, lambda tenant: tenant.delete_enrollment_configuration("none")),
    (SERVICE, lambda tenant: tenant.delete_deployment_profile("none")),
    (CONFIGURATION, lambda tenant: tenant.delete_configuration_policy("none")),
    (CONFIGURATION, lambda tenant: tenant.link_device_group("none", {})),
    (MANAGED, lambda tenant: tenant.assign_script("none", [])),
    (APPS, lambda tenant: tenant.assign_app("none", [])),
]


# The permission tables of the reference pages.
@pytest.mark.parametrize(("role", "ask"), READS)
def test_a_role_to_read_opens_its_lists(role: str, ask: Callable[[Tenant], object]) -> None:
    tenant, _ = an_instant_tenant()

    with tenant.acting_as({"Mail.Read"}), pytest.raises(GraphFault, match="403"):
        ask(tenant)
    with tenant.acting_as({role.format("Read")}):
        ask(tenant)


@pytest.mark.parametrize(("role", "ask"), WRITES)
def test_a_role_to_read_changes_nothing(role: str, ask: Callable[[Tenant], object]) -> None:
    tenant, _ = an_instant_tenant()

    with tenant.acting_as({role.format("Read")}), pytest.raises(GraphFault, match="403"):
        ask(tenant)
    with tenant.acting_as({role.format("ReadWrite")}), pytest.raises(GraphFault, match="404"):
        ask(tenant)


# Microsoft Graph service-specific throttling limits: Intune.
@pytest.mark.parametrize(
    ("operation", "group"),
    [
        (Operation.ASSIGN_ENROLLMENT_CONFIGURATION, ResourceGroup.ENROLLMENT),
        (Operation.CREATE_CONFIGURATION_POLICY, ResourceGroup.DEVICE_CONFIGURATION),
        (Operation.ASSIGN_APP, ResourceGroup.APPLICATIONS),
        (Operation.ASSIGN_SCRIPT, ResourceGroup.DEVICES),
        (Operation.CREATE_PROFILE, ResourceGroup.AUTOPILOT),
    ],
)
def test_a_request_is_counted_with_its_kind(operation: Operation, group: ResourceGroup) -> None:
    assert group_of(operation) is group


def test_reading_back_a_link_writes_nothing() -> None:
    tenant, _ = an_instant_tenant()
    policy_id = created(tenant)

    tenant.linked_device_group(policy_id)

    assert (tenant.counts.requests, tenant.counts.writes) == (2, 1)


def test_the_routes_serve_without_a_socket() -> None:
    tenant, _ = an_instant_tenant()
    areas = (apps, configuration_policies, enrollment, profiles)
    router = Router([route for each in areas for route in each.ROUTES])
    address = "/deviceManagement/configurationPolicies"
    origin = "https://graph.simulated.invalid"

    def serve(method: str, path: str, body: object = None) -> tuple[int, object]:
        call = Call(method=method, origin=origin, version="beta", path=path, query={}, body=body)
        reply = router.serve(tenant, call)
        return reply.status, (reply.body or {}).get("name")

    assert serve("POST", address, a_policy_body()) == (201, "Standard")
    policy_id = tenant.configuration_policies("Standard")[0]["id"]
    assert serve("GET", f"{address}('{policy_id}')") == (200, "Standard")
    assert serve("DELETE", f"{address}/{policy_id}") == (204, None)
