"""The addresses of people, device objects and groups' members."""

from simulator.graph_http.odata import asked_slice, collection, equal_to, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.member_operations import MEMBERS_PAGE
from simulator.tenant.references import referenced_id

# What Graph shows of a user without $select; accountEnabled and userType are not among it.
USUAL_OF_USERS = (
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
)


def _device(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.device_by_device_id(call.keys[0]), call.query))


def _devices(tenant: Tenant, call: Call) -> Reply:
    found = tenant.devices_by_device_id(equal_to(call.query, "deviceId"))
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _members(tenant: Tenant, call: Call) -> Reply:
    only = equal_to(call.query, "id") if "$filter" in call.query else None
    page = tenant.members_page(call.keys[0], asked_slice(call.query, MEMBERS_PAGE), only=only)
    return Reply(body=collection(page, call.query, call.address))


def _member(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.member(*call.keys), call.query))


def _member_reference(tenant: Tenant, call: Call) -> Reply:
    member = tenant.member(*call.keys)
    address = f"{call.origin}/{call.version}/directoryObjects/{member['id']}"
    return Reply(body={"@odata.id": address})


def _add_member(tenant: Tenant, call: Call) -> Reply:
    tenant.add_member(call.keys[0], referenced_id(call.fields().get("@odata.id")))
    return DONE


def _remove_member(tenant: Tenant, call: Call) -> Reply:
    tenant.remove_member(*call.keys)
    return DONE


def _check_member_groups(tenant: Tenant, call: Call) -> Reply:
    group_ids = call.fields().get("groupIds")
    if not isinstance(group_ids, list) or not all(isinstance(each, str) for each in group_ids):
        message = "The parameter groupIds is missing."
        raise bad_request(message, "Request_BadRequest")
    return Reply(body={"value": tenant.member_groups(call.keys[0], group_ids)})


def _user(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.user(call.keys[0]), call.query, USUAL_OF_USERS))


def _licence_details(tenant: Tenant, call: Call) -> Reply:
    found = tenant.licence_details(call.keys[0])
    return Reply(body=collection(Page(items=found, next_skip=None), call.query, call.address))


def _manager(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.manager(call.keys[0]), call.query, USUAL_OF_USERS))


ROUTES = (
    Route("GET", "/devices(deviceId='{}')", _device),
    Route("GET", "/devices", _devices),
    Route("POST", "/devices/{}/checkMemberGroups", _check_member_groups),
    Route("POST", "/directoryObjects/{}/checkMemberGroups", _check_member_groups),
    Route("GET", "/groups/{}/members", _members),
    Route("POST", "/groups/{}/members/$ref", _add_member),
    Route("GET", "/groups/{}/members/{}", _member),
    Route("GET", "/groups/{}/members/{}/$ref", _member_reference),
    Route("DELETE", "/groups/{}/members/{}/$ref", _remove_member),
    Route("GET", "/users/{}", _user),
    Route("GET", "/users/{}/licenseDetails", _licence_details),
    Route("GET", "/users/{}/manager", _manager),
)
