"""The addresses of corporate identifiers and of device-preparation policies, beta only."""

from collections.abc import Mapping
from typing import Any

from simulator.graph_http.odata import asked_slice, collection, equality, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.preparation_operations import IDENTIFIERS_PAGE, POLICIES_PAGE

_IDENTIFIERS = "/deviceManagement/importedDeviceIdentities"
_POLICIES = "/deviceManagement/configurationPolicies"
_BETA = ("beta",)


def _import_identifiers(tenant: Tenant, call: Call) -> Reply:
    overwrite = call.fields().get("overwriteImportedDeviceIdentities") is True
    taken = tenant.import_identifiers(_lines(call), overwrite=overwrite)
    return Reply(body={"value": taken})


def _search_identifiers(tenant: Tenant, call: Call) -> Reply:
    return Reply(body={"value": tenant.search_identifiers(_lines(call))})


def _identifiers(tenant: Tenant, call: Call) -> Reply:
    page = tenant.identifiers_page(asked_slice(call.query, IDENTIFIERS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _identifier(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.identifier(call.keys[0]), call.query))


def _delete_identifier(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_identifier(call.keys[0])
    return DONE


def _policies(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, POLICIES_PAGE)
    page = tenant.configuration_policies_page(_asked_name(call), part)
    return Reply(body=collection(page, call.query, call.address))


def _assignments(tenant: Tenant, call: Call) -> Reply:
    found = tenant.policy_assignments(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _lines(call: Call) -> list[Mapping[str, Any]]:
    lines = call.fields().get("importedDeviceIdentities")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        message = "The parameter importedDeviceIdentities is missing."
        raise bad_request(message)
    return lines


def _asked_name(call: Call) -> str | None:
    if "$filter" not in call.query:
        return None
    asked = equality(call.query)
    if asked is None or asked[0].lower() != "name":
        message = "The filter is not supported; only 'name eq' is simulated."
        raise bad_request(message)
    return asked[1]


ROUTES = (
    Route("POST", f"{_IDENTIFIERS}/importDeviceIdentityList", _import_identifiers, _BETA),
    Route("POST", f"{_IDENTIFIERS}/searchExistingIdentities", _search_identifiers, _BETA),
    Route("GET", _IDENTIFIERS, _identifiers, _BETA),
    Route("GET", f"{_IDENTIFIERS}/{{}}", _identifier, _BETA),
    Route("DELETE", f"{_IDENTIFIERS}/{{}}", _delete_identifier, _BETA),
    Route("GET", _POLICIES, _policies, _BETA),
    Route("GET", f"{_POLICIES}/{{}}/assignments", _assignments, _BETA),
)
