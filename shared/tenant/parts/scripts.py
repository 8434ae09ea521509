"""PowerShell scripts (platform scripts), and the groups that they are assigned to.

Whether a script runs as System, as device preparation wants it, stands in its
``runAsAccount``; it is neither looked at nor changed here.
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


class Scripts:
    """Scripts that are in the tenant; none is made or deleted."""

    kind = Kind.SCRIPT
    listing = ObjectRequest(operation=Operation.SCRIPTS, path=f"{_PATH}?$expand=assignments")
    what = "scripts"
    name = "displayName"
    page = consoles.scripts("Compare the scripts' assignments with the flight plan.")
    shows_others = False

    async def look(self, look: Look) -> Seen:
        """Find scripts in one list; an export has those that are assigned to some group."""
        seen = await look_through(self, look)
        return replace(seen, others=[each for each in seen.others if each.fields[_HOW.field]])

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Keep all of them."""
        return list(bodies)

    async def read_on(self, look: Look, matched: Matched) -> Mapping[str, Reason]:
        """Learn what scripts are called."""
        _HOW.learnt(look, matched)
        return {}

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups; of filters nothing is said."""
        return {Ref.GROUP: assignments.mentioned(bodies)[Ref.GROUP]}

    def present(self, body: Json, names: Names, wanted: Fields) -> Present | Unseen:
        """Read the groups that a script is assigned to."""
        return _HOW.present(body, names, wanted)

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Assign it to the groups that lack it; ``Unresolved`` when there is no such script."""
        return _HOW.moves(wanted, present, names)

    def removal(self, _present: Present) -> Sequence[Move]:
        """Delete nothing: scripts are no work of a flight plan's."""
        return ()
