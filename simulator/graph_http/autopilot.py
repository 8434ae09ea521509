"""The addresses of import records, Autopilot device identities and the sync."""

from simulator.graph_http.odata import asked_slice, collection, contained_serial, selected
from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import bad_request
from simulator.tenant.autopilot_operations import PAGE

_IMPORTED = "/deviceManagement/importedWindowsAutopilotDeviceIdentities"
_REGISTERED = "/deviceManagement/windowsAutopilotDeviceIdentities"

_SETTINGS = "/deviceManagement/windowsAutopilotSettings"


def _import_devices(tenant: Tenant, call: Call) -> Reply:
    lines = call.fields().get("importedWindowsAutopilotDeviceIdentities")
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        message = "The parameter importedWindowsAutopilotDeviceIdentities is missing."
        raise bad_request(message)
    return Reply(body={"value": tenant.import_devices(lines)})


def _import_device(tenant: Tenant, call: Call) -> Reply:
    return Reply(status=201, body=tenant.import_device(call.fields()))


def _imports(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, PAGE)
    page = tenant.imports_page(contained_serial(call.query), part)
    return Reply(body=collection(page, call.query, call.address))


def _imported(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.imported(call.keys[0]), call.query))


def _delete_import(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_import(call.keys[0])
    return DONE


def _identities(tenant: Tenant, call: Call) -> Reply:
    part = asked_slice(call.query, PAGE)
    page = tenant.identities_page(contained_serial(call.query), part, beta=call.beta)
    return Reply(body=collection(page, call.query, call.address))


def _identity(tenant: Tenant, call: Call) -> Reply:
    read = tenant.identity_beta if call.beta else tenant.identity
    return Reply(body=selected(read(call.keys[0]), call.query))


def _delete_identity(tenant: Tenant, call: Call) -> Reply:
    tenant.delete_identity(call.keys[0])
    return DONE


def _assign_user(tenant: Tenant, call: Call) -> Reply:
    fields = call.fields()
    upn = str(fields.get("userPrincipalName") or "")
    tenant.assign_user(call.keys[0], upn, str(fields.get("addressableUserName") or ""))
    return DONE


def _unassign_user(tenant: Tenant, call: Call) -> Reply:
    tenant.unassign_user(call.keys[0])
    return DONE


def _update_properties(tenant: Tenant, call: Call) -> Reply:
    wanted = {name: str(value) for name, value in call.fields().items() if value is not None}
    tenant.update_properties(call.keys[0], wanted)
    return DONE


def _allow_next_enrollment(tenant: Tenant, call: Call) -> Reply:
    tenant.allow_next_enrollment(call.keys[0])
    return DONE


def _settings(tenant: Tenant, call: Call) -> Reply:
    return Reply(body=selected(tenant.settings(), call.query))


def _sync(tenant: Tenant, _call: Call) -> Reply:
    tenant.sync()
    return DONE


ROUTES = (
    Route("POST", f"{_IMPORTED}/import", _import_devices),
    Route("GET", _IMPORTED, _imports),
    Route("GET", f"{_IMPORTED}/{{}}", _imported),
    Route("DELETE", f"{_IMPORTED}/{{}}", _delete_import),
    Route("GET", _REGISTERED, _identities),
    Route("GET", f"{_REGISTERED}/{{}}", _identity),
    Route("DELETE", f"{_REGISTERED}/{{}}", _delete_identity),
    Route("POST", f"{_REGISTERED}/{{}}/assignUserToDevice", _assign_user),
    Route("POST", f"{_REGISTERED}/{{}}/unassignUserFromDevice", _unassign_user),
    Route("POST", f"{_REGISTERED}/{{}}/updateDeviceProperties", _update_properties),
    Route("POST", f"{_REGISTERED}/{{}}/allowNextEnrollment", _allow_next_enrollment, ("beta",)),
    Route("POST", _IMPORTED, _import_device),
    Route("GET", _SETTINGS, _settings, ("beta",)),
    Route("POST", f"{_SETTINGS}/sync", _sync, ("beta",)),
)
