"""The addresses of apps, PowerShell scripts and assignment filters."""

from simulator.graph_http.odata import (
    asked_slice,
    collection,
    equality,
    expands,
    selected,
    unfiltered,
)
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.app_operations import APPS_PAGE, FILTERS_PAGE, SCRIPTS_PAGE

_APPS = "/deviceAppManagement/mobileApps"
_APP = f"{_APPS}/{{}}"
_SCRIPTS = "/deviceManagement/deviceManagementScripts"
_SCRIPT = f"{_SCRIPTS}/{{}}"
_BETA = ("beta",)


def _apps(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, APPS_PAGE)
    expand = bool(expands(call.query, "assignments"))
    page = tenant.apps_page(_asked_name(call), part, beta=call.beta, expand=expand)
    return Reply(body=collection(page, call.query, call.address))


def _app(tenant: Tenant, call: Call) -> Reply:
    expand = bool(expands(call.query, "assignments"))
    found = tenant.app(call.keys[0], beta=call.beta, expand=expand)
    return Reply(body=selected(found, call.query))


def _app_assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.app_assignments(call.keys[0], beta=call.beta)
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _add_app_assignment(tenant: Tenant, call: Call) -> Reply:
    made = tenant.add_app_assignment(call.keys[0], call.entity(), beta=call.beta)
    return Reply(status=201, body=made)


def _assign_app(tenant: Tenant, call: Call) -> Reply:
    tenant.assign_app(call.keys[0], call.fields().get("mobileAppAssignments"))
    return DONE


def _scripts(tenant: Tenant, call: Call) -> Reply:
    unfiltered(call.query)
    part = asked_slice(call.query, SCRIPTS_PAGE)
    page = tenant.scripts_page(part, expand=bool(expands(call.query, "assignments")))
    return Reply(body=collection(page, call.query, call.address))


def _script(tenant: Tenant, call: Call) -> Reply:
    expand = bool(expands(call.query, "assignments"))
    return Reply(body=selected(tenant.management_script(call.keys[0], expand=expand), call.query))


def _script_assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.script_assignments(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _assign_script(tenant: Tenant, call: Call) -> Reply:
    tenant.assign_script(call.keys[0], call.fields().get("deviceManagementScriptAssignments"))
    return DONE


def _filters(tenant: Tenant, call: Call) -> Reply:
    unfiltered(call.query)
    page = tenant.assignment_filters_page(asked_slice(call.query, FILTERS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _asked_name(call: Call) -> str | None:
    if "$filter" not in call.query:
        return None
    asked = equality(call.query)
    if asked is None or asked[0].lower() != "displayname":
        message = "The filter is not supported; only 'displayName eq' is simulated."
        raise bad_request(message)
    return asked[1]


ROUTES = (
    Route("GET", _APPS, _apps),
    Route("GET", _APP, _app),
    Route("GET", f"{_APP}/assignments", _app_assignments),
    Route("POST", f"{_APP}/assignments", _add_app_assignment),
    Route("POST", f"{_APP}/assign", _assign_app),
    Route("GET", _SCRIPTS, _scripts, _BETA),
    Route("GET", _SCRIPT, _script, _BETA),
    Route("GET", f"{_SCRIPT}/assignments", _script_assignments, _BETA),
    Route("POST", f"{_SCRIPT}/assign", _assign_script, _BETA),
    Route("GET", "/deviceManagement/assignmentFilters", _filters, _BETA),
)
