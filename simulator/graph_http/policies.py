"""The addresses of the policies on joining and on automatic enrolment."""

from simulator.graph_http.odata import collection, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.references import referenced_id

_REGISTRATION = "/policies/deviceRegistrationPolicy"
_MOBILITY = "/policies/mobileDeviceManagementPolicies"
_BETA = ("beta",)


def _registration(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.registration_policy(), call.query))


def _replace_registration(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=tenant.replace_registration_policy(call.fields()))


def _mobility_policies(tenant: Tenant, call: Call) -> Reply:
    found = Page(items=tenant.mobility_policies(), next_skip=None)
    return Reply(body=collection(found, call.query, call.address))


def _mobility_policy(tenant: Tenant, call: Call) -> Reply:
    policy = tenant.mobility_policy(call.keys[0], groups=_expands(call))
    names = (
        {"$select": f"{call.query['$select']},includedGroups"} if "$select" in call.query else {}
    )
    return Reply(body=selected(policy, names))


def _update_mobility_policy(tenant: Tenant, call: Call) -> Reply:
    fields = {name: value for name, value in call.fields().items() if name != "@odata.type"}
    tenant.update_mobility_policy(fields, call.keys[0])
    return DONE


def _included_groups(tenant: Tenant, call: Call) -> Reply:
    found = Page(items=tenant.included_groups(call.keys[0]), next_skip=None)
    return Reply(body=collection(found, call.query, call.address))


def _include_group(tenant: Tenant, call: Call) -> Reply:
    tenant.include_group(referenced_id(call.fields().get("@odata.id")), call.keys[0])
    return DONE


def _exclude_group(tenant: Tenant, call: Call) -> Reply:
    tenant.exclude_group(call.keys[1], call.keys[0])
    return DONE


def _expands(call: Call) -> bool:
    wanted = call.query.get("$expand")
    if wanted not in (None, "includedGroups"):
        message = f"Parsing OData Select and Expand failed: {wanted}."
        raise bad_request(message)
    return wanted is not None


ROUTES = (
    Route("GET", _REGISTRATION, _registration),
    Route("PUT", _REGISTRATION, _replace_registration),
    Route("GET", _MOBILITY, _mobility_policies, _BETA),
    Route("GET", f"{_MOBILITY}/{{}}", _mobility_policy, _BETA),
    Route("PATCH", f"{_MOBILITY}/{{}}", _update_mobility_policy, _BETA),
    Route("GET", f"{_MOBILITY}/{{}}/includedGroups", _included_groups, _BETA),
    Route("POST", f"{_MOBILITY}/{{}}/includedGroups/$ref", _include_group, _BETA),
    Route("DELETE", f"{_MOBILITY}/{{}}/includedGroups/{{}}/$ref", _exclude_group, _BETA),
)
