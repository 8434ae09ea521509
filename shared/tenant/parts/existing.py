"""Objects that are in the tenant already, and whose assignments alone are a flight plan's work."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from shared.domain.errors import Reason
from shared.domain.object_requests import Json, ObjectRequest
from shared.domain.setup import ByHand, Fields, Kind, Present, Ref, Unseen, Wanted
from shared.tenant.naming.matching import Matched
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move, Seen
from shared.tenant.parts import assignments
from shared.tenant.parts.additive import Additive
from shared.tenant.parts.listed import look_through


class Existing:
    """Such a kind, by *how* it is assigned; none is made or deleted."""

    how: ClassVar[Additive]
    kind: Kind
    listing: ObjectRequest
    what: str
    name = "displayName"
    page: ByHand
    shows_others = False

    async def look(self, look: Look) -> Seen:
        """Find them in one list; an export has those that are assigned to some group."""
        seen = await look_through(self, look)
        return replace(seen, others=[each for each in seen.others if each.fields[self.how.field]])

    def kept(self, bodies: Iterable[Json]) -> list[Json]:
        """Keep all of them."""
        return list(bodies)

    async def read_on(self, look: Look, matched: Matched) -> Mapping[str, Reason]:
        """Learn what they are called."""
        self.how.learnt(look, matched)
        return {}

    def mentions(self, bodies: Iterable[Json]) -> Mapping[Ref, Collection[str]]:
        """List groups; of filters nothing is said."""
        return {Ref.GROUP: assignments.mentioned(bodies)[Ref.GROUP]}

    def present(self, body: Json, names: Names, wanted: Fields) -> Present | Unseen:
        """Read the groups that it is assigned to."""
        return self.how.present(body, names, wanted)

    def moves(self, wanted: Wanted, present: Present | None, names: Names) -> Sequence[Move]:
        """Assign it to the groups that lack it; ``Unresolved`` when there is no such object."""
        return self.how.moves(wanted, present, names)

    def removal(self, _present: Present) -> Sequence[Move]:
        """Delete nothing: the objects themselves are no work of a flight plan's."""
        return ()
