"""The addresses of apps, of people and other objects in numbers, and of the organization."""

from collections.abc import Mapping

from simulator.graph_http.directory import USUAL_OF_USERS
from simulator.graph_http.filters import directory_filter
from simulator.graph_http.odata import asked_slice, collection, selected
from simulator.graph_http.routing import Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.object_operations import OBJECTS_PAGE

_PRINCIPALS = "/servicePrincipals"
_FILTERED_USERS = ("userPrincipalName", "id", "mail", "displayName")


def _service_principal(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.service_principal(call.keys[0]), call.query))


def _service_principals(tenant: Tenant, call: Call) -> Reply:
    matching = directory_filter(call.query, ("appId", "displayName", "id"))
    page = tenant.service_principals_page(matching, asked_slice(call.query, OBJECTS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _create_service_principal(tenant: Tenant, call: Call) -> Reply:
    app_id = call.fields().get("appId")
    if not isinstance(app_id, str):
        message = "A value is required for property 'appId' of resource 'ServicePrincipal'."
        raise bad_request(message, "Request_BadRequest")
    return Reply(status=201, body=tenant.create_service_principal(app_id))


def _by_ids(tenant: Tenant, call: Call) -> Reply:
    ids, types = _texts(call.fields(), "ids"), _texts(call.fields(), "types")
    if not ids:
        message = "The parameter ids is missing."
        raise bad_request(message, "Request_BadRequest")
    found = Page(items=tenant.objects_by_ids(ids, types), next_skip=None)
    return Reply(body=collection(found, call.query, call.address))


def _users(tenant: Tenant, call: Call) -> Reply:
    matching = directory_filter(call.query, _FILTERED_USERS)
    page = tenant.users_page(matching, asked_slice(call.query, OBJECTS_PAGE))
    shown = [selected(each, call.query, USUAL_OF_USERS) for each in page.items]
    part = Page(items=shown, next_skip=page.next_skip)
    return Reply(body=collection(part, call.query, call.address))


def _organization(tenant: Tenant, call: Call) -> Reply:
    found = Page(items=[tenant.organization()], next_skip=None)
    return Reply(body=collection(found, call.query, call.address))


def _texts(fields: Mapping[str, object], name: str) -> list[str]:
    found = fields.get(name) or []
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        message = f"The parameter {name} cannot be read."
        raise bad_request(message, "Request_BadRequest")
    return found


ROUTES = (
    Route("GET", f"{_PRINCIPALS}(appId='{{}}')", _service_principal),
    Route("GET", _PRINCIPALS, _service_principals),
    Route("POST", _PRINCIPALS, _create_service_principal),
    Route("POST", "/directoryObjects/getByIds", _by_ids),
    Route("GET", "/users", _users),
    Route("GET", "/organization", _organization),
)
