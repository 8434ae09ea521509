"""The addresses of deployment events and enrolled devices."""

from simulator.graph_http.odata import alternatives, asked_slice, collection
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page
from simulator.tenant.deployment_operations import EVENTS_PAGE, MANAGED_PAGE

_EVENTS = "/deviceManagement/autopilotEvents"


def _autopilot_events(tenant: Tenant, call: Call) -> Reply:
    page = tenant.autopilot_events_page(asked_slice(call.query, EVENTS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _policy_status_details(tenant: Tenant, call: Call) -> Reply:
    found = tenant.policy_status_details(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _managed_devices(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, MANAGED_PAGE)
    page = tenant.managed_devices_page(alternatives(call.query), part)
    return Reply(body=collection(page, call.query, call.address))


def _delete_managed_device(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_managed_device(call.keys[0])
    return DONE


ROUTES = (
    Route("GET", _EVENTS, _autopilot_events, ("beta",)),
    Route("GET", f"{_EVENTS}/{{}}/policyStatusDetails", _policy_status_details, ("beta",)),
    Route("GET", "/deviceManagement/managedDevices", _managed_devices),
    Route("DELETE", "/deviceManagement/managedDevices/{}", _delete_managed_device),
)
