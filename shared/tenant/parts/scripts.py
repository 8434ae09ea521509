"""PowerShell scripts (platform scripts), and the groups that they are assigned to.

Whether a script runs as System, as device preparation wants it, stands in its
``runAsAccount``; it is neither looked at nor changed here.
"""

from shared.domain.object_requests import ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Ref
from shared.tenant.parts import consoles
from shared.tenant.parts.additive import Additive
from shared.tenant.parts.existing import Existing
from shared.tenant.parts.writing import Writer

_PATH = "/beta/deviceManagement/deviceManagementScripts"
_HOW = Additive(
    kind=Kind.SCRIPT,
    ref=Ref.SCRIPT,
    field="assigned_to",
    path=_PATH,
    entries="deviceManagementScriptAssignments",
    odata_type="#microsoft.graph.deviceManagementScriptAssignment",
    writer=Writer(Operation.ASSIGN_SCRIPTS, consoles.scripts),
    ours={},
    extra={},
)


class Scripts(Existing):
    """Scripts that are in the tenant; none is made or deleted."""

    how = _HOW
    kind = Kind.SCRIPT
    listing = ObjectRequest(operation=Operation.SCRIPTS, path=f"{_PATH}?$expand=assignments")
    what = "scripts"
    page = consoles.scripts("Compare the scripts' assignments with the flight plan.")
