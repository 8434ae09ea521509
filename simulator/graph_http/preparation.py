"""The addresses of corporate identifiers, beta only."""

from collections.abc import Mapping
from typing import Any

from simulator.graph_http.odata import asked_slice, collection, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import bad_request
from simulator.tenant.preparation_operations import IDENTIFIERS_PAGE

_IDENTIFIERS = "/deviceManagement/importedDeviceIdentities"
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


def _lines(call: Call) -> list[Mapping[str, Any]]:
    lines = call.fields().get("importedDeviceIdentities")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        message = "The parameter importedDeviceIdentities is missing."
        raise bad_request(message)
    return lines


ROUTES = (
    Route("POST", f"{_IDENTIFIERS}/importDeviceIdentityList", _import_identifiers, _BETA),
    Route("POST", f"{_IDENTIFIERS}/searchExistingIdentities", _search_identifiers, _BETA),
    Route("GET", _IDENTIFIERS, _identifiers, _BETA),
    Route("GET", f"{_IDENTIFIERS}/{{}}", _identifier, _BETA),
    Route("DELETE", f"{_IDENTIFIERS}/{{}}", _delete_identifier, _BETA),
)
