"""Apps for Windows, and the groups that they are required for.

Whether an app installs for the device, as device preparation wants it, stands
in its own properties, differently for each type; it is neither looked at nor
changed here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Fields, Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import assignments, consoles
from shared.tenant.parts.additive import Additive
from shared.tenant.parts.listed import look_through
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


class Apps:
    """Apps that are in the tenant; none is made or deleted."""

    kind = Kind.APP
    # Icons would come along with all properties.
    listing = ObjectRequest(
        operation=Operation.APPS,
        path=f"{_PATH}?$expand=assignments&$select=id,displayName,createdDateTime",
    )
    what = "apps for Windows"
    name = "displayName"
    page = consoles.apps("Compare the apps' assignments with the flight plan.")
    shows_others = False

    async def look(self, look: Look) -> Seen:
        """Find apps in one list; an export has those that are required for some group."""
        seen = await look_through(self, look)
        return replace(seen, others=[each for each in seen.others if each.fields[_HOW.field]])

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Leave out the apps of other platforms."""
        return [each for each in bodies if type_of(each)]

    async def read_on(self, look: Look, matched: Matched) -> Mapping[str, Reason]:
        """Learn what apps are called."""
        _HOW.learnt(look, matched)
        return {}

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups; of filters nothing is said."""
        return {Ref.GROUP: assignments.mentioned(bodies)[Ref.GROUP]}

    def present(self, body: Json, names: Names, wanted: Fields) -> Present | Unseen:
        """Read the groups that an app is required for."""
        return _HOW.present(body, names, wanted)

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Require it for the groups that lack it; ``Unresolved`` when there is no such app."""
        return _HOW.moves(wanted, present, names)

    def removal(self, _present: Present) -> Sequence[Move]:
        """Delete nothing: apps are no work of a flight plan's."""
        return ()
