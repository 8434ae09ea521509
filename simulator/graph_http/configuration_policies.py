"""The addresses of configuration policies, those of device preparation among them, beta only."""

from simulator.graph_http.odata import asked_slice, collection, equality, expands, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.configuration_policy_operations import POLICIES_PAGE

_POLICIES = "/deviceManagement/configurationPolicies"
_ONE = f"{_POLICIES}/{{}}"
_MEMBERSHIP = "EnrollmentTimeDeviceMembershipTarget"
_BETA = ("beta",)


def _policies(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, POLICIES_PAGE)
    expand = expands(call.query, "assignments")
    page = tenant.configuration_policies_page(_asked_name(call), part, expand=expand)
    return Reply(body=collection(page, call.query, call.address))


def _policy(tenant: Tenant, call: Call) -> Reply:
    expand = expands(call.query, "settings", "assignments")
    found = tenant.configuration_policy(call.keys[0], expand=expand)
    return Reply(body=selected(found, call.query))


def _settings(tenant: Tenant, call: Call) -> Reply:
    found = tenant.policy_settings(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.policy_assignments(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _create(tenant: Tenant, call: Call) -> Reply:
    return Reply(status=201, body=tenant.create_configuration_policy(call.entity()))


def _update(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=tenant.update_configuration_policy(call.keys[0], call.entity()))


def _replace(tenant: Tenant, call: Call) -> Reply:
    tenant.replace_configuration_policy(call.keys[0], call.entity())
    return DONE


def _delete(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_configuration_policy(call.keys[0])
    return DONE


def _assign(tenant: Tenant, call: Call) -> Reply:
    wanted = call.fields().get("assignments")
    return Reply(body={"value": tenant.assign_configuration_policy(call.keys[0], wanted)})


def _reorder(tenant: Tenant, call: Call) -> Reply:
    tenant.reorder_configuration_policy(call.keys[0], call.fields().get("priority"))
    return DONE


def _link(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=tenant.link_device_group(call.keys[0], call.entity()))


def _linked(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=tenant.linked_device_group(call.keys[0]))


def _clear(tenant: Tenant, call: Call) -> Reply:
    tenant.clear_device_group(call.keys[0])
    return DONE


def _asked_name(call: Call) -> str | None:
    if "$filter" not in call.query:
        return None
    asked = equality(call.query)
    if asked is None or asked[0].lower() != "name":
        message = "The filter is not supported; only 'name eq' is simulated."
        raise bad_request(message)
    return asked[1]


ROUTES = (
    Route("GET", _POLICIES, _policies, _BETA),
    Route("POST", _POLICIES, _create, _BETA),
    Route("GET", _ONE, _policy, _BETA),
    Route("PATCH", _ONE, _update, _BETA),
    Route("PUT", _ONE, _replace, _BETA),
    Route("DELETE", _ONE, _delete, _BETA),
    Route("GET", f"{_ONE}/settings", _settings, _BETA),
    Route("GET", f"{_ONE}/assignments", _assignments, _BETA),
    Route("POST", f"{_ONE}/assign", _assign, _BETA),
    Route("POST", f"{_ONE}/reorder", _reorder, _BETA),
    Route("POST", f"{_ONE}/set{_MEMBERSHIP}", _link, _BETA),
    Route("POST", f"{_ONE}/retrieve{_MEMBERSHIP}", _linked, _BETA),
    Route("POST", f"{_ONE}/clear{_MEMBERSHIP}", _clear, _BETA),
)
