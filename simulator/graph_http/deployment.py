"""The addresses of deployment events and enrolled devices."""

from simulator.graph_http.odata import asked_slice, collection, equality
from simulator.graph_http.routing import Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.deployment_operations import EVENTS_PAGE, MANAGED_PAGE

# Filters on anything else are silently ignored, and everything is returned (observed behaviour).
_FILTERABLE = ("serialNumber", "azureADDeviceId")


def _autopilot_events(tenant: Tenant, call: Call) -> Reply:
    page = tenant.autopilot_events_page(asked_slice(call.query, EVENTS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _managed_devices(tenant: Tenant, call: Call) -> Reply:
    asked = equality(call.query)
    names = [name for name in _FILTERABLE if asked and name.lower() == asked[0].lower()]
    matching = (names[0], asked[1]) if asked and names else None
    page = tenant.managed_devices_page(matching, asked_slice(call.query, MANAGED_PAGE))
    return Reply(body=collection(page, call.query, call.address))


ROUTES = (
    Route("GET", "/deviceManagement/autopilotEvents", _autopilot_events, ("beta",)),
    Route("GET", "/deviceManagement/managedDevices", _managed_devices),
)
