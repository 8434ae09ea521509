"""Apps for Windows, and the groups that they are required for.

Whether an app installs for the device, as device preparation wants it, stands
in its own properties, differently for each type; it is neither looked at nor
changed here.
"""

from collections.abc import Iterable

from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Ref
from shared.tenant.parts import consoles
from shared.tenant.parts.additive import Additive
from shared.tenant.parts.existing import Existing
from shared.tenant.parts.windows_apps import type_of
from shared.tenant.parts.writing import Writer

_PATH = "/beta/deviceAppManagement/mobileApps"
_HOW = Additive(
    kind=Kind.APP,
    ref=Ref.APP,
    field="required_for",
    path=_PATH,
    entries="mobileAppAssignments",
    odata_type="#microsoft.graph.mobileAppAssignment",
    writer=Writer(Operation.ASSIGN_APPS, consoles.apps),
    ours={"intent": "required"},
    extra={"settings": None},
)


class Apps(Existing):
    """Apps that are in the tenant; none is made or deleted."""

    how = _HOW
    kind = Kind.APP
    # Icons would come along with all properties.
    listing = ObjectRequest(
        operation=Operation.APPS,
        path=f"{_PATH}?$expand=assignments&$select=id,displayName,createdDateTime",
    )
    what = "apps for Windows"
    page = consoles.apps("Compare the apps' assignments with the flight plan.")

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Leave out the apps of other platforms."""
        return [each for each in bodies if type_of(each)]
