"""How Graph refuses an app that lacks a role: Entra in a sentence, Intune in JSON within one.

Source for Intune: the support article "Error when inspecting Microsoft Intune
objects by Graph Explorer", which quotes the whole answer.
"""

import json
from collections.abc import Sequence

from simulator.tenant.answers import NIL_GUID, GraphFault
from simulator.tenant.operations import Request
from simulator.tenant.resource_groups import ResourceGroup, group_of

_FRONT_END = "https://fef.simulated.invalid/StatelessFEService"


def forbidden(request: Request, roles: Sequence[str], activity: str) -> GraphFault:
    """Refuse a request that needs one of *roles*; *activity* is what support would ask for."""
    if group_of(request.operation) is ResourceGroup.DIRECTORY:
        message = "Insufficient privileges to complete the operation."
        return GraphFault(403, "Authorization_RequestDenied", message)
    return GraphFault(403, "Forbidden", _intunes_message(request, roles, activity))


def _intunes_message(request: Request, roles: Sequence[str], activity: str) -> str:
    path = request.url.partition("?")[0].removeprefix("/v1.0").removeprefix("/beta")
    sentences = (
        "Application is not authorized to perform this operation. "
        f"Application must have one of the following scopes: {', '.join(roles)}"
    )
    told = {
        "_version": 3,
        "Message": (
            f"{sentences} - Operation ID (for customer support): {NIL_GUID}"
            f" - Activity ID: {activity} - Url: {_FRONT_END}{path}"
        ),
        "CustomApiErrorPhrase": "",
        "RetryAfter": None,
        "ErrorSourceService": "",
        "HttpHeaders": "{}",
    }
    return json.dumps(told, indent=2).replace("\n", "\r\n")
