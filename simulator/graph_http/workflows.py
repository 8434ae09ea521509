"""The address at which a task of a lifecycle workflow is resumed."""

from simulator.graph_http.routing import DONE, Call, Reply, Route
from simulator.tenant import Tenant
from simulator.tenant.answers import bad_request
from simulator.tenant.workflows import TaskKey

_WORKFLOWS = "/identityGovernance/lifecycleWorkflows/workflows"
_CALLBACK = "microsoft.graph.identityGovernance.customTaskExtensionCallbackData"


def _resume(tenant: Tenant, call: Call) -> Reply:
    data = call.fields().get("data")
    if not isinstance(data, dict) or str(data.get("@odata.type", "")).lstrip("#") != _CALLBACK:
        message = f"The parameter data is no {_CALLBACK}."
        raise bad_request(message)
    tenant.resume_task(TaskKey(*call.keys), str(data.get("operationStatus")))
    return DONE


ROUTES = (
    Route("POST", f"{_WORKFLOWS}/{{}}/tasks/{{}}/taskProcessingResults/{{}}/resume", _resume),
)
