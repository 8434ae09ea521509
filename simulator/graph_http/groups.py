"""The addresses of groups and their owners."""

import re

from simulator.graph_http.filters import directory_filter
from simulator.graph_http.odata import asked_slice, collection, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import Page, bad_request
from simulator.tenant.group_operations import GROUPS_PAGE
from simulator.tenant.references import referenced_id

_FILTERED = ("displayName", "mailNickname", "id", "groupTypes")
_MEMBERS = "members@odata.bind"
_WITH_OWNERS = re.compile(r"owners(\(\$select=(?P<select>[\w,]+)\))?")


def _groups(tenant: Tenant, call: Call) -> Reply:
    if "$expand" in call.query:
        return _groups_with_owners(tenant, call)
    match directory_filter(call.query, _FILTERED):
        case ("displayName", name):
            page = Page(items=tenant.groups_named(name), next_skip=None)
        case matching:
            page = tenant.groups_page(matching, asked_slice(call.query, GROUPS_PAGE))
    return Reply(body=collection(page, call.query, call.address))


def _groups_with_owners(tenant: Tenant, call: Call) -> Reply:
    found = _WITH_OWNERS.fullmatch(call.query["$expand"])
    if found is None:
        message = f"Parsing OData Select and Expand failed: {call.query['$expand']}."
        raise bad_request(message)
    matching = directory_filter(call.query, _FILTERED)
    page = tenant.groups_page(matching, asked_slice(call.query, GROUPS_PAGE), owners=True)
    of_owners = {"$select": found["select"]} if found["select"] else {}
    for each in page.items:
        each["owners"] = [selected(owner, of_owners) for owner in each["owners"]]
    names = f"{call.query['$select']},owners" if "$select" in call.query else ""
    asked = {**call.query, "$select": names} if names else call.query
    return Reply(body=collection(page, asked, call.address))


def _group(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.group(call.keys[0]), call.query))


def _create(tenant: Tenant, call: Call) -> Reply:
    return Reply(status=201, body=tenant.create_group(call.fields()))


def _update(tenant: Tenant, call: Call) -> Reply:
    fields = call.fields()
    if _MEMBERS not in fields:
        tenant.update_group(call.keys[0], fields)
        return DONE
    addresses = fields[_MEMBERS]
    if set(fields) != {_MEMBERS} or not isinstance(addresses, list):
        message = "Members are added by members@odata.bind alone here."
        raise bad_request(message, "Request_BadRequest")
    tenant.add_members(call.keys[0], [referenced_id(each) for each in addresses])
    return DONE


def _delete(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_group(call.keys[0])
    return DONE


def _owners(tenant: Tenant, call: Call) -> Reply:
    # "List group owners": v1.0 shows no service principals.
    part = asked_slice(call.query, GROUPS_PAGE)
    page = tenant.owners_page(call.keys[0], part, apps=call.beta)
    return Reply(body=collection(page, call.query, call.address))


def _add_owner(tenant: Tenant, call: Call) -> Reply:
    tenant.add_owner(call.keys[0], referenced_id(call.fields().get("@odata.id")))
    return DONE


def _remove_owner(tenant: Tenant, call: Call) -> Reply:
    tenant.remove_owner(*call.keys)
    return DONE


ROUTES = (
    Route("GET", "/groups", _groups),
    Route("POST", "/groups", _create),
    Route("GET", "/groups/{}", _group),
    Route("PATCH", "/groups/{}", _update),
    Route("DELETE", "/groups/{}", _delete),
    Route("GET", "/groups/{}/owners", _owners),
    Route("POST", "/groups/{}/owners/$ref", _add_owner),
    Route("DELETE", "/groups/{}/owners/{}/$ref", _remove_owner),
)
