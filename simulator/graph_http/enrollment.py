"""The addresses of enrollment configurations: enrollment status pages among them."""

from simulator.graph_http.odata import asked_slice, collection, expands, selected, unfiltered
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page
from simulator.tenant.enrollment_operations import CONFIGURATIONS_PAGE

_CONFIGURATIONS = "/deviceManagement/deviceEnrollmentConfigurations"
_ONE = f"{_CONFIGURATIONS}/{{}}"


def _configurations(tenant: Tenant, call: Call) -> Reply:
    unfiltered(call.query)
    part = asked_slice(call.query, CONFIGURATIONS_PAGE)
    expand = bool(expands(call.query, "assignments"))
    page = tenant.enrollment_configurations_page(part, beta=call.beta, expand=expand)
    return Reply(body=collection(page, call.query, call.address))


def _configuration(tenant: Tenant, call: Call) -> Reply:
    expand = bool(expands(call.query, "assignments"))
    found = tenant.enrollment_configuration(call.keys[0], beta=call.beta, expand=expand)
    return Reply(body=selected(found, call.query))


def _create(tenant: Tenant, call: Call) -> Reply:
    made = tenant.create_enrollment_configuration(call.entity(), beta=call.beta)
    return Reply(status=201, body=made)


def _update(tenant: Tenant, call: Call) -> Reply:
    changed = tenant.update_enrollment_configuration(call.keys[0], call.entity(), beta=call.beta)
    return Reply(body=changed)


def _delete(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_enrollment_configuration(call.keys[0])
    return DONE


def _assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.enrollment_configuration_assignments(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _assign(tenant: Tenant, call: Call) -> Reply:
    wanted = call.fields().get("enrollmentConfigurationAssignments")
    tenant.assign_enrollment_configuration(call.keys[0], wanted)
    return DONE


def _prioritise(tenant: Tenant, call: Call) -> Reply:
    tenant.prioritise_enrollment_configuration(call.keys[0], call.fields().get("priority"))
    return DONE


ROUTES = (
    Route("GET", _CONFIGURATIONS, _configurations),
    Route("POST", _CONFIGURATIONS, _create),
    Route("GET", _ONE, _configuration),
    Route("PATCH", _ONE, _update),
    Route("DELETE", _ONE, _delete),
    Route("GET", f"{_ONE}/assignments", _assignments),
    Route("POST", f"{_ONE}/assign", _assign),
    Route("POST", f"{_ONE}/setPriority", _prioritise),
)
