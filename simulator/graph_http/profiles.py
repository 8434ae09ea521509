"""The addresses of Autopilot deployment profiles, beta only."""

from simulator.graph_http.odata import asked_slice, collection, expands, selected, unfiltered
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page
from simulator.tenant.profile_operations import PROFILES_PAGE

_PROFILES = "/deviceManagement/windowsAutopilotDeploymentProfiles"
_ONE = f"{_PROFILES}/{{}}"
_BETA = ("beta",)


def _profiles(tenant: Tenant, call: Call) -> Reply:
    unfiltered(call.query)
    part = asked_slice(call.query, PROFILES_PAGE)
    expand = bool(expands(call.query, "assignments"))
    page = tenant.deployment_profiles_page(part, expand=expand)
    return Reply(body=collection(page, call.query, call.address))


def _profile(tenant: Tenant, call: Call) -> Reply:
    expand = bool(expands(call.query, "assignments"))
    return Reply(body=selected(tenant.deployment_profile(call.keys[0], expand=expand), call.query))


def _create(tenant: Tenant, call: Call) -> Reply:
    return Reply(status=201, body=tenant.create_deployment_profile(call.entity()))


def _update(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=tenant.update_deployment_profile(call.keys[0], call.entity()))


def _delete(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_deployment_profile(call.keys[0])
    return DONE


def _assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.profile_assignments(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _add_assignment(tenant: Tenant, call: Call) -> Reply:
    return Reply(status=201, body=tenant.add_profile_assignment(call.keys[0], call.entity()))


def _remove_assignment(tenant: Tenant, call: Call) -> Reply:
    tenant.remove_profile_assignment(*call.keys)
    return DONE


def _assign(tenant: Tenant, call: Call) -> Reply:
    tenant.assign_profile_to_devices(call.keys[0], call.texts("deviceIds"))
    return DONE


def _payload_links(tenant: Tenant, call: Call) -> Reply:
    return Reply(body={"value": tenant.profile_payload_links(call.texts("payloadIds"))})


ROUTES = (
    Route("POST", f"{_PROFILES}/hasPayloadLinks", _payload_links, _BETA),
    Route("GET", _PROFILES, _profiles, _BETA),
    Route("POST", _PROFILES, _create, _BETA),
    Route("GET", _ONE, _profile, _BETA),
    Route("PATCH", _ONE, _update, _BETA),
    Route("DELETE", _ONE, _delete, _BETA),
    Route("GET", f"{_ONE}/assignments", _assignments, _BETA),
    Route("POST", f"{_ONE}/assignments", _add_assignment, _BETA),
    Route("DELETE", f"{_ONE}/assignments/{{}}", _remove_assignment, _BETA),
    Route("POST", f"{_ONE}/assign", _assign, _BETA),
)
